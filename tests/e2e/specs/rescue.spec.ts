// rescue.html exports every workspace without the program, from the layout of src/store, and changes nothing.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { expect, test, watchConsole } from '../fixtures.ts';
import { WorkspacePage } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';
import { dropDatabases } from '../stores.ts';

const ID = '01890000-0000-7000-8000-000000000001';

/** Writes one workspace as the program stores it. */
async function store(page: Page, id: string, name: string | null): Promise<void> {
  await page.goto('icon.svg');
  await page.evaluate(
    async ([id, name]) => {
      const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
      const open = (database: string, stores: string[]) =>
        new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(database, 1);
          request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store, { autoIncrement: store === 'journal' }));
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const write = async (database: IDBDatabase, store: string, key: IDBValidKey | undefined, value: unknown) => {
        const transaction = database.transaction(store, 'readwrite');
        transaction.objectStore(store).put(value, key);
        await new Promise((resolve) => (transaction.oncomplete = resolve));
      };
      if (name !== null) {
        const registry = await open('shizhu', ['workspaces', 'settings']);
        await write(registry, 'workspaces', id, bytes({ id, name }));
        registry.close();
      }
      const workspace = await open(`shizhu-w-${id}`, ['meta', 'pages', 'journal']);
      await write(workspace, 'meta', 'format', bytes(1));
      await write(workspace, 'pages', 'goal/0', bytes({ kind: 'goal', records: [{ id: 'g1', statement: '提升销售额' }, { id: 'g2' }] }));
      await write(workspace, 'pages', 'goal/1', new Uint8Array([0xff, 0x00, 0x7b]));
      await write(workspace, 'journal', undefined, bytes({ stamp: 's', diff: { added: [], updated: [], removed: [] } }));
      workspace.close();
    },
    [id, name] as const,
  );
}

test('says that there is no workspace and creates none', async ({ page, quiet }) => {
  await page.goto('rescue.html');
  await expect(page.getByRole('status')).toContainText('没有工作区');
  await expect(page.getByRole('status')).toContainText('no workspace');
  await expectAccessible(page);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(quiet).toEqual([]);
});

test('lists and exports every workspace with its pages and journal', async ({ persistentPage: page }) => {
  await store(page, ID, '一号客户');
  const messages = watchConsole(page);
  await page.goto('rescue.html');
  await expect(page.getByRole('row', { name: /一号客户/ })).toContainText('2 条记录，1 步修改');
  await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /Export 一号客户/ }).click()]);
  expect(download.suggestedFilename()).toMatch(/^一号客户-\d{4}-\d\d-\d\d\.shizhu-rescue\.json$/);
  const file = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(file).toMatchObject({ format: 'shizhu-rescue', version: 1, workspace: { id: ID, registry: { id: ID, name: '一号客户' } } });
  expect(file.pages[0]).toEqual({ key: 'goal/0', value: { kind: 'goal', records: [{ id: 'g1', statement: '提升销售额' }, { id: 'g2' }] } });
  expect(file.pages[1].value).toEqual({ base64: Buffer.from([0xff, 0x00, 0x7b]).toString('base64') });
  expect(file.journal).toEqual([{ key: 1, value: { stamp: 's', diff: { added: [], updated: [], removed: [] } } }]);
  expect(messages).toEqual([]);
});

test('finds a workspace that the registry has lost', async ({ page }) => {
  await store(page, ID, null);
  await page.goto('rescue.html');
  await expect(page.getByRole('row', { name: new RegExp(ID) })).toBeVisible();
});

test('names no client while another tab presents, unless asked [P00.15]', async ({ page }) => {
  await store(page, ID, '一号客户');
  await page.evaluate(() => localStorage.setItem('shizhu-presenting', '{}'));
  await page.goto('rescue.html');
  await expect(page.getByRole('status')).toContainText('A presentation is running');
  await expect(page.locator('body')).not.toContainText('一号客户');
  await page.getByRole('button', { name: /List them anyway/ }).click();
  await expect(page.getByRole('row', { name: /一号客户/ })).toBeVisible();
});

test('exports all workspaces with one click', async ({ page }) => {
  await store(page, ID, '一号客户');
  await store(page, ID.replace(/1$/, '2'), '二号客户');
  await page.goto('rescue.html');
  const names: string[] = [];
  page.on('download', (download) => names.push(download.suggestedFilename()));
  await page.getByRole('button', { name: /Export all/ }).click();
  await expect(page.getByRole('status')).toContainText('Exported 2 of 2');
  await expect.poll(() => names.length).toBe(2);
});

test('lists the copies outside the databases when those are gone', async ({ persistentPage: page }) => {
  const workspace = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await workspace.addPerson('张三');
  await workspace.show('data');
  await page.getByTestId('copy-now').click();
  await expect(page.getByTestId('data-copy')).toContainText('3 条记录');
  await page.goto('rescue.html');
  await expect(page.getByRole('row', { name: /北辰家居/ })).not.toContainText('副本');
  await dropDatabases(page);
  await page.goto('rescue.html');
  await expect(page.getByRole('row', { name: /北辰家居/ })).toContainText('副本，3 条记录');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /Export 北辰家居/ }).click()]);
  expect(await readFile(await download.path(), 'utf8')).toContain('张三');
});
