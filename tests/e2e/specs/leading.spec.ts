// From what is missing to where it is mended, and back: nobody who presses a finding is left where they stood.
import type { Page } from '@playwright/test';
import { stillness } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { WorkspacePage } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** What has the focus: a control in which something can be entered or done, in sight; else what is there instead. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nothing';
    if (element.matches('.check-item')) return 'the finding itself';
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || box.bottom < 0 || box.top > innerHeight) return `out of sight: ${element.outerHTML.slice(0, 80)}`;
    if (element.matches('input, textarea, select, button, [role="radiogroup"], [contenteditable="true"], a.row-link')) return 'a control';
    return element.outerHTML.slice(0, 80);
  });

test('each finding of pillar 1 leads to a control that mends it, or to the page of its step', async ({ page }) => {
  test.setTimeout(180_000);
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/1/s/3');
  await page.getByTestId('goal-line').fill('提升品牌影响力');
  await page.getByTestId('goal-line-add').click();
  await expect(page.getByTestId('smart-card')).toHaveCount(1);
  await work.saved();
  let pressed = 0;
  for (const step of [1, 2, 3, 4, 5, 6, 7]) {
    const address = `p/1/s/${step}`;
    await work.show(address);
    await stillness(page);
    const findings = page.getByTestId('findings').locator('.check-item');
    const count = await findings.count();
    for (let index = 0; index < count; index += 1) {
      const text = await findings.nth(index).innerText();
      const before = new URL(page.url()).hash;
      await findings.nth(index).click();
      pressed += 1;
      const led = async () => {
        const there = await focused(page);
        const otherStep = new URL(page.url()).hash !== before && /\/s\/\d+$/.test(page.url());
        return otherStep ? 'a control' : there;
      };
      await expect.poll(led, { message: `step ${step}: ${text}` }).toBe('a control');
      if (new URL(page.url()).hash !== before) {
        const back = page.getByTestId('back-to-origin');
        if (await back.count()) {
          await back.click();
          await expect.poll(() => new URL(page.url()).hash).toBe(before);
        } else {
          await work.show(address);
        }
        await stillness(page);
      }
    }
  }
  expect(pressed).toBeGreaterThan(8);
});

test('the finding about those who have not answered leads to the answer of the first of them', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('p/1/s/6');
  await stillness(page);
  await page.getByTestId('findings').locator('.check-item', { hasText: '高宁' }).first().click();
  const cell = page.getByTestId('consensus-matrix').getByRole('button', { name: /高宁/ }).and(page.locator(':focus'));
  await expect(cell).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('consensus-goal').locator(':focus')).toContainText('高宁');
});

test('the button of the first step that has nothing yet moves to the field it names', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/1/s/1');
  await page.getByTestId('fill-charter').click();
  await expect(page.getByRole('textbox', { name: '愿景' })).toBeFocused();
});

test('one arrow opens a list on its first line, and Enter takes it', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/1/s/2');
  const author = page.getByRole('combobox', { name: /^分析人/ });
  await author.focus();
  await page.keyboard.press('ArrowDown');
  await expect(author).toHaveAttribute('aria-expanded', 'true');
  await expect(author).toHaveAttribute('aria-activedescendant', (await page.getByRole('option').first().getAttribute('id'))!);
  await page.keyboard.press('Enter');
  await expect(author).toHaveValue('王小明');
  await expect(author).toHaveAttribute('aria-expanded', 'false');
});

test('Enter in the name of a new workspace creates it', async ({ page }) => {
  const pageOfWorkspaces = await new WorkspacesPage(page).show();
  await pageOfWorkspaces.fillNew({ name: '北辰家居', who: '王小明' });
  await page.getByTestId('create-name').press('Enter');
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\//);
});

test('the sample company opens in the language of the interface, also when it is there in the other', async ({ page }) => {
  await page.goto('./#/');
  await page.getByTestId('open-demo').first().click();
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\/home/, { timeout: 20_000 });
  const chinese = new URL(page.url()).hash;
  await page.goto('./#/workspaces');
  await page.getByRole('button', { name: 'English' }).first().click();
  await expect(page.getByTestId('open-demo').first(), 'the texts have come').toHaveText(/demo/i);
  await page.getByTestId('open-demo').first().click();
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\/home/, { timeout: 20_000 });
  expect(new URL(page.url()).hash).not.toBe(chinese);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).not.toHaveText(/[\u4e00-\u9fff]/);
});

