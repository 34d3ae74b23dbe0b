// What every pillar shares in daily work: parts that do not apply, samples to copy, reviews, the palette by sound.
import { stillness } from '../accessible.ts';
import type { Locator } from '@playwright/test';
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
  const copies = drawer.getByRole('button', { name: /^复制 “/ });
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
  for (const typed of ['bjyr', 'beijingyirui', 'bjyirui', '益瑞 人员', '人员 益瑞']) {
    await palette.getByRole('combobox').fill(typed);
    await expect(palette.getByRole('option', { name: /北京益瑞/ }), typed).toBeVisible();
  }
  await palette.getByRole('combobox').fill('lddcmb');
  await expect(palette.getByRole('option', { name: /设定多层次目标/ })).toHaveCount(0);
  await palette.getByRole('combobox').fill('dccmb');
  await expect(palette.getByRole('option', { name: /多层次目标/ })).toBeVisible();
});

test('the palette puts first what is called so, then what begins so, then what holds it', async ({ page }) => {
  await (await new WorkspacesPage(page).show()).openDemo();
  await page.keyboard.press('Control+k');
  const palette = page.getByTestId('palette');
  const titles = palette.getByRole('option').locator('.palette-title');
  for (const [typed, first] of [
    ['客户', /^客户$/],
    ['kh', /^客户/],
    ['目标', /^目标$/],
    ['预算', /^预算项$/],
    ['陈牧', /^陈牧$/],
  ] as const) {
    await palette.getByRole('combobox').fill(typed);
    await expect(titles.first(), typed).toHaveText(first);
  }
});

test('the palette knows commands by what people call them, in both languages', async ({ page }) => {
  await page.goto('./#/workspaces');
  await page.getByTestId('open-demo').click();
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\/home/, { timeout: 20_000 });
  await page.keyboard.press('Control+k');
  const palette = page.getByTestId('palette');
  const cases = { 导出: '导出工作区', 新建: '新建工作区', 打印: '打印本页', 深色: '切换到深色', 演示: '试用演示', 导入: '导入文件', 切换语言: 'English', 'goal tree': '目标树', dashboard: '经营看板' };
  for (const [words, title] of Object.entries(cases)) {
    await palette.getByRole('combobox').fill(words);
    await expect(palette.getByRole('option').filter({ hasText: title }).first(), words).toBeVisible();
  }
});

test('on paper a drawing is never wider or higher than the page, whatever the window was', async ({ page }) => {
  await page.goto('./#/workspaces');
  await page.getByTestId('open-demo').click();
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\/home/, { timeout: 20_000 });
  await page.goto(page.url().replace('/home', '/p/2/doc/marketing_plan'));
  await expect(page.locator('.doc .chart-svg').nth(4)).toBeVisible();
  // The paper's own width (178 mm), without a word to the program, as when printing begins.
  const sizes = await page.evaluate(() => [...document.querySelectorAll('.doc .chart-svg')].map((svg) => svg.getAttribute('height')));
  await page.emulateMedia({ media: 'print' });
  const boxes = await page.locator('.doc .chart-svg').evaluateAll((all) => all.map((svg) => svg.getBoundingClientRect().height));
  expect(sizes.some((height) => Number(height) > 986), 'one is drawn higher than a page').toBe(true);
  // 225 mm
  for (const height of boxes) expect(height).toBeLessThanOrEqual(851);
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

test('templates are inserted in one step, marked, taken back in one step, and cleared without touching own records [P00.18]', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.add('indicator', '指标名称', 'Indicator', '自有指标');
  const rows = page.getByTestId('table-indicator').locator('tbody tr');
  await expect(rows).toHaveCount(1);
  await page.getByTestId('examples-indicator').click();
  const templates = page.getByTestId('templates');
  await templates.getByRole('button', { name: /^插入 “/ }).first().click();
  await expect(page.getByTestId('toast').last()).toContainText('1');
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(2);
  await expect(rows.getByText('示例', { exact: true })).toHaveCount(1);
  await work.undoButton.click();
  await expect(rows).toHaveCount(1);
  await page.getByTestId('examples-indicator').click();
  await templates.getByTestId('insert-templates').click();
  const all = Number(/\d+/.exec(await templates.getByTestId('insert-templates').innerText())![0]);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('table-indicator').locator('..').locator('..')).toContainText(String(all + 1));
  await work.undoButton.click();
  await expect(rows).toHaveCount(1);
  await work.redoButton.click();
  await work.saved();
  await work.show('data');
  await page.getByTestId('clear-samples').click();
  await expect(page.getByTestId('clear-samples')).toHaveCount(0);
  await work.show('indicator');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('自有指标');
});

