// Two tabs of one browser on the same workspace see each other's changes and do not undo them.
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { WorkspacePage } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** One person's page in two tabs. */
async function twoTabs(page: Page): Promise<{ first: WorkspacePage; second: WorkspacePage; person: string }> {
  const first = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  const person = await first.addPerson('张三');
  await first.showRecord('person', person);
  const second = first.in(await page.context().newPage());
  await second.showRecord('person', person);
  return { first, second, person };
}

test('a change, a new record and a deletion in one tab appear in the other', async ({ persistentPage: page }) => {
  const { first, second } = await twoTabs(page);
  await first.role.fill('市场经理');
  await expect(second.role).toHaveValue('市场经理');
  await second.input('person', '姓名', 'Name').fill('张三丰');
  await expect(first.heading).toHaveText('张三丰');
  await first.show('person');
  await second.addPerson('李四');
  await expect(first.rows('person').filter({ hasText: '李四' })).toHaveCount(1);
  await first.page.getByRole('button', { name: '删除“李四”', exact: true }).click();
  await expect(second.rows('person').filter({ hasText: '李四' })).toHaveCount(0);
  await expect(second.rows('person').filter({ hasText: '张三丰' })).toHaveCount(1);
});

test('a change shows in the other tab only once it is stored, and is there when both are loaded again', async ({ persistentPage: page }) => {
  const { first, second } = await twoTabs(page);
  await first.role.fill('市场经理');
  await expect(second.role).toHaveValue('市场经理');
  // The other tab has it, so a kill of the first at this moment keeps it.
  await first.page.close();
  await second.reload();
  await expect(second.role).toHaveValue('市场经理');
});

test('two edits of different fields of one record, made at the same moment, both survive', async ({ persistentPage: page }) => {
  const { first, second } = await twoTabs(page);
  await Promise.all([first.role.fill('市场经理'), second.email.fill('zhang@example.com')]);
  await Promise.all([first.saved(), second.saved()]);
  for (const tab of [first, second]) {
    await expect(tab.role).toHaveValue('市场经理');
    await expect(tab.email).toHaveValue('zhang@example.com');
    await tab.reload();
    await expect(tab.role).toHaveValue('市场经理');
    await expect(tab.email).toHaveValue('zhang@example.com');
  }
});

test('the same field edited in both tabs at the same moment ends as the same text in both', async ({ persistentPage: page }) => {
  const { first, second } = await twoTabs(page);
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([first.role.fill(`甲${round}`), second.role.fill(`乙${round}`)]);
    await Promise.all([first.role.blur(), second.role.blur()]);
    await Promise.all([first.saved(), second.saved()]);
    await expect.poll(async () => (await first.role.inputValue()) === (await second.role.inputValue()), { message: `round ${round}` }).toBe(true);
    const shown = await first.role.inputValue();
    expect([`甲${round}`, `乙${round}`]).toContain(shown);
    const fresh = first.in(await page.context().newPage());
    await fresh.show(first.page.url().split(`${first.id}/`)[1]!);
    await expect(fresh.role, `round ${round}, loaded anew`).toHaveValue(shown);
    await fresh.page.close();
  }
});

test('undo in one tab does not take back what the other tab changed', async ({ persistentPage: page }) => {
  const { first, second } = await twoTabs(page);
  await first.enter(first.role, '市场经理');
  await expect(second.role).toHaveValue('市场经理');
  await second.enter(second.email, 'zhang@example.com');
  await expect(first.email).toHaveValue('zhang@example.com');
  await first.undoButton.click();
  for (const tab of [first, second]) {
    await expect(tab.role).toHaveValue('');
    await expect(tab.email).toHaveValue('zhang@example.com');
  }
  await first.saved();
  await second.reload();
  await expect(second.role).toHaveValue('');
  await expect(second.email).toHaveValue('zhang@example.com');
});

test('undo refuses to overwrite what the other tab has written into the same field since, and says why', async ({ persistentPage: page }) => {
  const { first, second } = await twoTabs(page);
  await first.enter(first.role, '市场经理');
  await expect(second.role).toHaveValue('市场经理');
  await second.enter(second.role, '市场总监');
  await expect(first.role).toHaveValue('市场总监');
  await first.undoButton.click();
  await expect(first.toast).toContainText('这里后来又被改过');
  await expect(first.role).toHaveValue('市场总监');
  await expect(second.role).toHaveValue('市场总监');
  await second.undoButton.click();
  await expect(second.role).toHaveValue('市场经理');
  await expect(first.role).toHaveValue('市场经理');
});

test('a record deleted in one tab says so in the other, and its undo brings it back in both', async ({ persistentPage: page }) => {
  const { first, second } = await twoTabs(page);
  await first.page.getByTestId('remove-record').click();
  await expect(second.main).toContainText('这条记录已被删除');
  await first.toast.getByRole('button', { name: '撤销' }).click();
  await expect(second.heading).toHaveText('张三');
  await expect(second.role).toHaveValue('');
});

test('a field that only keeps the focus follows the other tab, and leaving it writes nothing over the newer value', async ({ persistentPage: page }) => {
  const { first, second } = await twoTabs(page);
  await first.role.focus();
  await first.role.fill('市场经理');
  await first.saved();
  await expect(second.role).toHaveValue('市场经理');
  await second.enter(second.role, '市场总监');
  await expect(first.role).toBeFocused();
  await expect(first.role).toHaveValue('市场总监');
  await first.role.blur();
  await first.saved();
  for (const tab of [first, second]) {
    await expect(tab.role).toHaveValue('市场总监');
    await tab.reload();
    await expect(tab.role).toHaveValue('市场总监');
  }
});

test('typing goes on undisturbed while the other tab changes other fields', async ({ persistentPage: page }) => {
  const { first, second } = await twoTabs(page);
  const typing = first.role.pressSequentially('负责华东区市场的经理', { delay: 120 });
  for (let number = 0; number < 6; number += 1) await second.email.fill(`${number}@example.com`);
  await typing;
  await expect(first.role).toHaveValue('负责华东区市场的经理');
  await first.saved();
  await expect(second.role).toHaveValue('负责华东区市场的经理');
  await expect(first.email).toHaveValue('5@example.com');
});

test('the list of workspaces follows the other tab: new, renamed, archived', async ({ persistentPage: page }) => {
  const here = await new WorkspacesPage(page).show();
  const there = new WorkspacesPage(await page.context().newPage());
  await there.create({ name: '北辰家居' });
  await expect(here.card('北辰家居')).toBeVisible();
  await there.show();
  await there.rename('北辰家居', '南辰家居');
  await expect(here.card('南辰家居')).toBeVisible();
  await expect(here.card('北辰家居')).toHaveCount(0);
  await there.archive('南辰家居');
  await expect(here.archived.filter({ hasText: '南辰家居' })).toHaveCount(1);
});

test('a workspace renamed in one tab shows its new name in the header of the other', async ({ persistentPage: page }) => {
  const { second } = await twoTabs(page);
  const start = await new WorkspacesPage(page).show();
  await start.rename('北辰家居', '南辰家居');
  await expect(second.switcher).toHaveText('南辰家居');
});
