// Several workspaces and the demo: create, rename, duplicate, archive, delete, restore, switch, reset.
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { dataOf, WorkspacePage } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';
import type { Language } from '../pages/base.ts';

async function created(page: Page, name: string): Promise<WorkspacePage> {
  return new WorkspacePage(page, await new WorkspacesPage(page).create({ name, who: '王小明' }));
}

test.describe('workspaces', () => {
  test('a new workspace keeps every answer of the dialog', async ({ page, quiet }) => {
    const start = await new WorkspacesPage(page).show();
    await expect(start.main).toContainText('从一个工作区开始');
    const id = await start.create({ name: '北辰家居', trade: '家居零售', fiscalYearStart: '4', currency: 'EUR', who: '王小明', role: '顾问' });
    const workspace = new WorkspacePage(page, id);
    await expect(workspace.heading).toHaveText('北辰家居');
    await expect(workspace.switcher).toHaveText('北辰家居');
    await expect(page).toHaveTitle(/北辰家居/);
    const records = await workspace.records();
    expect(records.find(({ kind }) => kind === 'workspace')?.fields).toEqual({ name: '北辰家居', trade: '家居零售', fiscal_year_start: 4, currency: 'EUR' });
    expect(records.find(({ kind }) => kind === 'person')?.fields).toEqual({ name: '王小明', role: '顾问' });
    await workspace.show('settings');
    await expect(page.getByTestId('profile-name')).toHaveValue('王小明');
    await workspace.showMore('workspace');
    await expect(workspace.input('workspace', '行业', 'Industry')).toHaveValue('家居零售');
    await start.show();
    await expect(start.card('北辰家居')).toContainText('2 条记录');
    // What is safe of it is said here, too.
    await expect(start.card('北辰家居')).toContainText(/备份 \d{4}-\d\d-\d\d/);
    expect(quiet).toEqual([]);
  });

  test('an empty name is refused with a message that names the field; nothing is created', async ({ page }) => {
    const start = await new WorkspacesPage(page).show();
    const before = await start.databases();
    for (const name of ['', '   ']) {
      await start.fillNew({ name });
      await start.confirmNew();
      await expect(start.dialog).toContainText('填写企业或业务单元名称');
      await expect(page.getByTestId('create-name')).toBeFocused();
      await expect(page.getByTestId('create-name')).toHaveAttribute('aria-invalid', 'true');
      await page.keyboard.press('Escape');
      await expect(start.dialog).toHaveCount(0);
    }
    expect(await start.databases()).toEqual(before);
    await expect(start.active).toHaveCount(0);
  });

  test('two clicks on “create” make one workspace', async ({ page }) => {
    const start = await new WorkspacesPage(page).show();
    await start.fillNew({ name: '北辰家居' });
    await page.getByTestId('create-confirm').dblclick();
    await start.openedId();
    await start.show();
    await expect(start.active).toHaveCount(1);
  });

  test('renaming shows in the list, in the header, after a reload and in the file', async ({ page }) => {
    const workspace = await created(page, '北辰家居');
    const start = await new WorkspacesPage(page).show();
    await start.rename('北辰家居', '南辰家居');
    await expect(start.card('南辰家居')).toBeVisible();
    await start.open('南辰家居');
    await expect(workspace.switcher).toHaveText('南辰家居');
    await expect(workspace.heading).toHaveText('南辰家居');
    await workspace.reload();
    await expect(workspace.switcher).toHaveText('南辰家居');
    const file = await workspace.export();
    expect(file.name).toMatch(/^南辰家居_/);
    expect(JSON.parse(file.text)).toMatchObject({ name: '南辰家居' });
  });

  test('a name changed in the settings shows in the list and in the menu too', async ({ page }) => {
    const workspace = await created(page, '北辰家居');
    await workspace.show('settings');
    await workspace.enter(workspace.input('workspace', '名称', 'Name'), '南辰家居');
    await expect(workspace.switcher).toHaveText('南辰家居');
    await workspace.switcher.click();
    await expect(page.getByRole('menu')).toContainText('南辰家居');
    await expect(page.getByRole('menu')).not.toContainText('北辰家居');
    await page.keyboard.press('Escape');
    expect((await workspace.export()).name).toMatch(/^南辰家居_/);
    const start = await new WorkspacesPage(page).show();
    await expect(start.card('南辰家居')).toBeVisible();
  });

  test('renaming to nothing is refused with a message that names the field', async ({ page }) => {
    await created(page, '北辰家居');
    const start = await new WorkspacesPage(page).show();
    await (await start.beginRename('北辰家居')).fill('  ');
    await start.dialog.getByRole('button', { name: '重命名', exact: true }).click();
    await expect(start.dialog).toContainText('填写名称');
    await page.keyboard.press('Escape');
    await expect(start.card('北辰家居')).toBeVisible();
  });

  test('a duplicate holds the same and is independent', async ({ page }) => {
    const original = await created(page, '北辰家居');
    await original.addPerson('张三');
    const start = await new WorkspacesPage(page).show();
    await start.duplicate('北辰家居');
    await expect(start.card('北辰家居（副本）')).toBeVisible();
    await expect(start.active).toHaveCount(2);
    const copy = new WorkspacePage(page, await start.open('北辰家居（副本）'));
    expect(copy.id).not.toBe(original.id);
    await expect(copy.switcher).toHaveText('北辰家居（副本）');
    const known = async (workspace: WorkspacePage) => (await workspace.records()).filter(({ kind }) => kind !== 'workspace');
    expect(await known(copy)).toEqual(await known(original));
    await copy.addPerson('李四');
    await original.show('person');
    await expect(original.rows('person').filter({ hasText: '张三' })).toHaveCount(1);
    await expect(original.rows('person').filter({ hasText: '李四' })).toHaveCount(0);
    await copy.show('person');
    await expect(copy.rows('person').filter({ hasText: '李四' })).toHaveCount(1);
  });

  test('an archived workspace leaves the list and the menu, and comes back', async ({ page }) => {
    await created(page, '北辰家居');
    const other = await created(page, '南方食品');
    const start = await new WorkspacesPage(page).show();
    await start.archive('北辰家居');
    await expect(start.archived.filter({ hasText: '北辰家居' })).toHaveCount(1);
    await expect(start.active).toHaveCount(1);
    await other.show('home');
    await other.switcher.click();
    await expect(page.getByRole('menu')).not.toContainText('北辰家居');
    await page.keyboard.press('Escape');
    await start.show();
    await page.reload();
    await start.started();
    await expect(start.archived).toHaveCount(1);
    await start.unarchive('北辰家居');
    await expect(start.active).toHaveCount(2);
    await start.open('北辰家居');
  });

  test('deleting asks for the name, goes to the trash, and comes back with everything', async ({ page }) => {
    const workspace = await created(page, '北辰家居');
    await workspace.addPerson('张三');
    const before = dataOf((await workspace.export()).text);
    const start = await new WorkspacesPage(page).show();
    await start.act('北辰家居', '删除工作区', 'Delete workspace');
    await expect(start.accept).toBeDisabled();
    await start.typedName.fill('北辰');
    await expect(start.accept).toBeDisabled();
    await start.typedName.fill('北辰家居');
    await start.accept.click();
    await expect(start.trash.filter({ hasText: '北辰家居' })).toHaveCount(1);
    await expect(start.active).toHaveCount(0);
    await page.goto(`./#/w/${workspace.id}/home`);
    await expect(page.getByTestId('open-problem')).toBeVisible();
    await start.show();
    await page.reload();
    await start.started();
    await start.restore('北辰家居');
    await expect(start.trash).toHaveCount(0);
    await start.open('北辰家居');
    expect(dataOf((await workspace.export()).text)).toBe(before);
  });

  test('cancelling the deletion deletes nothing', async ({ page }) => {
    await created(page, '北辰家居');
    const start = await new WorkspacesPage(page).show();
    await start.act('北辰家居', '删除工作区', 'Delete workspace');
    await start.typedName.fill('北辰家居');
    await page.getByTestId('confirm-cancel').click();
    await expect(start.card('北辰家居')).toBeVisible();
    await expect(start.trash).toHaveCount(0);
  });

  test('purging asks for the name again and removes the database', async ({ page }) => {
    const workspace = await created(page, '北辰家居');
    const other = await created(page, '南方食品');
    const start = await new WorkspacesPage(page).show();
    await start.remove('北辰家居');
    expect(await start.databases()).toContain(`shizhu-w-${workspace.id}`);
    await start.beginPurge('北辰家居');
    await expect(start.accept).toBeDisabled();
    await start.typedName.fill('北辰家居');
    await start.accept.click();
    await expect(start.trash).toHaveCount(0);
    await expect.poll(() => start.databases()).toEqual(['shizhu', `shizhu-w-${other.id}`].sort());
    await page.reload();
    await start.started();
    await expect(start.active).toHaveCount(1);
    await start.open('南方食品');
  });

  test('the menu in the header changes the workspace; records do not leak from one to the other', async ({ page, quiet }) => {
    const first = await created(page, '北辰家居');
    await first.addPerson('张三');
    await first.showCharter();
    await first.enter(first.vision, '北辰的愿景');
    const second = await created(page, '南方食品');
    await second.show('person');
    await expect(second.rows('person').filter({ hasText: '张三' })).toHaveCount(0);
    await second.showCharter();
    await expect(second.vision).toHaveValue('');
    await second.vision.pressSequentially('南方的愿景');
    await second.switchTo('北辰家居');
    await page.waitForURL(new RegExp(first.id));
    await expect(first.switcher).toHaveText('北辰家居');
    await expect(first.heading).toHaveText('北辰家居');
    await expect(first.undoButton).toBeEnabled();
    await first.showCharter();
    await expect(first.vision).toHaveValue('北辰的愿景');
    await first.switchTo('南方食品');
    await page.waitForURL(new RegExp(second.id));
    await second.showCharter();
    await expect(second.vision).toHaveValue('南方的愿景');
    const texts = [(await first.export()).text, (await second.export()).text];
    expect(texts[0]).toContain('北辰的愿景');
    expect(texts[0]).not.toContain('南方');
    expect(texts[1]).toContain('南方的愿景');
    expect(texts[1]).not.toContain('张三');
    expect(quiet).toEqual([]);
  });

  test('undo in one workspace leaves the other alone', async ({ page }) => {
    const first = await created(page, '北辰家居');
    await first.showCharter();
    await first.enter(first.vision, '北辰的愿景');
    const second = await created(page, '南方食品');
    await expect(second.undoButton).toBeDisabled();
    await second.leaveFields();
    await page.keyboard.press('Control+z');
    await expect(second.toast).toContainText('没有可以撤销的操作');
    await first.showCharter();
    await expect(first.vision).toHaveValue('北辰的愿景');
  });
});