test('a dashboard of chosen tiles: picked, ordered by keys and by dragging, taken away, still there after a restart [P05.A16]', async ({ page }) => {
  await page.goto('./#/workspaces');
  await page.getByTestId('open-demo').click();
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\/home/, { timeout: 20_000 });
  const work = new WorkspacePage(page, /#\/w\/([0-9a-f-]+)\//.exec(page.url())![1]!);
  await page.getByTestId('to-dashboard').click();
  // The sample's management has chosen already, sales first. Each figure leads to what it stands for.
  await expect(page.locator('.dashboard-figure:not(:has(a[href]))')).toHaveCount(0);
  await expect(page.locator('[data-tile=overdue] .dashboard-figure a')).toHaveAttribute('href', /\/actions$/);
  const tiles = page.getByTestId('dashboard-tile');
  await expect(tiles.first()).toContainText('销售额');
  // Beside a sum of the year stands what the change is about; a review says what of and how late it is.
  await expect(tiles.first()).toContainText(/最近一期\s*¥530\s*万，较上期/);
  await expect(page.locator('[data-tile=reviews]')).toContainText(/体系回顾 · 2025 年末.*已过 4 天/);
  const chosen = await tiles.evaluateAll((all) => all.map((tile) => (tile as HTMLElement).dataset.tile!));
  await page.getByTestId('dashboard-choose').click();
  const chooser = page.getByTestId('tile-chooser');
  for (const tile of chosen) await chooser.getByTestId(`tile-${tile}`).uncheck({ force: true });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('dashboard-empty')).toContainText('每天要看');
  await page.getByTestId('dashboard-choose-first').click();
  for (const list of ['alerts', 'overdue', 'progress']) await chooser.getByTestId(`tile-${list}`).check({ force: true });
  await chooser.getByRole('textbox').fill('投诉按时');
  await chooser.getByRole('checkbox', { name: '投诉按时结案率' }).check({ force: true });
  await page.keyboard.press('Escape');
  await expect(tiles).toHaveCount(4);
  // Value, limit and level of the indicator; count and first lines of the lists.
  const indicator = tiles.filter({ hasText: '投诉按时结案率' }).filter({ hasText: '85%' });
  await expect(indicator).toContainText('90%');
  await expect(indicator).toContainText('预警');
  await expect(tiles.filter({ hasText: '还有 5 条' })).toContainText('KOL 合作');
  const order = () => tiles.evaluateAll((all) => all.map((tile) => (tile as HTMLElement).dataset.tile!.slice(0, 8)));
  const id = (await order())[3]!;
  expect(await order()).toEqual(['alerts', 'overdue', 'progress', id]);
  // By keys: the arrows on the menu's button move the tile and keep the focus.
  const menu = indicator.getByRole('button', { name: /^调整/ });
  await menu.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(order).toEqual(['alerts', 'overdue', id, 'progress']);
  await expect(menu).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(order).toEqual(['alerts', id, 'overdue', 'progress']);
  // By the menu, and by dragging.
  await menu.click();
  await page.getByRole('menuitem', { name: '移到最前' }).click();
  await expect.poll(order).toEqual([id, 'alerts', 'overdue', 'progress']);
  await page.locator('[data-tile="overdue"]').dragTo(page.locator('[data-tile="alerts"]'));
  await expect.poll(order).toEqual([id, 'overdue', 'alerts', 'progress']);
  await page.locator('[data-tile="progress"]').getByRole('button', { name: /^调整/ }).click();
  await page.getByRole('menuitem', { name: '从看板移除' }).click();
  await expect.poll(order).toEqual([id, 'overdue', 'alerts']);
  await work.saved();
  await work.reload();
  await expect.poll(order).toEqual([id, 'overdue', 'alerts']);
  await work.undoButton.click();
  await expect.poll(order).toEqual([id, 'overdue', 'alerts', 'progress']);
});

