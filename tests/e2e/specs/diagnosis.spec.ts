// The diagnosis: scoring by keyboard, raters who differ, results, initiatives, lock; rating, audit, needs, self-check.
import { expect, test } from '../fixtures.ts';
import { type Language } from '../pages/base.ts';
import { DiagnosisPage } from '../pages/diagnosis.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

type Page = import('@playwright/test').Page;

async function fresh(page: Page, language: Language = 'zh-CN'): Promise<DiagnosisPage> {
  const name = language === 'en' ? 'Northern Star' : '北辰家居';
  return new DiagnosisPage(page, await new WorkspacesPage(page, language).create({ name, who: language === 'en' ? 'Wang' : '王小明' }), language);
}

/** Forty keys: levels that go up and down, the second rater two levels higher on the first statement. */
const FIRST = Array.from({ length: 40 }, (_, index) => String((index * 2) % 4));
const SECOND = FIRST.map((key, index) => (index === 0 ? '4' : index === 1 ? 'n' : index === 2 ? 'u' : key));

test('forty statements are scored by keyboard by two raters; results, a task from an initiative, and the lock follow', async ({ page, quiet }) => {
  test.setTimeout(120_000);
  const work = await fresh(page);
  await work.open();
  await work.begin('李工');
  await expect(work.progress).toContainText('0/40');
  // Arrows and Enter move; a key typed into a field is text and no answer.
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('第 2 条，共 40 条')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('第 1 条，共 40 条')).toBeVisible();
  await page.locator('#score-note').fill('看过目标表 5 份');
  await expect(work.progress).toContainText('0/40');
  await work.statement.focus();
  await work.score(FIRST);
  await expect(page.getByTestId('score-end')).toContainText('全部答完了');
  await expect(work.progress).toContainText('40/40');
  // What was answered stays, also after a reload, with its evidence.
  await work.saved();
  await work.reload();
  await expect(work.progress).toContainText('40/40');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('level-2')).toHaveAttribute('aria-pressed', 'true');
  await page.getByTestId('score-next').click();
  await page.getByTestId('other-rater').click();
  await work.rate('陈工');
  await expect(page.locator('#score-note')).toHaveValue('');
  await work.score(SECOND);
  await page.getByTestId('to-result').click();

  await expect(page.getByTestId('headline')).toContainText('北辰家居');
  await expect(page.getByTestId('headline')).toContainText('/ 5');
  await expect(page.getByTestId('maturity-radar')).toBeVisible();
  await expect(page.getByTestId('maturity-heat')).toBeVisible();
  const matrix = page.getByTestId('initiative-matrix');
  await expect(matrix.locator('.chart-said')).toContainText('排在最前的是“');
  await expect(matrix.locator('.chart-meta')).toContainText(/单位：1 ～ 5 分 · 期间：\d{4}-\d{2}-\d{2}/);
  await expect(matrix.locator('.chart-source')).toContainText(/评估打分（\d+ 条）/);
  await expect(page.getByTestId('weakest').getByRole('listitem')).toHaveCount(3);
  await expect(page.getByTestId('strongest').getByRole('listitem')).toHaveCount(3);
  const discussed = page.getByTestId('discussion').locator('tbody tr');
  await expect(discussed).toHaveCount(1);
  await expect(discussed).toContainText('看过目标表 5 份');

  // One press makes a task; it leads back to the step, and undo takes it away.
  const first = page.getByTestId('roadmap').getByRole('listitem').first();
  const title = await first.getByRole('heading').innerText();
  await first.getByTestId('make-task').click();
  await expect(first.getByTestId('make-task')).toHaveCount(0);
  await work.undoButton.click();
  await first.getByTestId('make-task').click();
  await first.getByTestId('initiative-task').click();
  await expect(work.heading).toHaveText(title);
  // What was done is told at the foot of the window until it is read.
  const dismiss = page.getByTestId('toast').getByRole('button', { name: '关闭通知' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
  await page.getByTestId('task-origin').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/p\/\d+\/s\//);
  await page.goBack();
  await page.goBack();

  await work.accessible();
  await page.getByTestId('lock-assessment').click();
  await page.getByTestId('lock-dialog').getByRole('button', { name: '锁定' }).click();
  await expect(page.getByTestId('lock-assessment')).toHaveCount(0);
  await page.locator('#assessment-note').fill('当面谈过');
  await work.open();
  await expect(page.getByTestId('assessments')).toContainText('锁定');
  await expect(page.getByTestId('go-on')).toHaveCount(0);
  // A locked score is refused with the reason wherever it is tried.
  await work.show('assessment_score');
  await page.locator('.row-link').first().click();
  await page.locator('dialog[open]').getByLabel('依据').fill('改一下');
  await expect(work.toast).toContainText('已经锁定');
  await expect.poll(() => quiet).toEqual([]);
});

