// The app without a network: complete after the first visit, repaired where it is damaged, honest where it cannot be.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { args, dist, executablePath } from '../browser.ts';
import { expectAccessible } from '../accessible.ts';
import { expect, test, watchConsole } from '../fixtures.ts';
import { StartPage } from '../pages/start.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';
import { Site } from '../site.ts';

test.use({ serviceWorkers: 'allow' });

let site: Site;
test.beforeEach(async () => {
  site = await new Site('/some/path/').start();
});
test.afterEach(async () => {
  await site.close();
});

/** Opens the app and waits until the device can do without the host. */
async function ready(page: Page, address = site.address): Promise<StartPage> {
  const start = new StartPage(page);
  await page.goto(address);
  await start.started();
  await whole(page);
  return start;
}

/** The worker says that nothing is missing. */
async function whole(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const complete = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        navigator.serviceWorker.controller!.postMessage({ type: 'complete' }, [port2]);
      }),
  );
  expect(complete).toEqual({ complete: true });
}

/** Names of the caches and how many files each holds. */
async function caches(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => Object.fromEntries(await Promise.all((await window.caches.keys()).map(async (name) => [name, (await (await window.caches.open(name)).keys()).length]))));
}

/** Opens the settings of the only workspace and returns the line about this device. */
async function deviceState(page: Page) {
  await page.getByTestId('open-demo').click();
  const id = await new WorkspacesPage(page).openedId();
  await page.goto(`${new URL(page.url()).href.split('#')[0]}#/w/${id}/settings`);
  return page.getByTestId('offline-state');
}

test('says once that it works offline, after everything has been kept', async ({ page }) => {
  const start = await ready(page);
  await expect(start.toasts).toContainText(start.say('ui.offline.ready_now'));
  const release = /content="([^"]+)"/.exec(/name="shizhu-release"[^>]*/.exec(readFileSync(site.file('index.html'), 'utf8'))![0])![1]!;
  const listed = JSON.parse(readFileSync(site.file('files.json'), 'utf8')).files as { name: string }[];
  const kept = await caches(page);
  expect(Object.keys(kept)).toEqual([`shizhu-${release}-/some/path/`]);
  // The list names also what a host reads and what shops of apps show.
  const left = listed.filter(({ name }) => /^(_headers|service-worker\.js|embed\.json)$|^(screenshots|embed\/examples)\//.test(name));
  expect(Object.values(kept)).toEqual([listed.length - left.length]);
  await page.reload();
  await start.started();
  await whole(page);
  await expect(page.getByTestId('offline-state').or(start.heading)).toBeVisible();
  await expect(start.toasts.filter({ hasText: start.say('ui.offline.ready_now') })).toHaveCount(0);
});

test('opens with the host gone: reload, deep address, every pillar, the export page, a new tab', async ({ page, context }) => {
  const start = await ready(page);
  await page.getByTestId('open-demo').click();
  const id = await new WorkspacesPage(page).openedId();
  await start.saved();
  await site.stop();
  const messages = watchConsole(page);
  await page.reload();
  await expect(page.getByTestId('pillar-1')).toBeVisible();
  await expect(page.getByTestId('demo-banner')).toBeVisible();
  for (let pillar = 1; pillar <= 10; pillar += 1) {
    await page.goto(`${site.address}#/w/${id}/p/${pillar}`);
    await page.reload();
    // The title comes from the pillar’s content.
    await expect(start.heading).toHaveText(/[一-龥]{2}/);
  }
  await page.goto(`${site.address}rescue.html`);
  await expect(page.getByRole('table', { name: /^工作区/ })).toBeVisible();
  await page.goto(`${site.address}index.html`);
  await start.started();
  const second = await context.newPage();
  await second.goto(`${site.address}?x=1#/w/${id}/settings`);
  await expect(second.getByTestId('offline-state')).toHaveAttribute('data-state', 'ready');
  expect(messages.filter((message) => message.startsWith('page error'))).toEqual([]);
  // An address that no file has leads to the app.
  await second.goto(`${site.address}no/such/page`);
  await new StartPage(second).started();
  expect(second.url()).toContain('/some/path/');
});

test('a reload past the browser’s caches also works with the host gone', async ({ page, context }) => {
  const start = await ready(page);
  await site.stop();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Page.reload', { ignoreCache: true });
  await start.started();
});

