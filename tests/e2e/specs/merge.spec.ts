// Copies of one workspace brought together without a server, encrypted files, parts of a workspace, and the way back.
import type { Browser, Page } from '@playwright/test';
import { expect, PersistentBrowser, test } from '../fixtures.ts';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilesPage } from '../pages/files.ts';
import { recordsOf, WorkspacePage, type FileRecord } from '../pages/data.ts';
import { WorkspacesPage, type GivenFile } from '../pages/workspaces.ts';

const fileOf = (text: string | Buffer, name = '工作区.shizhu.json'): GivenFile => ({ name, buffer: Buffer.from(text as string) });

/** Starts a workspace with a charter and two people. */
async function start(page: Page): Promise<WorkspacePage> {
  const workspace = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', trade: '家居', who: '王小明', role: '顾问' }));
  await workspace.addPerson('张三');
  await workspace.addPerson('李四');
  await workspace.showCharter();
  await workspace.enter(workspace.vision, '原来的愿景');
  return workspace;
}

const field = (records: FileRecord[], kind: string, name: string) => records.filter((record) => record.kind === kind).map((record) => record.fields[name]);

test('handed out to three people, worked on, and three returns merged [P00.11]', async () => {
  test.setTimeout(300_000);
  const folders: string[] = [];
  const browsers: PersistentBrowser[] = [];
  const person = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shizhu-merge-'));
    folders.push(folder);
    const browser = new PersistentBrowser(folder, { locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
    browsers.push(browser);
    return browser.open();
  };
  try {
    const home = await person();
    const workspace = await start(home);
    const handed = await workspace.export();
    const returned: string[] = [];
    for (const [number, work] of [
      async (copy: WorkspacePage) => {
        await copy.addPerson('甲的同事');
        await copy.showCharter();
        await copy.enter(copy.vision, '甲写的愿景');
      },
      async (copy: WorkspacePage) => {
        await copy.showCharter();
        await copy.enter(copy.vision, '乙写的愿景');
        await copy.enter(copy.mission, '乙写的使命');
      },
      async (copy: WorkspacePage) => {
        await copy.show('person');
        await copy.page.getByRole('button', { name: '删除“李四”', exact: true }).click();
        await copy.saved();
      },
    ].entries()) {
      const page = await person();
      const there = await new WorkspacesPage(page).show();
      const copy = new WorkspacePage(page, await there.import(fileOf(handed.text)));
      await work(copy);
      returned.push((await copy.export()).text);
      expect(returned, `return ${number + 1}`).toHaveLength(number + 1);
    }
    const files = new FilesPage(home);
    await workspace.show('data');
    // The first brings news only.
    await files.offer(fileOf(returned[0]!, '甲.shizhu.json'));
    await expect(files.summary).toHaveText('合并后：新增 1 条，修改 1 条，删除 0 条。');
    await expect(files.conflicts).toHaveCount(0);
    await files.apply();
    // The second has changed the vision without knowing of the first: a conflict, both texts are kept unless chosen otherwise.
    await files.offer(fileOf(returned[1]!, '乙.shizhu.json'));
    await expect(files.conflicts).toHaveCount(1);
    await expect(files.conflicts.first()).toContainText('甲写的愿景');
    await expect(files.conflicts.first()).toContainText('乙写的愿景');
    await files.apply();
    await files.offer(fileOf(returned[2]!, '丙.shizhu.json'));
    await expect(files.summary).toHaveText('合并后：新增 0 条，修改 0 条，删除 1 条。');
    await files.apply();
    const records = await workspace.records();
    expect(field(records, 'person', 'name').sort()).toEqual(['张三', '王小明', '甲的同事'].sort());
    expect(field(records, 'charter', 'mission')).toEqual(['乙写的使命']);
    const [vision] = field(records, 'charter', 'vision') as string[];
    expect(vision).toContain('甲写的愿景');
    expect(vision).toContain('乙写的愿景');
    // The same returns again bring nothing new, and neither does the file that was handed out.
    for (const again of [...returned, handed.text]) {
      await workspace.show('data');
      await files.offer(fileOf(again));
      await expect(files.applyButton).toBeDisabled();
      await files.cancel();
    }
    // One step back for one import, also after a reload.
    await workspace.reload();
    await workspace.undoButton.click();
    await workspace.saved();
    expect(field(await workspace.records(), 'person', 'name')).toContain('李四');
  } finally {
    for (const browser of browsers) await browser.context?.close().catch(() => {});
    for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});

test('a conflict is decided field by field', async ({ page, browser }) => {
  const workspace = await start(page);
  const { text } = await workspace.export();
  const other = await elsewhere(browser);
  const copy = new WorkspacePage(other, await (await new WorkspacesPage(other).show()).import(fileOf(text)));
  await copy.show('settings');
  await other.getByTestId('profile-name').fill('赵六');
  await copy.showCharter();
  await copy.enter(copy.vision, '他们的');
  const back = (await copy.export()).text;
  await workspace.showCharter();
  await workspace.enter(workspace.vision, '我们的');
  const files = new FilesPage(page);
  await workspace.show('data');
  await files.offer(fileOf(back));
  await expect(files.dialog).toContainText('由赵六导出于');
  await expect(files.conflicts).toHaveCount(1);
  // Both sides say who and when, not the number of a copy.
  await expect(files.conflicts.first().locator('.merge-side-name')).toHaveText(['这里', '文件 · 赵六']);
  await expect(files.conflicts.first().locator('.merge-side .muted')).toHaveText([/^本机 · /, /^赵六 · /]);
  await files.conflicts.first().getByRole('radio', { name: '文件', exact: true }).check({ force: true });
  await files.apply();
  expect(field(await workspace.records(), 'charter', 'vision')).toEqual(['他们的']);
  await other.context().close();
});

test('sides of a conflict name what they link to, also what only one of them has', async ({ page }) => {
  const workspace = await start(page);
  const charter = (await workspace.records()).find(({ kind }) => kind === 'charter')!.id;
  const approve = async (in_: WorkspacePage, name: string) => {
    await in_.showRecord('charter', charter);
    const approver = page.getByTestId('form-charter').getByRole('combobox', { name: /批准人/ });
    await approver.click();
    await page.getByRole('option', { name }).click();
    await in_.saved();
  };
  await approve(workspace, '张三');
  const { text } = await workspace.export();
  const copy = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).import(fileOf(text)));
  await copy.addPerson('赵六');
  await approve(copy, '赵六');
  const back = (await copy.export()).text;
  await approve(workspace, '李四');
  await workspace.show('data');
  const files = new FilesPage(page);
  await files.offer(fileOf(back));
  await expect(files.conflicts).toHaveCount(1);
  await expect(files.conflicts.first()).toContainText('批准人');
  await expect(files.conflicts.first().locator('.merge-value')).toHaveText(['李四', '赵六']);
});