test('an empty view begins its first record or leads to where it is added; a step that nobody began shows no fault', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/8');
  await expect(page.getByTestId('step-P08.1')).toContainText('未开始');
  await expect(page.getByText('处需更正')).toHaveCount(0);
  // One word and one count on the pillar, its check and the step.
  await expect(page.getByTestId('step-P08.1')).toContainText('2 项待做');
  await work.show('p/8/check');
  await expect(page.locator('.check-step').first().locator('.check-word')).toHaveText(['待做', '待做']);
  await work.show('p/8/s/1');
  await expect(page.getByTestId('check-counts')).toHaveText('2 项待做');
  // A part that nobody began looks as a step does that nobody began.
  const marks = page.locator('.item-head .status, .page-actions .status').filter({ hasText: '未开始' });
  expect(await marks.count()).toBeGreaterThan(1);
  expect(new Set(await marks.evaluateAll((all) => all.map((mark) => `${mark.className} ${getComputedStyle(mark).color}`))).size).toBe(1);
  const view = page.getByTestId('tool-channel_aims');
  await expect(view).toContainText('还没有渠道');
  await page.getByTestId('begin-channel_aims').click();
  const drawer = page.locator('dialog[open]');
  await drawer.getByRole('textbox').first().fill('官网商城');
  await page.getByTestId('drawer-close').click();
  await expect(view.getByRole('link', { name: '官网商城' })).toBeVisible();
  await expect(page.getByTestId('table-channel')).toContainText('官网商城');
  // Where another step brings the records, a link leads there; in a document as well.
  await work.show('p/2/doc/marketing_plan');
  await page.getByTestId('document-marketing_plan').getByRole('link', { name: '到“执行营销计划”添加' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('执行营销计划');
  // The form of a kind of which there is one record stands under its name.
  await work.show('p/9/s/1');
  await expect(page.getByRole('heading', { level: 2, name: '客户工作标准' })).toBeVisible();
});

test('goals follow a reworded sentence of the charter in the same step; a lost one is named and exchanged by one press [P01.1, L01]', async ({ page }) => {
  const opened = new WorkspacesPage(page);
  await page.goto('./#/workspaces');
  await page.getByTestId('open-demo').click();
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\/home/, { timeout: 20_000 });
  const work = new WorkspacePage(page, new URL(page.url()).hash.split('/')[2]!);
  await opened.started();
  await work.show('p/1/s/1');
  const vision = page.getByTestId('form-charter').getByRole('textbox', { name: /^愿景/ });
  const sentences = page.getByTestId('tool-charter_sentences');
  const first = sentences.getByRole('listitem').filter({ hasText: '愿景' }).first();
  await expect(first).toContainText('个目标支撑');
  const serving = await first.locator('.charter-count').textContent();
  await vision.fill('成为年轻人最信赖的健康伙伴');
  await vision.blur();
  await expect(first).toContainText('最信赖');
  await expect(first.locator('.charter-count')).toHaveText(serving!);
  await expect(page.getByTestId('charter-gone')).toHaveCount(0);
  await work.undoButton.click();
  await expect(first).toContainText('成为年轻人首选的健康科技伙伴');
  await expect(first.locator('.charter-count')).toHaveText(serving!);
  // Two new sentences for one are no clear match.
  await vision.fill('被年轻人首选。做健康科技的伙伴');
  await vision.blur();
  const gone = page.getByTestId('charter-gone');
  await expect(gone).toContainText('成为年轻人首选的健康科技伙伴');
  await gone.getByTestId('cite-closest').click();
  await expect(gone).toHaveCount(0);
  await work.undoButton.click();
  await expect(gone).toBeVisible();
});

