// A newer release: offered, never forced; saves first; all tabs go together; an older program leaves newer data alone.
import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { WorkspacePage } from '../pages/data.ts';
import { StartPage } from '../pages/start.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';
import { Site } from '../site.ts';

test.use({ serviceWorkers: 'allow' });
test.setTimeout(120_000);

let site: Site;
test.beforeEach(async () => {
  site = await new Site().start();
});
test.afterEach(async () => {
  await site.close();
});

/** A page with a workspace of its own whose charter is shown; the release is kept on the device. */
async function charter(page: Page): Promise<WorkspacePage> {
  const start = new StartPage(page);
  await page.goto(site.address);
  await start.started();
  await page.getByTestId('create-workspace').click();
  await page.getByTestId('create-name').fill('北辰家居');
  await page.getByTestId('create-who').fill('王小明');
  await page.getByTestId('create-confirm').click();
  const workspace = new WorkspacePage(page, await new WorkspacesPage(page).openedId());
  await page.goto(`${site.address}#/w/${workspace.id}/settings`);
  await expect(page.getByTestId('offline-state')).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  await page.goto(`${site.address}#/w/${workspace.id}/p/1/s/1`);
  await expect(workspace.vision).toBeVisible();
  return workspace;
}

/** The browser looks for a newer release, as it does every hour. */
async function look(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
}

const version = (page: Page) => page.evaluate(() => document.querySelector<HTMLMetaElement>('meta[name="shizhu-release"]')!.content.split('+')[0]);

async function updated(page: Page, to: string): Promise<void> {
  await expect(async () => expect(await version(page)).toBe(to)).toPass({ timeout: 30_000 });
  await new StartPage(page).started();
}

const band = (page: Page) => page.getByTestId('update-band');

test('is offered, can wait, is offered again at the next start, and keeps what is being typed', async ({ page }) => {
  const workspace = await charter(page);
  await expect(band(page)).toHaveCount(0);
  site.release('9.9.9');
  await look(page);
  await expect(band(page)).toContainText('9.9.9');
  await expectAccessible(page);
  await page.getByTestId('update-later').click();
  await expect(band(page)).toHaveCount(0);
  await page.reload();
  await expect(band(page)).toBeVisible();
  expect(await version(page)).not.toBe('9.9.9');
  await workspace.vision.fill('写到一半的话');
  await page.getByTestId('update-now').click();
  await updated(page, '9.9.9');
  await expect(workspace.vision).toHaveValue('写到一半的话');
  await expect(band(page)).toHaveCount(0);
  // The state before the update can be had back.
  await page.goto(`${site.address}#/w/${workspace.id}/data`);
  await expect(page.getByRole('main')).toContainText('更新到 9.9.9 之前');
  expect(await page.evaluate(async () => (await caches.keys()).map((name) => name.split('+')[0]))).toEqual(['shizhu-9.9.9']);
});

test('takes what has not changed from this device', async ({ page, context }) => {
  await charter(page);
  site.release('9.9.9');
  const fetched: string[] = [];
  context.on('request', (request) => {
    if (request.serviceWorker()) fetched.push(new URL(request.url()).pathname);
  });
  await look(page);
  await expect(band(page)).toBeVisible();
  expect(fetched.filter((path) => !path.endsWith('service-worker.js')).sort()).toEqual([
    '/index.html',
    '/lang/zh-CN.json',
    // The page of a single file holds the release's own start page.
    '/portable.txt',
  ]);
});

test('that is cut off leaves the version in use whole, also without a network', async ({ page }) => {
  const workspace = await charter(page);
  const before = await version(page);
  site.release('9.9.9');
  site.change('content/glossary.json', (text) => `${text} `);
  site.seal('9.9.9');
  site.remove('content/glossary.json');
  await look(page).catch(() => {});
  await page.waitForTimeout(1_000);
  await expect(band(page)).toHaveCount(0);
  await site.stop();
  await page.reload();
  await expect(workspace.vision).toBeVisible();
  expect(await version(page)).toBe(before);
});

