// Thresholds and alerts, the calendar of reviews, and the lists of the company, on the sample company.
import { expect, test } from '../fixtures.ts';
import { WorkspacePage } from '../pages/data.ts';

/** The sample company in Chinese. */
async function demo(page: import('@playwright/test').Page): Promise<WorkspacePage> {
  await page.goto('./#/workspaces');
  await page.getByTestId('open-demo').click();
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\/home/);
  return new WorkspacePage(page, /#\/w\/([0-9a-f-]+)\//.exec(page.url())![1]!);
}

test('the sample company shows exactly the ten alerts of its day; one is acknowledged with a note, also after a reload [P05.A16, D83, D92]', async ({ page }) => {
  const work = await demo(page);
  await work.show('alerts');
  const rows = page.getByTestId('alerts').locator('tbody tr');
  await expect(rows).toHaveCount(10);
  for (const [subject, value] of [
    ['KOL 合作', '112%'], ['新品发布会', '107.5%'], ['上市优惠促销', '105.7%'], ['培训', '60%'], ['线下体验店', '83.3%'],
    ['官网', '88.5%'], ['应收账款', '1,100,000'], ['O03', '112'], ['梁雨', '-20%'], ['投诉按时结案率', '85%'],
  ] as const) await expect(rows.filter({ hasText: subject }).filter({ hasText: value }), subject).toHaveCount(1);
  await rows.filter({ hasText: 'KOL 合作' }).getByRole('button', { name: /确认/ }).click();
  const dialog = page.getByTestId('answer-alert');
  await dialog.getByTestId('save-alert').click();
  await expect(dialog).toContainText('写明原因');
  await dialog.getByRole('textbox').first().fill('跑者组加投一次，7 月少投一次补回');
  await dialog.getByTestId('save-alert').click();
  await expect(rows).toHaveCount(9);
  await work.saved();
  await work.reload();
  await expect(rows).toHaveCount(9);
  await page.getByTestId('undo').click();
  await expect(rows).toHaveCount(10);
});

test('a review is closed only with a decision, and its next date moves [P00.03]', async ({ page }) => {
  const work = await demo(page);
  await work.show('reviews');
  const row = page.getByTestId('reviews').locator('tbody tr').filter({ has: page.locator('[data-testid^="close-"]') }).first();
  const title = await row.getByRole('link').first().innerText();
  await row.locator('[data-testid^="close-"]').click();
  const dialog = page.getByTestId('close-review');
  await dialog.getByTestId('save-review').click();
  await expect(dialog).toContainText('选一个结论');
  await dialog.getByRole('radio', { name: '保持' }).check();
  await dialog.getByLabel(/下次回顾/).fill('2027-01-15');
  await dialog.getByTestId('save-review').click();
  await expect(page.getByTestId('reviews').locator('tbody tr').filter({ hasText: title }).first()).toContainText('2027-01-15');
  await work.show('review');
  await expect(page.getByTestId('table-review')).toContainText(title);
});

test('an option is added to a list of the company and offered in the form; a field is switched off [P00.08]', async ({ page }) => {
  const work = await demo(page);
  await work.show('settings');
  await page.locator('#list-choose').selectOption('goal_kinds');
  await page.locator('#list-new').fill('会员数目标');
  await page.getByTestId('list-add').click();
  await expect(page.getByTestId('list-options').getByRole('textbox', { name: /会员数目标/ })).toBeVisible();
  await page.locator('#fields-choose').selectOption('region');
  await page.getByTestId('field-options').getByText('上级区域').click();
  await work.saved();
  await work.reload();
  await work.show('goal');
  await page.locator('.row-link').first().click();
  await expect(page.locator('dialog[open] select, dialog[open] [role=radiogroup]').filter({ hasText: '会员数目标' })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await work.show('region');
  await page.locator('.row-link').first().click();
  await expect(page.locator('dialog[open]').getByText('上级区域')).toHaveCount(0);
});