test('amounts have one form for each column, and every picture of the sample company says what it shows, of when and from where', async ({ page }) => {
  await page.goto('./#/workspaces');
  const work = new WorkspacePage(page, await new WorkspacesPage(page).openDemo());
  for (const place of ['p/1/s/4', 'p/2/s/1.2', 'p/2/s/2.3', 'p/3/s/2', 'p/8/s/2', 'p/8/s/3']) {
    await work.show(place);
    await expect(page.locator('.step-layout')).toBeVisible();
    const folded = page.locator('.item-fold[aria-expanded=false]');
    while ((await folded.count()) > 0) await folded.first().click();
    await stillness(page);
    const faults = await page.evaluate(() => {
      const text = (element: Element | null) => element?.textContent?.trim() ?? '';
      const found: string[] = [];
      for (const table of document.querySelectorAll('main table')) {
        for (const [index, head] of [...table.querySelectorAll('thead th')].entries()) {
          const cells = [...table.querySelectorAll('tbody tr')].map((row) => text(row.children[index] ?? null)).filter((cell) => /\d/.test(cell));
          const all = (form: RegExp) => cells.length > 1 && cells.every((cell) => form.test(cell));
          // Where every cell has it, the unit belongs into the head.
          if (all(/^-?\u2060?¥[\d,.]+$/) || all(/^-?[\d,.]+%$/)) found.push(`${text(head)}: ${cells[0]}`);
          const amounts = cells.filter((cell) => /^-?\u2060?¥?[\d,.]+\s?[万亿]?$/.test(cell));
          if (amounts.some((cell) => cell.includes('万')) || amounts.some((cell) => cell.includes('亿'))) found.push(`short in a table: ${text(head)}: ${amounts.join(' ')}`);
          if (/（(元|万元|%)）$/.test(text(head)) && cells.some((cell) => /[¥%]/.test(cell))) found.push(`said twice: ${text(head)}`);
        }
      }
      for (const chart of document.querySelectorAll('main figure.chart')) {
        const [said, meta, source] = ['.chart-said', '.chart-meta', '.chart-source'].map((part) => text(chart.querySelector(part)));
        if (!said || !meta || !source) found.push(`${chart.getAttribute('data-testid')}: ${said} | ${meta} | ${source}`);
      }
      return found;
    });
    expect(faults, place).toEqual([]);
  }
  await work.show('p/2/s/1.2');
  const map = page.getByTestId('chart-positioning_map');
  await expect(map.locator('.chart-said')).toHaveText('价格轴和技术轴都最高的是竞品 Z');
  // Marks end where the scale ends.
  await expect(map.locator('.chart-tick').filter({ hasText: /^10$/ })).toHaveCount(2);
  await expect(map.locator('.chart-tick').filter({ hasText: /^1[12]$/ })).toHaveCount(0);
});

