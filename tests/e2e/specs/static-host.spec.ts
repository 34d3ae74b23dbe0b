// Any static host will do, and where something is wrong the page says what and how it is mended, in both languages.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { root } from '../browser.ts';
import { expectAccessible } from '../accessible.ts';
import { expect, startServer, test, watchConsole } from '../fixtures.ts';
import { AppPage } from '../pages/base.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** The page that stands in place of the program. */
async function stopped(page: Page, code: string) {
  const found = page.locator('#shizhu-stopped');
  await expect(found).toHaveAttribute('data-code', code);
  await expect(found.getByRole('heading', { level: 1 })).toHaveText(/[一-龥]/);
  await expect(found.locator('[lang=en] h2')).toHaveText(/[a-z]/);
  await expectAccessible(page);
  return found;
}

const WRONG_TYPES = { 'the start script': '**/start.js', 'the glue script': '**/app-*.js', 'a style': '**/style-*.css' };

for (const [what, pattern] of Object.entries(WRONG_TYPES)) {
  test(`names the file and the type when the host sends ${what} with a wrong one`, async ({ page }) => {
    await page.route(pattern, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' } });
    });
    await page.goto('./');
    const found = await stopped(page, 'type');
    await expect(found.getByRole('textbox')).toHaveValue(/\.(js|css)\nContent-Type: text\/plain/);
  });
}

test('a frame that takes the origin away is named, not the network', async ({ page }) => {
  const around = `<iframe sandbox="allow-scripts" title="x" src="${new URL('./', test.info().project.use.baseURL).href}?embed=1"></iframe>`;
  await page.route('**/around.html', (route) => route.fulfill({ contentType: 'text/html', body: around }));
  await page.goto('./around.html');
  const found = page.frameLocator('iframe').locator('#shizhu-stopped');
  await expect(found).toHaveAttribute('data-code', 'frame');
  await expect(found).toContainText('sandbox');
});

test('says even without its first script that it is stuck and why', async ({ page }) => {
  await page.route('**/boot.js', (route) => route.fulfill({ status: 200, contentType: 'text/plain', headers: { 'x-content-type-options': 'nosniff' }, body: 'x' }));
  await page.goto('./');
  await expect(page.locator('#boot-stuck')).toBeHidden();
  await expect(page.locator('#boot-stuck')).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('#boot-stuck')).toContainText('text/javascript');
});

test('says who can mend it when the site’s policy forbids WebAssembly', async ({ page }) => {
  const server = await startServer(['--header', "Content-Security-Policy: script-src 'self'"]);
  try {
    await page.goto(server.address);
    await expect(await stopped(page, 'policy')).toContainText('wasm-unsafe-eval');
  } finally {
    server.stop();
  }
});

test('a program file that was cut off counts as missing, not as an old browser', async ({ page }) => {
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.body()).subarray(0, 100_000), headers: { 'content-type': 'application/wasm' } });
  });
  await page.goto('./');
  await stopped(page, 'missing');
});

test('an old browser is told what is needed, with the address to take along', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Array.prototype, 'findLast'));
  await page.goto('./#/workspaces');
  const found = await stopped(page, 'browser');
  await expect(found).toContainText('极速模式');
  await expect(found.locator('#shizhu-address')).toHaveValue(/#\/workspaces$/);
});

