// What follows from a record by one press, entries beyond a limit, and the loop of each goal, on the sample company.
import { expect, test } from '../fixtures.ts';
import type { Page } from '@playwright/test';
import { WorkspacePage } from '../pages/data.ts';
import { RecordPage } from '../pages/record.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** The sample company, and the pages of its records by the end of their ids. */
async function demo(page: Page): Promise<{ work: WorkspacePage; at: (kind: string, id: string) => Promise<RecordPage> }> {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  const at = async (kind: string, id: string) => {
    await work.showRecord(kind, `019f15d3-5800-7000-8000-${id}`);
    return new RecordPage(page);
  };
  return { work, at };
}

/** An action: where it is offered, and what the record made of it is and is called. */
interface Case {
  action: string;
  from: [kind: string, id: string];
  kind: string;
  title: string;
}

const CASES: Case[] = [
  { action: 'suggestion_action', from: ['suggestion', '000007002001'], kind: '改进措施', title: '把经销商最常问的二十个问题印成一页纸，拜访时直接给' },
  { action: 'suggestion_reward', from: ['suggestion', '000007002003'], kind: '奖惩', title: '建议被采纳：表带过敏的客户先换新，不必把旧的寄回来' },
  { action: 'pilot_practice', from: ['pilot', '000002019001'], kind: '最佳实践', title: '社区团购' },
  { action: 'trial_feedback', from: ['trial', '000002020001'], kind: '反馈', title: '表带磨皮肤' },
  { action: 'duty_standard', from: ['duty', '000003004003'], kind: '工作标准', title: '到场与报道不低于计划的 95%' },
  { action: 'practice_campaign', from: ['best_practice', '000008008002'], kind: '活动', title: '到店试戴扫码入会' },
  { action: 'idea_product', from: ['idea', '000006015003'], kind: '产品开发', title: '直播间放一张卖点卡，主播照着讲' },
  { action: 'decision_task', from: ['decision', '000010004011'], kind: '任务', title: '郑凯代储运部批系统账号' },
];

for (const half of [0, 1]) {
  test(`one press makes the record that follows, linked both ways, and one undo takes all of it back, part ${half + 1} [P07.3, L20, L29, L30, L37, L41, L47, L48]`, async ({ page }) => {
    const { work, at } = await demo(page);
    for (const { action, from, kind, title } of CASES.filter((_, index) => index % 2 === half)) {
      const source = await at(...from);
      const name = await source.title.innerText();
      await expect(source.action(action).first()).toBeVisible();
      const offered = await source.action(action).count();
      const linked = await source.links.filter({ hasText: title }).count();
      await source.action(action).first().click();
      await expect(work.toast, action).toContainText(from[0] === 'trial' ? title : name);
      await expect(source.kind).toHaveText(kind);
      await expect(source.title).toHaveText(title);
      // The new record names where it comes from …
      await source.links.getByRole('link', { name, exact: true }).first().click();
      await expect(source.kind).not.toHaveText(kind);
      // … which names it in turn and no longer offers the same again; a practice can be repeated.
      await expect(source.links.filter({ hasText: title })).not.toHaveCount(linked);
      await expect(source.action(action)).toHaveCount(from[0] === 'best_practice' ? offered : offered - 1);
      await work.undoButton.click();
      await expect(source.action(action), `${action} is taken back in one step`).toHaveCount(offered);
      await expect(source.links.filter({ hasText: title })).toHaveCount(linked);
      await work.saved();
    }
  });
}