test('from a figure of a document to its record in one press: environment, plan, figures, indicators', async ({ page }) => {
  await page.goto('./#/workspaces');
  const work = new WorkspacePage(page, await new WorkspacesPage(page).openDemo());
  await work.show('p/1/doc/goal_document');
  const lead = page.locator('.doc-lead').filter({ hasText: '竞品 X' });
  await expect(lead.getByRole('link', { name: '竞品 X' })).toHaveAttribute('href', /\/competitor\/[0-9a-f-]+$/);
  // Each sentence of the environment with a number leads to what it tells of.
  await expect(lead.locator('p').filter({ hasText: /\d/ }).and(page.locator(':not(:has(a))'))).toHaveCount(0);
  await work.show('p/1/doc/environment_summary');
  const rows = page.getByTestId('doc-environment_summary').locator('.doc-table tbody tr').filter({ hasText: /（[%元]）/ });
  await expect(rows.first()).toBeVisible();
  await expect(rows.and(page.locator(':not(:has(a))'))).toHaveCount(0);
  for (const output of ['goal_tree', 'responsibility_sheets']) {
    await work.show(`p/1/doc/${output}`);
    const lines = page.getByTestId(`doc-${output}`).locator('.doc-table tbody tr');
    await expect(lines.first()).toBeVisible();
    await expect(lines.and(page.locator(':not(:has(a[href]))')), output).toHaveCount(0);
  }
  await work.show('p/2/doc/marketing_plan');
  await expect(page.locator('.doc-findings a[href]').filter({ hasText: 'KOL 合作' }).first()).toBeVisible();
  await expect(page.locator('.doc-record').first().getByRole('link').first()).toBeVisible();
  await expect(page.locator('.doc-record > h4:not(:has(a[href]))')).toHaveCount(0);
  await work.show('p/5/doc/evaluation_dashboard');
  await expect(page.getByTestId('figure-performance_alerts_red')).toHaveAttribute('href', /\/alerts\?level=red$/);
  await expect(page.locator('li.tile')).toHaveCount(0);
  // What “on track” means stands with the word.
  await expect(page.getByRole('columnheader', { name: '95%' }).first()).toBeVisible();
});

test('a figure leads to just the records it counts, and from there to all of them', async ({ page }) => {
  await page.goto('./#/workspaces');
  const work = new WorkspacePage(page, await new WorkspacesPage(page).openDemo());
  await work.show('p/5/doc/evaluation_dashboard');
  const figure = page.getByTestId('figure-performance_indicators');
  const counted = Number((await figure.innerText()).match(/\d+/)![0]);
  await figure.click();
  const rows = page.getByTestId('table-indicator').locator('tbody tr');
  await expect(rows).toHaveCount(counted);
  await expect(page.locator('.list-part')).toContainText(`${counted} 条`);
  // The address says which, so that it can be passed on.
  await page.reload();
  await expect(rows).toHaveCount(counted);
  await page.getByTestId('all-of-kind').click();
  await expect(page.locator('.list-part')).toHaveCount(0);
  expect(await rows.count()).toBeGreaterThan(counted);
});

test('a number that is worked out leads to what it is worked out from: actual of a goal, sums of a plan, the last score', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  const amount = (text: string) => Number(text.replace(/[^\d.]/g, ''));
  await work.show('p/1/doc/goal_document');
  const goal = page.getByTestId('doc-goal').filter({ hasText: '4,000 万' }).first();
  await expect(goal.locator('div', { has: page.locator('dt', { hasText: /^指标$/ }) }).locator('dd a').last()).toHaveAttribute('href', /\/r\/indicator\//);
  // The sales of the year so far are those of the readings behind them.
  const actual = goal.locator('div', { has: page.locator('dt', { hasText: /^实际$/ }) }).locator('dd a').last();
  const readings = page.getByTestId('table-reading').locator('tbody tr');
  const behind = async (figure: Locator, expected: number) => {
    await figure.click();
    await expect(page.locator('.list-part')).toContainText(/\d+ 条/);
    const values = await readings.locator('td[data-label^="数值"]').allInnerTexts();
    expect(values.map(amount).reduce((sum, value) => sum + value, 0)).toBe(expected);
    await page.reload();
    await expect(readings).toHaveCount(values.length);
    await page.goBack();
  };
  await expect(actual).toHaveText(/万/);
  await behind(actual, amount(await actual.innerText()) * 10_000);
  await work.show('p/2/doc/marketing_plan');
  const cycles = page.getByRole('region').or(page.locator('section.grid-scroll')).filter({ has: page.getByRole('table', { name: '各期对照' }) }).first();
  const sales = cycles.locator('td[data-label^="期内销售（"] a').first();
  await behind(sales, amount(await sales.innerText()));
  const spent = cycles.locator('td[data-label^="期内支出"] a').first();
  await spent.click();
  await expect(page.locator('.list-part')).toContainText('期内支出');
  await expect(page.getByTestId('table-expense').locator('tbody tr').first()).toBeVisible();
  await work.show('p/5/doc/evaluation_dashboard');
  // A single record is shown at once, with the same number.
  const score = page.getByTestId('figure-performance_score');
  const told = (await score.locator('.tile-figure').innerText()).trim();
  await score.click();
  await expect(page.getByTestId('record-facts')).toContainText(told);
  await page.goBack();
  // The red ones are those of the page it leads to.
  const red = page.getByTestId('figure-performance_alerts_red');
  const reds = Number((await red.locator('.tile-figure').innerText()).trim());
  await red.click();
  await expect(page.getByTestId('alerts').locator('tbody tr')).toHaveCount(reds);
  await page.getByTestId('all-alerts').click();
  expect(await page.getByTestId('alerts').locator('tbody tr').count()).toBeGreaterThan(reds);
  await work.show('p/5/doc/evaluation_system');
  // Bars without a table below: each number stands once more as a way to its records.
  const sums = page.locator('.doc-picture', { has: page.getByTestId('chart-indicator_groups') }).locator('.totals-sum a');
  for (const sum of [sums.first(), sums.last()]) {
    const counted = Number((await sum.innerText()).match(/(\d+)$/)![1]);
    await sum.click();
    await expect(page.getByTestId('table-indicator').locator('tbody tr')).toHaveCount(counted);
    await page.goBack();
  }
  await work.show('p/5/doc/evaluation_dashboard');
  await expect(page.locator('.more div', { has: page.getByText('越线的对象', { exact: true }) }).first().getByRole('link').first()).toBeVisible();
});