test('single keys that are switched off score nothing, buttons still do', async ({ page }) => {
  const work = await fresh(page);
  await page.evaluate(() => localStorage.setItem('shizhu-single-keys', 'off'));
  await work.open();
  await work.begin('李工');
  const before = await work.statement.innerText();
  await page.keyboard.press('3');
  await page.waitForTimeout(200);
  await expect(work.statement).toHaveText(before);
  await page.getByTestId('level-3').click();
  await expect(work.statement).not.toHaveText(before);
  await expect(work.progress).toContainText('1/40');
});

test('a re-assessment of the sample company stands beside its locked baseline; facts are offered, not scored', async ({ page }) => {
  await page.goto('./#/workspaces');
  await page.getByTestId('open-demo').click();
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\/home/);
  const work = new DiagnosisPage(page, /#\/w\/([0-9a-f-]+)\//.exec(page.url())![1]!);
  await work.open();
  await expect(page.getByTestId('assessments')).toContainText('年初基线');
  await work.begin('周岚');
  const facts = page.getByTestId('facts').getByRole('listitem');
  await expect(facts.first()).toContainText('SMART');
  await expect(work.progress).toContainText('0/40');
  await facts.first().getByTestId('quote-fact').click();
  await expect(page.locator('#score-note')).toHaveValue(/SMART/);
  await expect(work.progress).toContainText('0/40');
  await work.statement.focus();
  await work.score(['5', '5', '5', '5']);
  await work.open('result/' + /score\/([0-9a-f-]+)/.exec(page.url())![1]!);
  const row = page.getByTestId('before-after').locator('tbody tr').first();
  for (const cell of await row.locator('td').all()) await expect(cell).toHaveCSS('text-align', 'end');
  await expect(row).toContainText('目标');
  await expect(row).toContainText('+');
  // Each picture says what it shows, in which unit, of when, from which answers, and has its table.
  for (const name of ['maturity-radar', 'maturity-heat']) {
    const chart = page.getByTestId(name);
    await expect(chart.locator('.chart-said'), name).not.toBeEmpty();
    await expect(chart.locator('.chart-meta'), name).toContainText(/单位：.+ · 期间：\d{4}-\d{2}-\d{2}/);
    await expect(chart.locator('.chart-source'), name).toContainText(/评估打分（\d+ 条）/);
    await chart.getByTestId('chart-table-toggle').click();
    await expect(chart.locator('.chart-table tbody tr').first(), name).toBeVisible();
  }
  await expect(page.getByTestId('maturity-radar').locator('.chart-meta')).toContainText(' ～ ');
  await expect(page.getByTestId('maturity-radar').locator('.chart-source')).toContainText('年中复评');
  // An address that the diagnosis does not know is a page of its own that says so.
  for (const unknown of ['nothing', 'result/nothing', 'rating/nothing', 'needs/more']) {
    await work.show(`diagnosis/${unknown}`);
    await expect(work.heading, unknown).toHaveText('没有找到这个页面');
    await expect(page.getByRole('main'), unknown).not.toContainText('[[');
  }
});

test('the rating has a total only when every question is answered [P05.A05, S94]', async ({ page }) => {
  const work = await fresh(page);
  await work.open('rating');
  await page.getByTestId('begin-rating').click();
  await work.answer(Array(14).fill(1));
  await expect(page.getByTestId('rating-open').first()).toContainText('还有 1 题');
  await expect(page.getByTestId('rating-total')).toHaveCount(0);
  await work.answer(Array(15).fill(1));
  await expect(page.getByTestId('rating-total').first()).toContainText('15');
  await expect(page.getByTestId('rating-total').first()).toContainText('一般');
  await work.saved();
  await work.reload();
  await expect(page.getByTestId('rating-total').first()).toContainText('15');
  await work.accessible();
  await work.open('rating');
  await expect(page.getByTestId('ratings')).toContainText('一般');
});