test('a step proposes what can be done with the reason; late tasks join the agenda without a new record [L19, L25, L26]', async ({ page }) => {
  const { work, at } = await demo(page);
  await work.show('p/5/s/3');
  const proposals = page.getByTestId('step-actions').getByRole('listitem');
  await expect(proposals).toHaveCount(2);
  await expect(proposals.first()).toContainText('总分 95，达到 90');
  // Only the newest evaluation of a person leads to a promotion, each may be rewarded.
  await expect(proposals.getByTestId('action-run_promotion')).toHaveCount(1);
  await expect(proposals.getByTestId('action-run_reward')).toHaveCount(2);
  const meeting = await at('meeting', '000010003027');
  await meeting.action('meeting_late').click();
  await expect(meeting.links.filter({ hasText: '产生的任务' })).toContainText('更新竞品档案');
  await expect(meeting.action('meeting_late')).toHaveCount(0);
  await page.getByTestId('toast').last().getByRole('button', { name: '撤销' }).click();
  await expect(meeting.action('meeting_late')).toBeVisible();
});

test('what an action made is refused a state that would leave a fault behind, with the reasons [P02.2.3.1]', async ({ page }) => {
  const { at } = await demo(page);
  const decision = await at('decision', '000010004011');
  await decision.action('decision_task').click();
  await expect(decision.kind).toHaveText('任务');
  // A day nobody has agreed on: the task may wait, but not be begun.
  await page.getByTestId('form-task').getByLabel(/^截止日期/).fill('');
  await page.getByRole('radio', { name: '进行中' }).click({ force: true });
  const refused = page.getByTestId('refused');
  await expect(refused).toContainText('郑凯代储运部批系统账号');
  await expect(refused.getByRole('listitem')).toContainText('截止日期');
  await page.getByTestId('refused-close').click();
  await expect(page.getByRole('radio', { name: '进行中' })).not.toBeChecked();
});

test('points that are not there and an approval beyond the limit are refused at the field, with what to do [P09.3.1, L21]', async ({ page }) => {
  const { work, at } = await demo(page);
  const entry = await at('points_entry', '000009016047');
  const points = page.getByTestId('form-points_entry').getByLabel(/^积分/).first();
  const before = await points.inputValue();
  await points.fill('900000');
  await points.blur();
  const message = page.getByTestId('form-points_entry').locator('.field-error').filter({ hasText: '要用 900,000 分' });
  await expect(message).toContainText(/但只有 [\d,]+ 分。请改成 [\d,]+ 分以内/);
  await expect(work.toast).toContainText('“积分”没有改动');
  // What was typed stays to be mended; nothing of it is stored.
  await expect(points).toHaveValue('900000');
  await points.fill(before);
  await points.blur();
  await expect(message).toHaveCount(0);
  await work.reload();
  await expect(points).toHaveValue(before);
  await expect(entry.title).toBeVisible();

  await at('expense', '000002024019');
  await work.showMore('expense');
  const form = page.getByTestId('form-expense');
  const approver = form.getByRole('combobox', { name: /批准人/ });
  await approver.click();
  await page.getByRole('option', { name: '何静' }).click();
  await expect(form).toContainText('何静 只能批 ¥3 万 以内的费用，这笔是 ¥42 万。请换有权限的人批准。');
  await approver.click();
  await page.getByRole('option', { name: '周岚' }).click();
  await expect(form).not.toContainText('只能批');
  await work.saved();
});

for (const language of ['zh-CN', 'en'] as const) {
  test(`the loop of each goal shows its five steps and what is missing, ${language} [L50]`, async ({ browser }) => {
    const context = await browser.newContext({ locale: language, serviceWorkers: 'block' });
    const page = await context.newPage();
    const { work } = await demo(page);
    await work.show('p/7/doc/improvement_report');
    const loops = page.getByTestId('chain-full_loop').locator('.chain');
    await expect(loops).toHaveCount(7);
    for (const loop of await loops.all()) await expect(loop.locator('.chain-box')).toHaveCount(5);
    const sales = loops.filter({ hasText: language === 'en' ? /Increase sales by 50%/ : /2026 年增加销售额 50%/ });
    await expect(sales).toContainText('A3');
    await expect(sales.locator('.is-missing')).toHaveCount(0);
    await expect(loops.first().locator('.is-missing')).toContainText(language === 'en' ? 'Nothing yet' : '还没有');
    await sales.getByRole('link', { name: /A3/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('A3');
    await context.close();
  });
}