test('a sum of a cross table leads to just the records it adds up', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('p/9/doc/customer_handbook');
  const table = page.locator('.doc-picture table', { has: page.locator('a[href*="composition"]') });
  const rows = page.getByTestId('table-customer').locator('tbody tr');
  for (const cell of [table.locator('tbody tr').first().locator('td a[href*="~"]').first(), table.locator('tbody tr').last().locator('a').last()]) {
    await expect(cell).toBeVisible();
    const counted = Number(await cell.innerText());
    expect(counted).toBeGreaterThan(0);
    await cell.click();
    await expect(rows).toHaveCount(counted);
    await expect(page.locator('.list-part')).toContainText(`${counted} 条`);
    await page.reload();
    await expect(rows).toHaveCount(counted);
    await page.goBack();
  }
});

test('a radar outlines two offers and no more: ours, and the one that is chosen; the bars show all', async ({ page }) => {
  await page.goto('./#/workspaces');
  const work = new WorkspacePage(page, await new WorkspacesPage(page).openDemo());
  await work.show('p/2/s/1.1');
  const folded = page.locator('.item-fold[aria-expanded=false]');
  while ((await folded.count()) > 0) await folded.first().click();
  const radar = page.getByTestId('chart-offer_radar');
  const outlines = radar.locator('path.mark-line');
  const choice = page.getByTestId('chart-offer_radar-compare');
  await expect(outlines).toHaveCount(2);
  await expect(radar.locator('.chart-said')).toContainText('本公司 S2：');
  const before = await outlines.nth(1).getAttribute('d');
  expect(await choice.locator('option').count()).toBeGreaterThan(1);
  await expect(choice.locator('option').filter({ hasText: '本公司 S2' })).toHaveCount(0);
  await choice.selectOption({ index: (await choice.locator('option').count()) - 1 });
  await expect(outlines).toHaveCount(2);
  expect(await outlines.nth(1).getAttribute('d')).not.toBe(before);
  // The scale of the radar is that of the bars: the whole scale of the marks.
  await expect(radar.locator('.chart-tick').filter({ hasText: /^5$/ })).toHaveCount(2);
});