test('a weak finding of the audit becomes an improvement with the audit as its source [P05.A06, S95]', async ({ page }) => {
  const work = await fresh(page);
  await work.open('audit');
  await page.getByTestId('add-finding').first().click();
  await page.getByTestId('save-finding').click();
  await expect(page.getByTestId('finding-dialog')).toContainText('写下看到的情况');
  await page.keyboard.press('Escape');
  await work.find('三年增速低于市场', '弱', '每季度向三个来源核对市场总量');
  await expect(page.getByRole('link', { name: /营销环境\s*1\/7/ })).toBeVisible();
  await page.getByTestId('improve-all').click();
  await expect(page.getByTestId('improve-all')).toHaveCount(0);
  await work.accessible();
  await page.getByTestId('finding-improvement').click();
  await expect(work.heading).toHaveText('每季度向三个来源核对市场总量');
  await expect(page.getByRole('main')).toContainText('三年增速低于市场');
});

test('needs are judged for two pieces of software and give a fit to print [P00.09, S172, S173]', async ({ page }) => {
  const work = await fresh(page);
  await work.open('needs');
  await page.locator('#software-name').fill('甲软件');
  await page.getByTestId('add-software').click();
  await page.locator('#software-name').fill('乙软件');
  await page.getByTestId('add-software').click();
  const rows = page.locator('.needs-table tbody tr');
  for (let row = 0; row < 10; row += 1) {
    await rows.nth(row).getByRole('combobox').first().selectOption('must');
    await rows.nth(row).getByRole('combobox').nth(1).selectOption(row < 7 ? 'met' : 'not');
  }
  await rows.first().getByRole('combobox').nth(2).selectOption('partly');
  const fit = page.getByTestId('fit');
  await expect(fit.filter({ hasText: '甲软件' })).toContainText('70%');
  await expect(fit.filter({ hasText: '甲软件' }).getByRole('listitem')).toHaveCount(3);
  await expect(fit.filter({ hasText: '乙软件' })).toContainText('5%');
  await work.saved();
  await work.reload();
  await expect(fit.filter({ hasText: '甲软件' })).toContainText('70%');
  await work.accessible();
});

test('four complaints that are heard give four pointers to pillars [P02.A26, S185]', async ({ page }) => {
  const work = await fresh(page);
  await work.open();
  const complaints = page.getByTestId('self-check').locator('li.complaint');
  await expect(complaints).toHaveCount(6);
  for (let index = 0; index < 6; index += 1) {
    await complaints.nth(index).getByRole('radio', { name: index < 4 ? '听得到' : '听不到', exact: true }).check();
  }
  await expect(page.getByTestId('complaint-answer')).toHaveCount(4);
  await expect(page.getByTestId('complaint-answer').first().getByRole('link').first()).toHaveAttribute('href', /\/p\/5$/);
  await work.saved();
  await work.reload();
  await expect(page.getByTestId('complaint-answer')).toHaveCount(4);
});

test.describe('in English', () => {
  test.use({ locale: 'en' });
  test('an assessment, its result and the rating read in English', async ({ page, quiet }) => {
    const work = await fresh(page, 'en');
    await work.open();
    await work.begin('Li');
    await work.score(['1', '2', '0', '4']);
    await expect(work.progress).toContainText('4/40');
    await work.open('result/' + /score\/([0-9a-f-]+)/.exec(page.url())![1]!);
    await expect(page.getByTestId('headline')).toContainText('Northern Star');
    await expect(page.getByRole('main')).toContainText('It takes two raters');
    await expect(page.getByRole('main')).not.toContainText(/[\u4e00-\u9fff]|\[\[/);
    await work.open('rating');
    await page.getByTestId('begin-rating').click();
    await work.answer([2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 2, 1]);
    await expect(page.getByTestId('rating-total').first()).toContainText('19');
    await expect(page.getByTestId('rating-total').first()).toContainText('Good');
    const radar = page.getByTestId('rating-radar');
    await expect(radar.locator('.chart-said')).toContainText('strongest');
    await expect(radar.locator('.chart-meta')).toContainText(/Unit: .+ · Period: \d+ \w+ \d{4}/);
    await expect(radar.locator('.chart-source')).toContainText('Effectiveness ratings (1)');
    for (const part of ['audit', 'needs', '']) {
      await work.open(part);
      await expect(page.getByRole('main')).not.toContainText(/[\u4e00-\u9fff]|\[\[/);
    }
    expect(quiet).toEqual([]);
  });
});