test.describe('two tabs', () => {
  async function two(page: Page, context: BrowserContext) {
    const first = await charter(page);
    const otherPage = await context.newPage();
    await otherPage.goto(`${site.address}#/w/${first.id}/settings`);
    await expect(otherPage.getByTestId('profile-name')).toBeVisible();
    await expect(otherPage.getByTestId('offline-state')).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
    site.release('9.9.9');
    await look(page);
    await expect(band(page)).toBeVisible();
    await expect(band(otherPage)).toBeVisible();
    return { first, otherPage };
  }

  test('go together, and both keep what is being typed', async ({ page, context }) => {
    const { first, otherPage } = await two(page, context);
    await first.vision.fill('第一个标签页写的');
    await otherPage.bringToFront();
    await otherPage.goto(`${site.address}#/w/${first.id}/p/1/s/1`);
    const other = new WorkspacePage(otherPage, first.id);
    await expect(other.vision).toBeVisible();
    await otherPage.getByTestId('update-now').click();
    await updated(otherPage, '9.9.9');
    await updated(page, '9.9.9');
    await expect(first.vision).toHaveValue('第一个标签页写的');
    await expect(other.vision).toHaveValue('第一个标签页写的');
  });

  test('wait for each other while one is composing', async ({ page, context }) => {
    const { first, otherPage } = await two(page, context);
    await first.vision.focus();
    const session = await context.newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'pin', selectionStart: 3, selectionEnd: 3 });
    await otherPage.bringToFront();
    await otherPage.getByTestId('update-now').click();
    await expect(band(otherPage)).toContainText('另一个标签页');
    await expect(band(otherPage)).toContainText('正在输入');
    await expect(otherPage.locator('#shizhu-updating')).toHaveCount(0);
    expect(await version(page)).not.toBe('9.9.9');
    expect(await version(otherPage)).not.toBe('9.9.9');
    await session.send('Input.insertText', { text: '拼音' });
    await otherPage.getByTestId('update-now').click();
    await updated(page, '9.9.9');
    await updated(otherPage, '9.9.9');
    await expect(first.vision).toHaveValue('拼音');
  });
});

test('never happens while presenting', async ({ page }) => {
  await charter(page);
  await page.evaluate(() => (document.documentElement.dataset.mode = 'present'));
  site.release('9.9.9');
  await look(page);
  await page.waitForTimeout(1_000);
  await expect(band(page)).toBeHidden();
  await page.evaluate(() => window.dispatchEvent(new CustomEvent('shizhu-offline-do', { detail: 'update' })));
  await page.waitForTimeout(1_000);
  expect(await version(page)).not.toBe('9.9.9');
  await page.evaluate(() => delete document.documentElement.dataset.mode);
  await expect(band(page)).toContainText('演示结束后');
});

test('is refused while something could not be stored', async ({ page }) => {
  const workspace = await charter(page);
  site.release('9.9.9');
  await look(page);
  await expect(band(page)).toBeVisible();
  await page.evaluate(() => {
    const { add, put } = IDBObjectStore.prototype;
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.assign(IDBObjectStore.prototype, { add: full, put: full });
    Object.assign(window, { mend: () => Object.assign(IDBObjectStore.prototype, { add, put }) });
  });
  await workspace.vision.fill('还没有存下来');
  await page.getByTestId('update-now').click();
  await expect(band(page)).toContainText('还有内容没有存进浏览器');
  expect(await version(page)).not.toBe('9.9.9');
  await expect(workspace.vision).toHaveValue('还没有存下来');
});

test('content that is only on the page is never thrown away by an update', async ({ page }) => {
  await charter(page);
  site.release('9.9.9');
  await look(page);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await page.goto(`${site.address}#/workspaces`);
  await page.reload();
  await page.getByTestId('open-demo').click();
  await new WorkspacesPage(page).openedId();
  await page.getByTestId('update-now').click();
  await expect(band(page)).toContainText('先导出文件');
  await expect(page.getByTestId('memory-banner')).toBeVisible();
});

test('a release that stops at its start is replaced from the page that says so', async ({ page }) => {
  site.change('start.js', () => "window.dispatchEvent(new CustomEvent('shizhu-panic', { detail: 'broken release' }));");
  site.seal('1.0.0');
  await page.goto(site.address);
  const stopped = page.locator('#shizhu-stopped');
  await expect(stopped).toBeVisible();
  await expect(async () => expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)).toBe('activated')).toPass();
  await page.reload();
  await expect(stopped).toBeVisible();
  const good = await new Site().start();
  const { cpSync } = await import('node:fs');
  cpSync(good.file('start.js'), site.file('start.js'));
  await good.close();
  site.seal('1.0.1');
  await stopped.getByRole('button', { name: /Reload/ }).click();
  await updated(page, '1.0.1');
});

test('going back to an older release says so, and newer data are politely left alone', async ({ page }) => {
  const workspace = await charter(page);
  await workspace.enter(workspace.vision, '由新版本写的');
  site.release('0.0.1');
  await look(page);
  await expect(band(page)).toContainText('0.0.1');
  await expect(band(page)).toContainText('较早');
  // What a newer version does to the database when its layout changes.
  await page.goto(`${site.address}rescue.html`);
  const bump = (name: string) =>
    page.evaluate(
      (name) =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open(name, 999);
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
          request.onerror = () => reject(request.error);
        }),
      name,
    );
  const newer = page.getByTestId('open-problem').or(page.locator('#shizhu-stopped[data-code=newer]'));
  await bump(`shizhu-w-${workspace.id}`);
  await page.goto(`${site.address}#/w/${workspace.id}/home`);
  await expect(newer).toContainText('由更新版本');
  // The list of workspaces is a database of its own.
  await bump('shizhu');
  await page.reload();
  await expect(newer).toHaveAttribute('data-code', 'newer');
  await expect(newer).toContainText('由更新版本');
  await expectAccessible(page);
  await newer.getByRole('link', { name: /Export data/ }).click();
  await page.getByRole('button', { name: /Export 北辰家居/ }).click();
  await expect(page.getByRole('status')).toContainText('已导出');
});