test('the first script is understood by every browser that can be told anything', () => {
  const code = readFileSync(`${root}public/boot.js`, 'utf8')
    .replace(/\/\/.*|\/\*[^]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/\/(?:[^/\\\n]|\\.)+\/[a-z]*(?=[.)])/g, '0');
  expect(code.match(/=>|\b(const|let|class|async|await)\b|`|\.\.\.|\?\?|\?\./g)).toBeNull();
});

const INSIDE = {
  WeChat: 'Mozilla/5.0 (Linux; Android 14; Pixel) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/122.0 Mobile Safari/537.36 XWEB/1220 MMWEBSDK/2024 MicroMessenger/8.0.50',
  DingTalk: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 AliApp(DingTalk/7.5.0) com.laiwang.DingTalk/1',
  QQ: 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/110.0 Mobile Safari/537.36 V1_AND_SQ_8.9 QQ/8.9.0',
};

for (const [name, userAgent] of Object.entries(INSIDE)) {
  test.describe(`inside ${name}`, () => {
    test.use({ userAgent, permissions: ['clipboard-read', 'clipboard-write'] });

    test('the way into the system browser is shown, and staying is possible', async ({ page }) => {
      await page.goto('./#/workspaces');
      const found = await stopped(page, 'inside');
      await found.getByRole('button', { name: /Copy the address/ }).click();
      await expect(found.getByRole('button', { name: /Copied/ })).toBeVisible();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/#\/workspaces$/);
      await found.getByRole('button', { name: /anyway/ }).click();
      await expect(page.getByTestId('create-workspace')).toBeVisible();
      await page.reload();
      await expect(page.getByTestId('create-workspace')).toBeVisible();
    });
  });
}

test('with the headers of the samples everything works, and no request of a full tour leaves the own origin', async ({ browser }) => {
  test.setTimeout(240_000);
  const headers = readFileSync(`${root}public/_headers`, 'utf8').split('\n').filter((line) => line.startsWith('  ')).map((line) => line.trim());
  expect(headers.some((line) => line.startsWith('Content-Security-Policy:') && line.includes("frame-ancestors 'self'"))).toBe(true);
  const server = await startServer(['--base', '/tools/shizhu', ...headers.flatMap((header) => ['--header', header])]);
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: server.address, serviceWorkers: 'allow', viewport: { width: 1280, height: 800 } });
  try {
    const addresses = new Set<string>();
    // Also what the service worker asks for.
    context.on('request', (request) => addresses.add(request.url()));
    const page = await context.newPage();
    page.on('websocket', (socket) => addresses.add(socket.url()));
    const messages = watchConsole(page);
    const start = new WorkspacesPage(page);
    await start.show();
    const id = await start.openDemo();
    await page.evaluate(() => navigator.serviceWorker.ready);
    const places = ['home', 'data', 'settings', 'help', 'history', 'actions', 'alerts', 'reviews', 'library', 'method', 'person', 'indicator'];
    for (let pillar = 1; pillar <= 10; pillar += 1) {
      const number = String(pillar).padStart(2, '0');
      const name = ['goals', 'plan', 'organisation', 'information', 'performance', 'people', 'improvement', 'channels', 'customers', 'teamwork'][pillar - 1];
      const { steps, outputs } = JSON.parse(readFileSync(`${root}public/content/${number}-${name}/steps.json`, 'utf8')) as { steps: { id: string }[]; outputs: { id: string }[] };
      places.push(`p/${pillar}`, `p/${pillar}/check`, `p/${pillar}/doc/${outputs[0]!.id}`, `p/${pillar}/s/${steps[0]!.id.replace(/^P\d+\./, '')}`);
    }
    for (const place of places) {
      await page.goto(`./#/w/${id}/${place}`);
      await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByTestId('save-state')).toBeVisible();
    }
    await page.goto(`./#/w/${id}/data`);
    await Promise.all([page.waitForEvent('download'), page.getByTestId('export').click()]);
    await page.getByTestId('open-palette').click();
    await page.keyboard.type('mubiao');
    await page.keyboard.press('Escape');
    await page.goto('./rescue.html');
    await expect(page.getByRole('table', { name: '工作区' })).toBeVisible();
    const origin = new URL(server.address).origin;
    const foreign = [...addresses].filter((address) => !/^(blob|data):/.test(address) && !address.startsWith(`${origin}/tools/shizhu/`));
    expect(foreign).toEqual([]);
    expect(addresses.size).toBeGreaterThan(60);
    expect(messages).toEqual([]);
  } finally {
    await context.close();
    server.stop();
  }
});

test('the policy of the page itself stops foreign and inline script where a host sends no headers', async ({ page }) => {
  await new AppPage(page).goto();
  const outcome = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const attempts: Record<string, boolean> = {};
    const inline = document.createElement('script');
    try {
      inline.text = 'window.inlineRan = true';
      document.body.append(inline);
    } catch {
      attempts.refused = true;
    }
    const foreign = document.createElement('script');
    try {
      foreign.src = 'https://elsewhere.invalid/x.js';
      attempts.foreign = true;
    } catch {
      attempts.foreign = false;
    }
    const fetched = await fetch('https://elsewhere.invalid/').then(() => true, () => false);
    // Violations are reported in a task of their own.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { ran: 'inlineRan' in window, foreign: attempts.foreign, fetched, violations };
  });
  expect(outcome.ran).toBe(false);
  expect(outcome.foreign).toBe(false);
  expect(outcome.fetched).toBe(false);
  expect(outcome.violations).toContain('connect-src');
});