test('shows quietly that there is no network', async ({ page, context }) => {
  await ready(page);
  await page.getByTestId('open-demo').click();
  await new WorkspacesPage(page).openedId();
  await expect(page.getByTestId('offline-mark')).toHaveCount(0);
  await context.setOffline(true);
  await expect(page.getByTestId('offline-mark')).toBeVisible();
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByTestId('offline-mark')).toHaveCount(0);
});

test('two copies under two paths of one host leave each other alone', async ({ page, context }) => {
  const host = await new Site('/').start();
  try {
    for (const path of ['one', 'one/two']) {
      cpSync(dist, host.file(path), { recursive: true });
      host.seal(undefined, path);
    }
    await ready(page, `${host.address}one/two/`);
    const second = await context.newPage();
    await ready(second, `${host.address}one/`);
    const paths = async () => Object.keys(await caches(second)).map((name) => name.slice(name.indexOf('-/') + 1)).sort();
    expect(await paths()).toEqual(['/one/', '/one/two/']);
    host.change('one/lang/zh-CN.json', (text) => `${text} `);
    host.seal('9.9.9', 'one');
    await second.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
    await second.getByTestId('update-now').click();
    await expect(async () => expect(Object.keys(await caches(second)).some((name) => name.startsWith('shizhu-9.9.9'))).toBe(true)).toPass();
    await new StartPage(second).started();
    // The cache of the older release goes once the newer is in charge.
    await expect(async () => expect(await paths()).toEqual(['/one/', '/one/two/'])).toPass();
    await host.stop();
    await page.reload();
    await new StartPage(page).started();
  } finally {
    await host.close();
  }
});

test.describe('a cache that is partly deleted', () => {
  /** Deletes what fits from the caches. */
  const forget = (page: Page, pattern: string) =>
    page.evaluate(async (pattern) => {
      for (const name of await window.caches.keys()) {
        const cache = await window.caches.open(name);
        for (const request of await cache.keys()) if (new RegExp(pattern).test(request.url)) await cache.delete(request);
      }
    }, pattern);

  test('is made whole at the next visit', async ({ page }) => {
    const start = await ready(page);
    await forget(page, 'wasm$|lang/|index\\.html$');
    await page.reload();
    await start.started();
    await whole(page);
    await site.stop();
    await page.reload();
    await start.started();
  });

  test('is filled as files are asked for', async ({ page }) => {
    await ready(page);
    const before = Object.values(await caches(page));
    await forget(page, 'glossary');
    expect(await page.evaluate(async () => (await fetch('content/glossary.json')).ok)).toBe(true);
    expect(Object.values(await caches(page))).toEqual(before);
  });

  test('gives way to the host’s newer release instead of mixing two', async ({ page }) => {
    const start = await ready(page);
    site.release('9.9.9');
    await forget(page, 'lang/zh-CN');
    await page.reload();
    await page.reload();
    await start.started();
    await expect(start.heading).toHaveText('十柱 9.9.9');
  });
});

test('a first visit that is cut off still works, says what is missing, and goes on at the next visit', async ({ page }) => {
  const glossary = readFileSync(site.file('content/glossary.json'));
  site.remove('content/glossary.json');
  const start = new StartPage(page);
  await page.goto(site.address);
  await start.started();
  const state = await deviceState(page);
  await expect(state).toHaveAttribute('data-state', 'failed');
  await expect(state).toContainText('content/glossary.json');
  writeFileSync(site.file('content/glossary.json'), glossary);
  await page.reload();
  await expect(state).toHaveAttribute('data-state', 'ready', { timeout: 20_000 });
});

const REFUSALS = {
  'service workers are denied': () => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('denied', 'SecurityError'));
  },
  'the browser has none': () => {
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });
  },
};

for (const [way, deny] of Object.entries(REFUSALS)) {
  test(`the app works and says that it needs a network when ${way}`, async ({ page, quiet }) => {
    await page.addInitScript(deny);
    await page.goto(site.address);
    const state = await deviceState(page);
    await expect(state).toHaveAttribute('data-state', /failed|unsupported/);
    await expectAccessible(page);
    expect(quiet).toEqual([]);
  });
}

test('storage of files that fails lets the page through to the host', async ({ page }) => {
  const start = await ready(page);
  await page.evaluate(async () => Promise.all((await window.caches.keys()).map((name) => window.caches.delete(name))));
  await page.reload();
  await start.started();
  await whole(page);
});