test('an example fills what a single form leaves empty, carries its mark, and is taken back by one undo [P00.18]', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/1/s/1');
  const form = page.getByTestId('form-charter');
  const vision = form.getByRole('textbox', { name: /^愿景/ });
  const mission = form.getByRole('textbox', { name: /^使命/ });
  const fill = async () => {
    await page.getByTestId('examples-charter').click();
    await page.getByTestId('examples').getByRole('button', { name: /^填入空着的栏/ }).click();
    await page.keyboard.press('Escape');
  };
  const marks = form.getByText('示例', { exact: true });
  const missionMark = form.locator('.sampled', { has: page.getByRole('textbox', { name: /^使命/ }) }).getByText('示例', { exact: true });
  await fill();
  await expect(mission).not.toHaveValue('');
  await expect(missionMark).toBeVisible();
  const filled = await marks.count();
  expect(filled).toBeGreaterThan(2);
  // A document does not pass it off as the client's own.
  await work.show('p/1/doc/goal_document');
  await expect(page.getByTestId('doc-samples')).toContainText('1 条');
  await work.show('p/1/s/1');
  await work.undoButton.click();
  await expect(mission).toHaveValue('');
  await expect(page.getByText('示例', { exact: true })).toHaveCount(0);
  await vision.fill('自己写的愿景');
  await vision.blur();
  await work.saved();
  await fill();
  // Beside one's own words: these stay and carry no mark, what came carries one.
  await expect(vision).toHaveValue('自己写的愿景');
  await expect(mission).not.toHaveValue('');
  await expect(marks).toHaveCount(filled - 1);
  await expect(missionMark).toBeVisible();
  // Editing one value makes that one one's own; undoing gives it its mark back.
  await mission.fill('自己写的使命');
  await mission.blur();
  await work.saved();
  await expect(missionMark).toHaveCount(0);
  await expect(marks).toHaveCount(filled - 2);
  await work.undoButton.click();
  await expect(missionMark).toBeVisible();
  await page.getByTestId('redo').click();
  await expect(mission).toHaveValue('自己写的使命');
  await expect(marks).toHaveCount(filled - 2);
  // What fits is kept as it stands, and that too can be taken back.
  const keep = page.getByRole('button', { name: /^留用 版本/ });
  await keep.click();
  await expect(page.getByText('“版本”留用')).toBeVisible();
  await expect(marks).toHaveCount(filled - 3);
  await work.undoButton.click();
  await expect(keep).toBeVisible();
  // Clearing takes what is still the sample's and nothing else.
  await work.show('data');
  await page.getByTestId('clear-samples').click();
  await expect(page.getByText('自己写的没有动')).toBeVisible();
  await work.show('p/1/s/1');
  await expect(vision).toHaveValue('自己写的愿景');
  await expect(mission).toHaveValue('自己写的使命');
  await expect(marks).toHaveCount(0);
  await work.undoButton.click();
  await expect(marks).toHaveCount(filled - 2);
});

test('an example brings along what it is nothing without, and one undo takes all of it back [P00.18]', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  const named = async (kind: string) => {
    await work.show(kind);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    return page.getByTestId(`table-${kind}`).locator('tbody tr').count();
  };
  await work.show('goal');
  await page.getByTestId('examples-goal').click();
  await page.getByTestId('examples').getByRole('button', { name: /^复制/ }).first().click();
  await expect(page.getByText(/连同它要用的 \d+ 条/)).toBeVisible();
  await page.keyboard.press('Escape');
  await work.saved();
  // What the goal is measured in is here now, so its target shows with a unit.
  expect(await named('indicator')).toBeGreaterThan(0);
  expect(await named('goal')).toBe(1);
  // Wherever the copy is shown it is called one, until somebody edits it.
  await page.getByTestId('table-goal').locator('a.row-link').first().click();
  await expect(page.getByTestId('form-goal').getByText('示例', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await work.undoButton.click();
  await expect(page.getByTestId('table-goal').locator('tbody tr')).toHaveCount(0);
  expect(await named('indicator')).toBe(0);
});

test('of a date half typed nothing is taken, and the field says so; what was there stays', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('task');
  await page.getByTestId('add-task').click();
  const drawer = page.locator('dialog.drawer[open]');
  const due = drawer.getByLabel(/^截止日期/);
  await drawer.getByRole('textbox').first().fill('开业活动');
  await due.fill('2027-03-05');
  await work.saved();
  // The year alone is cleared, as with the delete key in a field of three parts.
  await due.focus();
  await page.keyboard.press('Delete');
  expect(await due.evaluate((field: HTMLInputElement) => field.validity.badInput)).toBe(true);
  await page.keyboard.press('Shift+Tab');
  await expect(due).toHaveAttribute('aria-invalid', 'true');
  await expect(drawer.getByText('日期没有填全')).toBeVisible();
  await page.reload();
  await expect(page.getByTestId('table-task').locator('tbody tr').first()).toContainText('2027');
  await page.getByTestId('table-task').locator('a.row-link').first().click();
  await expect(due).toHaveValue('2027-03-05');
  await expect(due).not.toHaveAttribute('aria-invalid', 'true');
});