test('numbers of different measures stand under each other, each with its unit beside it', async ({ page }) => {
  await page.goto('./#/workspaces');
  const work = new WorkspacePage(page, await new WorkspacesPage(page).openDemo());
  await work.show('goal');
  const table = page.getByTestId('table-goal');
  await expect(table.getByRole('columnheader', { name: /目标值.*含单位/ })).toBeVisible();
  const cells = table.locator('tbody td.is-number:has(.cell-unit):has(.cell-text)');
  await expect(cells.first()).toBeVisible();
  const shown = await cells.evaluateAll((all) =>
    all
      .filter((cell) => cell.getAttribute('data-label')?.startsWith('目标值') && /\d/.test(cell.textContent ?? ''))
      .map((cell) => ({ number: cell.querySelector('.cell-text')!.textContent!, unit: cell.querySelector('.cell-unit')!.textContent!.trim(), end: Math.round(cell.querySelector('.cell-text')!.getBoundingClientRect().right) })),
  );
  expect(new Set(shown.map((cell) => cell.unit)).size).toBeGreaterThan(1);
  expect(new Set(shown.map((cell) => cell.end)).size).toBe(1);
  for (const cell of shown) expect(cell.number).toMatch(/^-?[\d,.]+$/);
});

test('what a number field cannot read is answered with its label and a fitting example, a share beyond its limit in percent', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('budget_line');
  await page.locator('a.row-link').first().click();
  const drawer = page.locator('dialog.drawer[open]');
  const amount = drawer.getByRole('textbox', { name: /^计划金额/ });
  const before = await amount.inputValue();
  await amount.fill('很多');
  await amount.press('Tab');
  await expect(amount).toHaveAccessibleDescription(/“计划金额”只写数字和单位.*120 万/);
  await amount.fill(before);
  await amount.press('Tab');
  await expect(amount).not.toHaveAttribute('aria-invalid', 'true');
  // A year is no amount of anything.
  const year = drawer.getByRole('textbox', { name: /^年度/ });
  await year.fill('明年');
  await year.press('Tab');
  await expect(year).toHaveAccessibleDescription(/“年度”只填整数，例如 2026/);
  await page.keyboard.press('Escape');
  await work.show('competitor');
  await page.locator('a.row-link').first().click();
  const share = drawer.getByRole('textbox', { name: /^市场份额/ });
  await share.fill('一半');
  await share.press('Tab');
  await expect(share).toHaveAccessibleDescription(/“市场份额”写成百分数，例如 12.5%/);
  await share.fill('250%');
  await share.press('Tab');
  await expect(share).toHaveAccessibleDescription(/市场份额.*不超过 100%|市场份额.*100%/);
});

test('numbers typed in a column end below each other, and the head of the column names the unit', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('budget_line');
  await page.locator('a.row-link').first().click();
  const drawer = page.locator('dialog.drawer[open]');
  await drawer.locator('summary').first().click();
  const rows = drawer.getByRole('group', { name: '已承诺未付' });
  await rows.getByRole('button', { name: '添加一行' }).click();
  await expect(rows.getByRole('columnheader', { name: /（元）$/ })).toBeVisible();
  expect(await rows.locator('td .input-number').first().evaluate((field) => getComputedStyle(field).textAlign)).toBe('end');
});

test('a field for an amount names its unit, and the controls of a picture stay within its card', async ({ page }) => {
  const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
  await work.show('budget_line');
  await page.locator('a.row-link').first().click();
  await page.locator('dialog.drawer[open]').getByRole('link', { name: '打开完整页面' }).click();
  const amount = page.getByRole('textbox', { name: /^计划金额/ });
  await expect(amount).toHaveAccessibleDescription(/元$/);
  const card = page.locator('section.tool', { has: page.locator('.chart-tools') }).first();
  const [outer, tools] = [await card.boundingBox(), await card.locator('.chart-tools').first().boundingBox()];
  expect(tools!.y).toBeGreaterThan(outer!.y + 8);
});

