// What every pillar shares in daily work: parts that do not apply, samples to copy, reviews, the palette by sound.
import { expect, test } from '../fixtures.ts';
import { WorkspacePage } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

test('a part of a step is left out with a reason and brought back, also after a reload [P00.08]', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/1/s/2');
  const item = page.locator('[id="item-P01.2.2"]');
  await expect(item.getByTestId('table-competitor')).toBeVisible();
  await item.getByTestId('not-applicable-P01.2.2').click();
  await page.getByTestId('not-applicable-set').click();
  await expect(page.getByRole('dialog')).toContainText('填写原因');
  await page.getByRole('dialog').getByRole('textbox').fill('独家供货，没有同类对手');
  await page.getByTestId('not-applicable-set').click();
  await expect(item).toContainText('本项不适用：独家供货，没有同类对手');
  await expect(item.getByTestId('table-competitor')).toHaveCount(0);
  await work.saved();
  await work.reload();
  await expect(item).toContainText('独家供货');
  await item.getByTestId('reopen-P01.2.2').click();
  await expect(item.getByTestId('table-competitor')).toBeVisible();
});

test('records of the sample company are copied as a start, marked until edited, and cleared without touching own ones [P00.18, P02.3]', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('env_factor');
  await page.getByTestId('examples-env_factor').click();
  const drawer = page.getByTestId('examples');
  const copies = drawer.getByRole('button', { name: /^复制“/ });
  await expect(copies.first()).toBeVisible();
  await copies.nth(0).click();
  await copies.nth(1).click();
  await page.keyboard.press('Escape');
  const rows = page.getByTestId('table-env_factor').locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.getByText('示例', { exact: true })).toHaveCount(2);
  await rows.first().locator('.row-link').click();
  await page.locator('dialog[open]').getByRole('textbox').first().fill('自己的判断');
  await page.getByTestId('drawer-close').click();
  await expect(rows.getByText('示例', { exact: true })).toHaveCount(1);
  await work.show('data');
  await page.getByTestId('clear-samples').click();
  await expect(page.getByTestId('clear-samples')).toHaveCount(0);
  await work.show('env_factor');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('自己的判断');
});

test('the palette finds Chinese titles by initials and by syllables', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.addPerson('北京益瑞');
  await work.leaveFields();
  await page.keyboard.press('Control+k');
  const palette = page.getByTestId('palette');
  for (const typed of ['bjyr', 'beijingyirui', 'bjyirui']) {
    await palette.getByRole('combobox').fill(typed);
    await expect(palette.getByRole('option', { name: /北京益瑞/ }), typed).toBeVisible();
  }
  await palette.getByRole('combobox').fill('lddcmb');
  await expect(palette.getByRole('option', { name: /设定多层次目标/ })).toHaveCount(0);
  await palette.getByRole('combobox').fill('dccmb');
  await expect(palette.getByRole('option', { name: /多层次目标/ })).toBeVisible();
});

test('a change of state that would leave a fault behind is refused with its reasons, and goes through once they are mended [P02.2.3.1]', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.addPerson('张三');
  await work.show('task');
  await page.getByTestId('add-first-task').click();
  const form = page.locator('dialog[open]');
  await form.getByRole('textbox').first().fill('审 KOL 合同');
  await form.getByTestId('drawer-close').click();
  await page.getByTestId('table-task').locator('.row-link').click();
  await form.getByRole('radio', { name: '未开始' }).check();
  await form.getByRole('radio', { name: '进行中' }).click({ force: true });
  const refused = page.getByTestId('refused');
  await expect(refused).toContainText('审 KOL 合同');
  await expect(refused.getByRole('listitem')).toHaveCount(2);
  await refused.getByTestId('refused-close').click();
  await expect(form.getByRole('radio', { name: '进行中' })).not.toBeChecked();
});