for (const [language, locale] of [['zh-CN', 'zh-CN'], ['en', 'en-US']] as [Language, string][]) {
  test.describe(`demo, ${language}`, () => {
    test.use({ locale });
    const PERSON: Record<string, RegExp> = { 'zh-CN': /姓名/, en: /Name/ };

    test('opens with one click, is labelled on every page, and a reset restores it', async ({ page, quiet }) => {
      test.setTimeout(120_000);
      const start = new WorkspacesPage(page, language);
      await start.goto();
      const demo = new WorkspacePage(page, await start.openDemo(), language);
      const banner = page.getByTestId('demo-banner');
      for (const place of ['home', 'p/1', 'p/1/s/3', 'p/1/check', 'p/1/doc/goal_document', 'goal', 'person', 'actions', 'reviews', 'history', 'data', 'settings', 'help']) {
        await demo.show(place);
        await expect(banner, place).toContainText(start.text('演示数据', 'Demo data'));
      }
      const count = await demo.recordCount();
      expect(count).toBeGreaterThan(100);
      const before = await demo.records();
      // Change, add and remove something.
      await demo.showCharter();
      const vision = await demo.vision.inputValue();
      await demo.enter(demo.vision, 'Something else 别的');
      await demo.addPerson('Intruder 外人');
      await demo.page.getByTestId('table-person').getByRole('button', { name: start.text('删除', 'Delete') }).nth(1).click();
      await demo.saved();
      await page.getByTestId('reset-demo').click();
      await expect(page.getByTestId('confirm-reset')).toContainText(start.text('回收站', 'trash'));
      await start.accept.click();
      await expect(demo.toast).toContainText(start.text('演示已恢复原样', 'The demo is back to its original state'));
      const fresh = new WorkspacePage(page, await start.openedId(), language);
      expect(await fresh.recordCount()).toBe(count);
      expect(await fresh.records()).toEqual(before);
      await fresh.showCharter();
      await expect(fresh.vision).toHaveValue(vision);
      await fresh.show('person');
      await expect(page.getByRole('columnheader', { name: PERSON[language]! })).toBeVisible();
      await expect(page.getByText('Intruder 外人')).toHaveCount(0);
      await start.show();
      await expect(start.active).toHaveCount(1);
      await expect(start.active).toContainText(start.text('演示数据', 'Demo data'));
      expect(quiet).toEqual([]);
    });

    test('a second click opens the same demo with what was changed; its records are in this language', async ({ page }) => {
      const start = new WorkspacesPage(page, language);
      await start.goto();
      const demo = new WorkspacePage(page, await start.openDemo(), language);
      await demo.showCharter();
      const vision = await demo.vision.inputValue();
      expect(/[一-龥]/.test(vision)).toBe(language === 'zh-CN');
      await demo.enter(demo.vision, 'Kept 保留');
      await start.show();
      expect(await start.openDemo()).toBe(demo.id);
      await demo.showCharter();
      await expect(demo.vision).toHaveValue('Kept 保留');
      await start.show();
      await expect(start.active).toHaveCount(1);
    });
  });
}