test('pages of records show what is known first: the course of an indicator, facts without the empty ones, changes without repetition', async ({ page }) => {
  await page.goto('./#/workspaces');
  const work = new WorkspacePage(page, await new WorkspacesPage(page).openDemo());
  await work.show('indicator');
  await page.getByTestId('table-indicator').getByRole('link', { name: '销售额', exact: true }).click();
  await page.locator('dialog[open]').getByRole('link', { name: '打开完整页面' }).click();
  const course = page.getByTestId('chart-indicator_course');
  await expect(course.locator('.chart-source')).toContainText('来源');
  // Links of one meaning have names of their own, and the many are folded.
  const names = await page.locator('.link-list .link-group').evaluateAll((groups) => groups.map((group) => [...group.querySelectorAll('a')].map((link) => link.textContent)));
  for (const group of names) expect(new Set(group).size).toBe(group.length);
  expect(names.every((group) => group.length < 100)).toBe(true);
  await expect(page.locator('.link-rest').first()).toBeVisible();
  // A customer: what is not known yet stands behind a press.
  await work.show('customer');
  await page.getByTestId('table-customer').locator('.row-link').first().click();
  await page.locator('dialog[open]').getByRole('link', { name: '打开完整页面' }).click();
  await expect(page.getByTestId('record-facts')).toBeVisible();
  await expect(page.getByTestId('record-facts')).not.toContainText('--');
  const empty = page.getByTestId('facts-empty');
  await expect(empty.locator('dl')).toBeHidden();
  await empty.locator('summary').click();
  await expect(empty.locator('dl')).toContainText('--');
  // Two changes of one person stand under one sentence.
  const form = page.getByTestId('form-customer');
  await form.getByRole('textbox').nth(1).fill('100-0000-0009');
  await form.getByRole('textbox').nth(1).blur();
  await work.saved();
  await form.getByRole('radio').first().check({ force: true });
  await form.getByRole('radio').nth(1).check({ force: true });
  await work.saved();
  await expect(page.locator('.history-entry').first().locator('.history-who')).toBeVisible();
  await expect(page.locator('.history-entry.goes-on').first()).toBeVisible();
  await expect(page.locator('.history-entry.goes-on .history-who')).toHaveCount(0);
});

test('a finding stands in one place on a step, what is still to come is no fault, and nothing moves when an answer is taken back', async ({ page }) => {
  const work = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('p/8/s/1');
  const findings = page.getByTestId('findings').getByRole('listitem');
  await expect(page.getByTestId('check-counts')).toHaveText('2 项待做');
  await expect(findings).toHaveCount(2);
  await expect(findings.locator('.is-fix')).toHaveCount(0);
  await expect(findings.first()).toContainText('待做');
  await expect(page.locator('.item .check-item')).toHaveCount(0);
  await page.locator('.item-findings').first().click();
  await expect(page.locator('#panel-checks')).toBeFocused();
  await work.show('indicator');
  await page.getByTestId('add-first-indicator').click();
  const form = page.locator('dialog[open]');
  await form.getByRole('textbox').first().fill('复购率');
  const direction = form.getByRole('radiogroup', { name: /^好的方向/ });
  const height = () => form.locator('.field').evaluateAll((all) => all.map((field) => Math.round((field as HTMLElement).offsetTop)));
  const before = await height();
  await direction.getByRole('radio').first().check({ force: true });
  await expect(form.getByRole('button', { name: '清除' })).toBeVisible();
  expect(await height()).toEqual(before);
});

test('the sample company is offered in the language that is switched to, and no name of the navigation is cut', async ({ page }) => {
  await page.goto('./#/workspaces');
  await new WorkspacesPage(page).openDemo();
  await expect(page.getByTestId('demo-language')).toHaveCount(0);
  await page.getByTestId('language').click();
  await page.getByRole('menuitemradio', { name: 'English' }).or(page.getByRole('menuitem', { name: 'English' })).first().click();
  await page.getByTestId('demo-language').click();
  await expect(page.getByTestId('demo-language')).toHaveCount(0);
  await expect(page.getByRole('main')).not.toContainText(/[\u4e00-\u9fff]/);
  const cut = await page.locator('.nav-label').evaluateAll((all) => all.filter((label) => label.scrollWidth > label.clientWidth + 1).map((label) => label.textContent));
  expect(cut).toEqual([]);
});