test('two copies in one browser that changed the same field are a conflict, said at the top', async ({ page }) => {
  const workspace = await start(page);
  const { text } = await workspace.export();
  const copy = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).import(fileOf(text)));
  await copy.showCharter();
  await copy.enter(copy.vision, '副本里的愿景');
  const back = (await copy.export()).text;
  await workspace.showCharter();
  await workspace.enter(workspace.vision, '这里的愿景');
  await workspace.show('data');
  const files = new FilesPage(page);
  await files.offer(fileOf(back));
  await expect(page.getByTestId('merge-both')).toHaveText('1 处两边都改了，请选择');
  await expect(files.conflicts).toHaveCount(1);
  await expect(files.conflicts.first()).toContainText('副本里的愿景');
  // Nobody has said who works on the copy: the file stands for its author.
  await expect(files.conflicts.first().locator('.merge-side .muted').last()).toHaveText(/^工作区\.shizhu\.json · /);
  await files.apply();
  // The list shows how many records there are now.
  const count = await workspace.recordCount();
  const list = await new WorkspacesPage(page).show();
  await expect(list.active.filter({ hasNotText: '（导入）' })).toContainText(`${count} 条记录`);
});

test('a replaced workspace is the file, and one undo after a reload brings everything back', async ({ page }) => {
  test.setTimeout(120_000);
  const workspace = await start(page);
  const before = await workspace.export();
  await workspace.addPerson('后来的人');
  await workspace.showCharter();
  await workspace.enter(workspace.vision, '后来的愿景');
  const later = await workspace.records();
  const files = new FilesPage(page);
  await workspace.show('data');
  await files.offer(fileOf(before.text));
  await files.choose('replace');
  await files.applyButton.click();
  await page.getByTestId('confirm-text').fill('北辰家居');
  await page.getByTestId('confirm-accept').click();
  await expect(files.dialog).toHaveCount(0);
  await workspace.saved();
  const replaced = await workspace.records();
  expect(replaced.map(({ id, fields }) => ({ id, fields }))).toEqual(recordsOf(before.text).map(({ id, fields }) => ({ id, fields })));
  await workspace.reload();
  await workspace.undoButton.click();
  await workspace.saved();
  expect((await workspace.records()).map(({ id, fields }) => ({ id, fields }))).toEqual(later.map(({ id, fields }) => ({ id, fields })));
});

