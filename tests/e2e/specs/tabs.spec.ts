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

/** How long several tabs edit at once, in seconds; a minute with SOAK. */
const EDITING = process.env.SOAK ? 60 : 5;

for (const tabs of [2, 3]) {
  test(`${tabs} tabs that edit at once for ${EDITING} s end with equal data and no lost edit`, async ({ persistentPage: page }) => {
    test.setTimeout(90_000 + EDITING * 2_000);
    const first = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
    const people: string[] = [];
    for (let number = 0; number < tabs; number += 1) people.push(await first.addPerson(`员工${number}`));
    const all = [first];
    while (all.length < tabs) all.push(first.in(await page.context().newPage()));
    // Each tab writes the position of a person of its own, and all write one and the same field.
    const last = new Array<string>(tabs).fill('');
    const written = new Set<string>();
    const end = Date.now() + EDITING * 1_000;
    await Promise.all(
      all.map(async (tab, number) => {
        for (let round = 0; Date.now() < end; round += 1) {
          await tab.showRecord('person', people[number]!);
          last[number] = `岗位${number}-${round}`;
          await tab.role.fill(last[number]!);
          await tab.role.blur();
          await tab.showRecord('person', people[0]!);
          const common = `${number}x${round}@example.com`;
          written.add(common);
          await tab.email.fill(common);
          await tab.email.blur();
          if (round % 5 === 4) await tab.addPerson(`新${number}-${round}`);
          await tab.saved();
        }
      }),
    );
    const seen: string[] = [];
    for (const tab of all) {
      await tab.saved();
      await expect.poll(async () => (await tab.records()).length, { message: 'every tab has every record' }).toBe((await first.records()).length);
      const records = (await tab.records()).sort((one, other) => (one.id < other.id ? -1 : 1));
      seen.push(JSON.stringify(records.map(({ id, fields }) => [id, fields])));
      for (let number = 0; number < tabs; number += 1) expect(records.find(({ id }) => id === people[number])?.fields.role).toBe(last[number]);
      expect(written).toContain(records.find(({ id }) => id === people[0])?.fields.email);
    }
    expect(new Set(seen).size, 'all tabs hold the same').toBe(1);
    await first.reload();
    const again = (await first.records()).sort((one, other) => (one.id < other.id ? -1 : 1));
    expect(JSON.stringify(again.map(({ id, fields }) => [id, fields]))).toBe(seen[0]);
  });
}