test('the summary of a refused step is there again after a look at a record, and goes when all is mended', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/1/s/1');
  const address = page.url();
  await page.getByTestId('complete-step').click();
  const summary = page.getByTestId('error-summary');
  await expect(summary).toBeFocused();
  const said = await summary.innerText();
  await work.show('goal');
  await expect(summary).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(summary).toBeVisible();
  expect(await summary.innerText()).toBe(said);
  // Another step has refused nothing.
  await work.show('p/1/s/2');
  await expect(page.getByTestId('complete-step')).toBeVisible();
  await expect(summary).toHaveCount(0);
});

test('records are added one after the other without leaving the drawer; one that stays empty goes again', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('department');
  const drawer = page.locator('dialog.drawer[open]');
  const name = drawer.getByRole('textbox', { name: /^部门名称/ });
  await page.getByTestId('add-department').click();
  await name.fill('市场部');
  await page.getByTestId('drawer-another').click();
  await expect(name).toHaveValue('');
  await expect(name).toBeFocused();
  await page.keyboard.type('销售部');
  await page.getByTestId('drawer-another').click();
  await expect(name).toHaveValue('');
  // Nothing is made of an empty one, however often the button is pressed.
  await page.getByTestId('drawer-another').click();
  await page.getByTestId('drawer-close').click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByTestId('table-department').locator('tbody tr')).toHaveCount(2);
  // In the order in which they were made, also after a reload.
  await work.saved();
  await page.reload();
  await expect(page.getByTestId('table-department').locator('a.row-link')).toHaveText(['市场部', '销售部']);
});

test('steps count from 1 in an address as they do on the page, also where the method numbers them otherwise', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('p/2/s/1.2');
  const second = await work.heading.innerText();
  await work.show('p/2/s/2');
  await expect(work.heading).toHaveText(second);
  await work.show('p/2/s/99');
  await expect(work.heading).toHaveText('这个支柱里没有这一步');
});

test('Ctrl+Enter presses the main button of an open drawer, not the one of the step behind it', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('p/3/s/1');
  const address = page.url();
  await page.locator('a.row-link').first().click();
  const drawer = page.locator('dialog.drawer[open]');
  const field = drawer.getByRole('textbox').first();
  const before = await field.inputValue();
  await field.pressSequentially('（新）');
  await page.keyboard.press('Control+Enter');
  await expect(drawer).toHaveCount(0);
  expect(page.url()).toBe(address);
  await expect(page.getByTestId('error-summary')).toHaveCount(0);
  await work.saved();
  await page.reload();
  await expect(page.getByText(`${before}（新）`).first()).toBeVisible();
});

test('the focus stays in the page when the button that opened a drawer has gone', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/1/s/3');
  await page.getByTestId('add-first-goal').press('Enter');
  const drawer = page.locator('dialog.drawer[open]');
  await expect(drawer).toBeVisible();
  await page.keyboard.type('卖得更多');
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(page.getByTestId('add-first-goal')).toHaveCount(0);
  await expect(page.locator('main :focus')).toHaveCount(1);
});

test('what a finding misses beside a record is said where its way ends', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('p/3/s/3');
  await page.getByTestId('complete-step').click();
  const link = page.getByTestId('error-summary').getByRole('button', { name: /审批渠道返利/ });
  const sentence = await link.innerText();
  await link.press('Enter');
  await expect(page).toHaveURL(/\/r\/duty\//);
  const control = page.locator('main :focus');
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator(`[id="${(await control.getAttribute('aria-describedby'))!.split(' ')[0]}"]`)).toHaveText(sentence);
});

test('what a goal still rests on is picked on its own page, where its gate leads', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/1/s/3');
  await page.getByTestId('goal-line').fill('2027 年华东销售额达到 1,200 万元');
  await page.getByTestId('goal-line-add').click();
  await work.saved();
  await work.show('goal');
  await page.getByTestId('table-goal').locator('a.row-link').first().click();
  await page.locator('dialog.drawer[open]').getByRole('link', { name: '打开完整页面' }).click();
  await page.locator('[id$="-goal_kind"]').first().selectOption('sales');
  await work.saved();
  const address = new URL(page.url()).hash;
  await page.getByTestId('goal-to-agreed').click();
  await page.getByTestId('gate').getByRole('button', { name: '连上至少一条环境因素，目标才有依据' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.link-row')?.querySelector('[id^="link-env_factor-"]') != null)).toBe(true);
  expect(new URL(page.url()).hash).toBe(address);
});
