// The whole app as one file that opens by double click.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, xtask } from '../browser.ts';
import { expectAccessible } from '../accessible.ts';
import { expect, test, watchConsole } from '../fixtures.ts';
import { recordsOf, WorkspacePage } from '../pages/data.ts';
import { StartPage } from '../pages/start.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

let folder: string;
let file: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shizhu-portable-'));
  file = join(folder, 'shizhu.html');
  execFileSync(xtask, ['portable', dist, file]);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('opens from the disk, keeps what is entered, says where, and asks nobody for anything', async ({ persistent }) => {
  const page = await persistent.open();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const messages = watchConsole(page);
  await page.goto(pathToFileURL(file).href);
  const start = new StartPage(page);
  await start.started();
  await expect(page.getByTestId('portable-note')).toContainText('单文件版');
  await expect(page.getByTestId('memory-banner')).toHaveCount(0);
  await expectAccessible(page);
  await page.getByTestId('create-workspace').click();
  await page.getByTestId('create-name').fill('北辰家居');
  await page.getByTestId('create-who').fill('王小明');
  await page.getByTestId('create-confirm').click();
  const workspace = new WorkspacePage(page, await new WorkspacesPage(page).openedId());
  await page.evaluate((id) => (location.hash = `#/w/${id}/p/1/s/1`), workspace.id);
  await workspace.enter(workspace.vision, '存在这个文件旁的浏览器里');
  await page.reload();
  await expect(workspace.vision).toHaveValue('存在这个文件旁的浏览器里');
  const again = await persistent.restart();
  await again.goto(`${pathToFileURL(file).href}#/w/${workspace.id}/p/1/s/1`);
  await expect(workspace.in(again).vision).toHaveValue('存在这个文件旁的浏览器里');
  await again.goto(`${pathToFileURL(file).href}#/w/${workspace.id}/settings`);
  await expect(again.getByTestId('offline-state')).toHaveAttribute('data-state', 'file');
  expect(requests.filter((address) => !/^(blob|data):/.test(address) && !address.startsWith(pathToFileURL(file).href))).toEqual([]);
  expect(messages).toEqual([]);
});

test('saves to a file and loads it in another browser, in both languages, with every pillar inside', async ({ page, context }) => {
  const address = pathToFileURL(file).href;
  await page.goto(address);
  await page.getByTestId('open-demo').click();
  const workspace = new WorkspacePage(page, await new WorkspacesPage(page).openedId());
  const saved = await (async () => {
    await page.goto(`${address}#/w/${workspace.id}/data`);
    return workspace.download(() => page.getByTestId('export').click());
  })();
  for (let pillar = 1; pillar <= 10; pillar += 1) {
    await page.goto(`${address}#/w/${workspace.id}/p/${pillar}`);
    await expect(workspace.heading).toBeVisible();
  }
  const other = await context.browser()!.newContext({ locale: 'en-US' });
  const fresh = await other.newPage();
  await fresh.goto(address);
  await expect(fresh.getByTestId('create-workspace')).toHaveText(/New workspace/);
  await fresh.getByTestId('import-file').setInputFiles({ name: saved.name, mimeType: 'application/json', buffer: Buffer.from(saved.text) });
  await fresh.getByTestId('import-confirm').click();
  await new WorkspacesPage(fresh, 'en').openedId();
  await expect(fresh.getByTestId('demo-banner')).toBeVisible();
  await other.close();
});

test('shows the page that exports data without the program, from inside', async ({ page }) => {
  const address = pathToFileURL(file).href;
  await page.goto(address);
  await page.getByTestId('create-workspace').click();
  await page.getByTestId('create-name').fill('北辰家居');
  await page.getByTestId('create-who').fill('王小明');
  await page.getByTestId('create-confirm').click();
  await new WorkspacesPage(page).openedId();
  await page.evaluate(() => window.dispatchEvent(new CustomEvent('shizhu-panic', { detail: 'x' })));
  await page.getByRole('link', { name: /Export data/ }).click();
  await expect(page.getByRole('row', { name: /北辰家居/ })).toBeVisible();
  const workspace = new WorkspacePage(page, '');
  const saved = await workspace.download(() => page.getByRole('button', { name: /Export 北辰家居/ }).click());
  expect(saved.text).toContain('北辰家居');
  await page.getByRole('link', { name: /Back to Shizhu/ }).click();
  await expect(page.getByTestId('create-workspace')).toBeVisible();
});

test('where the browser keeps nothing it says so and still saves to a file', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  const address = pathToFileURL(file).href;
  await page.goto(address);
  await expect(page.getByTestId('memory-banner')).toBeVisible();
  await page.getByTestId('open-demo').click();
  const workspace = new WorkspacePage(page, await new WorkspacesPage(page).openedId());
  await page.goto(`${address}#/w/${workspace.id}/data`);
  const saved = await workspace.download(() => page.getByTestId('export').click());
  expect(saved.name).toMatch(/\.shizhu\.json$/);
  expect(recordsOf(saved.text).length).toBeGreaterThan(100);
});

test('runs nothing that was put into the file afterwards', async ({ page }) => {
  const changed = join(folder, 'changed.html');
  writeFileSync(changed, readFileSync(file, 'utf8').replace('</body>', '<script>window.added = true</script></body>'));
  await page.goto(pathToFileURL(changed).href);
  await new StartPage(page).started();
  expect(await page.evaluate(() => 'added' in window)).toBe(false);
});