test('an encrypted file opens with its passphrase only [P00.06]', async ({ page, browser }) => {
  const workspace = await start(page);
  const files = new FilesPage(page);
  await workspace.show('data');
  const sealed = await files.export({ passphrase: '一句很长的口令 2026' });
  expect(sealed.name).toMatch(/\.shizhu\.enc\.json$/);
  expect(sealed.text).not.toContain('北辰家居');
  expect(JSON.parse(sealed.text)).toMatchObject({ format: 'shizhu-encrypted', key: { name: 'PBKDF2', rounds: 600_000 }, compression: 'gzip' });
  const other = await elsewhere(browser);
  const there = await new WorkspacesPage(other).show();
  const theirs = new FilesPage(other);
  const [listing, databases] = [await there.listing(), await there.databases()];
  await theirs.offer(fileOf(sealed.text, sealed.name));
  await theirs.unlock('一句很长的口令 2025');
  await expect(theirs.dialog).toContainText('口令不对');
  expect(await there.databases()).toEqual(databases);
  expect(await there.listing()).toEqual(listing);
  await theirs.unlock('一句很长的口令 2026');
  await expect(theirs.dialog).toContainText('“北辰家居”');
  await other.getByTestId('import-confirm').click();
  const copy = new WorkspacePage(other, await there.openedId());
  expect((await copy.records()).map(({ id }) => id)).toEqual((await workspace.records()).map(({ id }) => id));
  // One byte changed in the last chunk is noticed.
  const damaged = sealed.text.replace(/([A-Za-z0-9])("\n\]\})/, (_, sign: string, rest: string) => `${sign === 'A' ? 'B' : 'A'}${rest}`);
  await theirs.offer(fileOf(damaged, sealed.name));
  await theirs.unlock('一句很长的口令 2026');
  await expect(theirs.dialog).toContainText(/口令不对|截断或改动|损坏/);
  await other.context().close();
});

test('a part without contact data, and the log of what went out [P00.15]', async ({ page }) => {
  const workspace = await start(page);
  const id = await workspace.addPerson('陈工');
  await workspace.showRecord('person', id);
  await workspace.enter(workspace.email, 'chen@example.com');
  const files = new FilesPage(page);
  await workspace.show('data');
  const part = await files.export({ without: ['personal', 'deleted'] });
  expect(part.text).not.toContain('chen@example.com');
  expect(JSON.parse(part.text)).toMatchObject({ scope: { personal: false, deleted: false } });
  await page.getByTestId('export-log').locator('summary').click();
  await expect(page.getByTestId('export-log')).toContainText('不含联系信息');
  await expect(page.getByTestId('export-log')).toContainText('王小明');
});

test('a file dropped anywhere and a text pasted are taken, a broken one leaves all as it was', async ({ page, quiet }) => {
  const workspace = await start(page);
  const { text } = await workspace.export();
  const files = new FilesPage(page);
  await workspace.show('home');
  await files.drop(text);
  await expect(files.dialog).toContainText('“北辰家居”');
  await expect(files.applyButton).toBeDisabled();
  await files.cancel();
  await files.paste(text);
  await expect(files.dialog).toContainText('“北辰家居”');
  await files.cancel();
  await files.drop(text.slice(0, 500));
  await expect(page.getByTestId('import-refused')).toContainText('中断或损坏');
  await files.close();
  expect((await workspace.export()).text.length).toBe(text.length);
  expect(quiet).toEqual([]);
});

test('all workspaces as one archive', async ({ page }) => {
  const workspace = await start(page);
  const there = await new WorkspacesPage(page).show();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('export-all').click()]);
  expect(download.suggestedFilename()).toMatch(/\.shizhu\.zip$/);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  expect(bytes.toString('utf8')).toContain('北辰家居');
  await expect(there.createButton).toBeVisible();
  // The page of data offers the same.
  await workspace.show('data');
  const [again] = await Promise.all([page.waitForEvent('download'), page.getByTestId('export-all').click()]);
  expect(again.suggestedFilename()).toMatch(/\.shizhu\.zip$/);
});

/** A page of another browser profile. */
async function elsewhere(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true });
  return context.newPage();
}