test('the manifest names what the app is; its pictures are there', async ({ page }) => {
  await page.goto(site.address);
  const manifest = JSON.parse(readFileSync(site.file('manifest.webmanifest'), 'utf8'));
  expect(manifest.lang).toBe('zh-CN');
  expect(manifest.icons.some(({ purpose }: { purpose?: string }) => purpose === 'maskable')).toBe(true);
  expect(manifest.file_handlers[0].accept).toEqual({ 'application/vnd.shizhu+json': ['.shizhu.json'] });
  const pictures = [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap(({ icons }: { icons: unknown[] }) => icons)] as { src: string; sizes: string; type: string }[];
  for (const picture of pictures) {
    const response = await page.request.get(new URL(picture.src, site.address).href);
    expect(response.headers()['content-type'], picture.src).toBe(picture.type);
    if (picture.type !== 'image/png') continue;
    const bytes = await response.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, picture.src).toBe(picture.sizes);
  }
});

test.describe('installing', () => {
  /** Stands for the browser, which asks only on real devices. */
  const offer = (page: Page) =>
    page.evaluate(() => {
      const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
        prompt: () => {
          document.documentElement.dataset.prompted = 'yes';
          return Promise.resolve();
        },
      });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    });

  const demo = async (page: Page) => {
    await page.goto(site.address);
    await page.getByTestId('open-demo').click();
    await new WorkspacesPage(page).openedId();
  };

  test('is not offered on the first visit, is on the third, and not again once declined', async ({ page }) => {
    await demo(page);
    expect(await offer(page), 'the browser’s own question is held back').toBe(true);
    await expect(page.getByTestId('install-band')).toHaveCount(0);
    await page.evaluate(() => localStorage.setItem('shizhu-visits', '2 0'));
    await page.reload();
    await expect(page.getByTestId('save-state')).toBeVisible();
    await offer(page);
    await expect(page.getByTestId('install-band')).toBeVisible();
    await expectAccessible(page);
    await page.getByTestId('install-decline').click();
    await expect(page.getByTestId('install-band')).toHaveCount(0);
    await page.reload();
    await expect(page.getByTestId('save-state')).toBeVisible();
    await offer(page);
    await page.goto(page.url().replace(/home$/, 'settings'));
    await expect(page.getByTestId('offline-state')).toBeVisible();
    await expect(page.getByTestId('install-band')).toHaveCount(0);
    // The settings still have it.
    await page.getByTestId('install').click();
    await expect(page.locator('html')).toHaveAttribute('data-prompted', 'yes');
  });

  test('is never offered inside another page', async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem('shizhu-visits', '9 0'));
    writeFileSync(site.file('host.html'), '<iframe src="./" width="1200" height="800"></iframe>');
    await page.goto(`${site.address}host.html`);
    const frame = page.frameLocator('iframe');
    await frame.getByTestId('open-demo').click();
    await expect(frame.getByTestId('save-state')).toBeVisible();
    await page.frames()[1]!.evaluate(() => window.dispatchEvent(new Event('beforeinstallprompt', { cancelable: true })));
    await expect(frame.getByTestId('install-band')).toHaveCount(0);
  });
});

test('plain http of an intranet: everything works, and what cannot is said where it would be used', async ({ playwright }) => {
  const intranet = await new Site('/', 'intranet.test').start();
  const browser = await playwright.chromium.launch({ executablePath, args: [...args, '--host-resolver-rules=MAP intranet.test 127.0.0.1'] });
  let context: BrowserContext | undefined;
  try {
    context = await browser.newContext({ locale: 'zh-CN', baseURL: intranet.address });
    const page = await context.newPage();
    const messages = watchConsole(page);
    const start = new StartPage(page);
    await start.open();
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    const state = await deviceState(page);
    await expect(state).toHaveAttribute('data-state', 'insecure');
    await expect(state).toContainText('https');
    await expectAccessible(page);
    await page.getByTestId('profile-name').fill('王小明');
    await page.reload();
    await expect(page.getByTestId('profile-name')).toHaveValue('王小明');
    expect(messages).toEqual([]);
    // Copying goes through the fallback.
    await page.evaluate(() => window.dispatchEvent(new CustomEvent('shizhu-panic', { detail: 'x' })));
    await page.getByRole('button', { name: /Copy diagnostics/ }).click();
    await expect(page.getByRole('button', { name: /Copied/ })).toBeVisible();
  } finally {
    await context?.close();
    await browser.close();
    await intranet.close();
  }
});