test('resetting the demo from the list restores it and leaves other workspaces alone', async ({ page }) => {
  const own = await created(page, '北辰家居');
  const start = await new WorkspacesPage(page).show();
  const demo = new WorkspacePage(page, await start.openDemo());
  await demo.showCharter();
  await demo.enter(demo.vision, '别的');
  await start.show();
  const name = (await start.active.filter({ hasText: '演示数据' }).locator('.workspace-name').innerText()).trim();
  await start.act(name, '重置演示', 'Reset demo');
  await start.accept.click();
  await expect(start.active.locator(`a[href*="${demo.id}"]`)).toHaveCount(0);
  await expect(start.active).toHaveCount(2);
  const fresh = new WorkspacePage(page, await start.open(name));
  await fresh.showCharter();
  await expect(fresh.vision).not.toHaveValue('别的');
  await own.show('home');
  await expect(own.heading).toHaveText('北辰家居');
});

test('the demo’s reset can be clicked twice and leaves one demo; the one that was used is in the trash', async ({ page }) => {
  const start = await new WorkspacesPage(page).show();
  const before = await start.openDemo();
  await page.getByTestId('reset-demo').click();
  await start.accept.dblclick();
  await page.waitForURL((address) => /#\/w\//.test(address.href) && !address.href.includes(before));
  await start.show();
  await expect(start.active).toHaveCount(1);
  await expect.poll(async () => (await start.databases()).length).toBe(3);
});

test('an address of a page without a workspace says what is missing, and leads there once there is one', async ({ page }) => {
  await page.goto('./#/p/2');
  await expect(page.getByTestId('sought')).toContainText('这个浏览器里没有对应的工作区');
  await page.getByTestId('open-demo').click();
  await page.waitForURL(/#\/w\/[0-9a-f-]{36}\/p\/2$/);
  await expect(page.getByTestId('save-state')).toBeVisible();
  // Only once: the home page is a page like any other again.
  await page.getByRole('navigation').getByRole('link', { name: '首页', exact: true }).first().click();
  await page.waitForURL(/\/home$/);
});
