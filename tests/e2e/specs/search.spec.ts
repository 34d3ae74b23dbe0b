// Full search, as people come to it: from the palette with what they have typed.
import { expect, test } from '../fixtures.ts';
import { WorkspacePage } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

test('what the palette does not name is looked for in all records, from any page', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/1/s/1');
  await page.getByRole('textbox', { name: '愿景' }).fill('成为高端定制家居的首选');
  await page.getByRole('textbox', { name: '愿景' }).blur();
  await work.saved();
  for (const place of ['home', 'data', 'p/1', 'search?q=x']) {
    await work.show(place);
    await page.keyboard.press('Control+k');
    const palette = page.getByTestId('palette');
    await palette.getByRole('combobox').fill('定制家居');
    await palette.getByRole('option', { name: /在全部记录中搜索/ }).click();
    await expect(page, place).toHaveURL(/\/search\?q=/);
    await expect(page.getByTestId('search-all'), place).toHaveValue('定制家居');
    await expect(page.getByRole('main').locator('mark').first(), place).toHaveText('定制家居');
  }
});

test('a record of the name that was typed stands before a command that has such a synonym', async ({ page }) => {
  await page.goto('./#/workspaces');
  const work = new WorkspacePage(page, await new WorkspacesPage(page).openDemo());
  await work.show('home');
  await page.keyboard.press('Control+k');
  const palette = page.getByTestId('palette');
  await palette.getByRole('combobox').fill('经销商 C');
  await expect(palette.getByRole('option').first()).toContainText('经销商 C');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/r\/[a-z_]+\/[0-9a-f-]+$/);
});

test('a record begun from the palette and left as it was made is not kept', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  const begin = async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').getByRole('combobox').fill('添加部门');
    await page.getByTestId('palette').getByRole('option', { name: /^添加部门/ }).first().click();
    await expect(page).toHaveURL(/\/r\/department\//);
    // Nobody leaves a page before it stands.
    await expect(page.getByRole('textbox', { name: /^部门名称/ })).toBeVisible();
  };
  await work.show('home');
  await begin();
  await work.show('department');
  await expect(page.getByTestId('table-department').locator('tbody tr')).toHaveCount(0);
  await begin();
  await page.getByRole('textbox', { name: /^部门名称/ }).fill('市场部');
  await work.show('department');
  await expect(page.getByTestId('table-department').locator('a.row-link')).toHaveText(['市场部']);
});
