// The report of the sample company in both languages and all formats; documents as files; the calendar file.
import { expect, test } from '../fixtures.ts';
import { DocumentPage } from '../pages/document.ts';
import { ReportPage, WordFile, unpacked } from '../pages/report.ts';
import type { Language } from '../pages/base.ts';

type Page = import('@playwright/test').Page;

async function demo(page: Page, language: Language): Promise<ReportPage> {
  await page.goto('./#/workspaces');
  await page.getByTestId('open-demo').click();
  await expect(page).toHaveURL(/#\/w\/[0-9a-f-]+\/home/);
  return new ReportPage(page, /#\/w\/([0-9a-f-]+)\//.exec(page.url())![1]!, language);
}

const WORDS = {
  'zh-CN': { decisions: '接着要拍板的事', next: '今后 30 天', company: '示例：智能手环品牌', demo: '演示数据', contents: '目录', notes: '说明', person: '周岚', first: /^先定这一件：停着的“O03 .+”（¥120.{1,2}万）：最后给什么条件，到哪天为止。/, box: ['谁定：总经理，最晚 2026-07-02。', '谁去做：郑凯（大区经理）。', /已安排：“.+”（郑凯，2026-07-03）。/, /为什么：.*112.{1,2}天.*记录的原因：.+（第 9 章）。/, /还要紧：“省级经销商 C”.*已逾期 10 天.*（第 3 章）。/, /我们的建议：以 2026-07-03 为最后期限.*应收账款.*110.*100.*得毛利 ¥36.*算进 ¥72/], year: /全年目标 ¥6,000.{1,2}万：余下的 ¥3,620.{1,2}万[^]*1\.5 倍[^]*建议：目标先不动，到今天只比计划少 0\.83%/, sale: /“618 促销”[^]*亏了 ¥20\.14.{1,2}万[^]*林越，原定 2026-06-28，已逾期[^]*建议：同样的条件不再做/, net: /差 ¥20.{1,2}万（0.83%）/, whole: '总数没有问题', causes: ['货都从上海仓发', '两家店 12 人'], system: '体系上先补这一件', reason: /今年已花 ¥6.{1,2}万，还有 ¥14.{1,2}万/, vacancy: '“储运主管”空缺：总经理 8 月 1 日前招到岗', headline: '3 件和钱有关的事要定；管理上最弱的是培训发展和反馈改进', gaps: '同类的并成一条', customers: ['林小满', '沈一诺'], hidden: '林*满', lost: '少 4 个（12 个剩 8 个）', stale: '7 项信息需求里 1 项过了保鲜期', standard: '标准里的说明是', cut: /另有 \d+ 处/, app: '应用的', step: '下一步', improvement: '改进措施', costs: '另外要紧的数', overdue: /已经逾期 13 项：.*618.*另有 11 项/, chief: '总经理', receivables: /应收账款.*110.*超过上限.*100.*高宁/, undecided: '待定，见第 1 页', moved: '高 0.69 级', scores: '各算各的，不换算', load: '一个人做不完', ways: '体系这几处怎么补' },
  en: { decisions: 'Further decisions', next: 'The next 30 days', company: 'Demo: smart band brand', demo: 'Demo data', contents: 'Contents', notes: 'Notes', person: 'Zhou Lan', first: /^Decide this first: “O03 .+” has stalled \(¥1\.2M\): set our last terms\./, box: ['Who decides: General manager, by 2 Jul 2026.', 'Who carries it out: Zheng Kai (Area manager).', /Already arranged: “.+” \(Zheng Kai, 3 Jul 2026\)\./, /Why: .*112.days.*recorded cause: .+ \(ch\. 9\)\./, /Also overdue: .*“Provincial dealer C”.*\(ch\. 3\)\./, /Our advice: make 3 Jul 2026 the deadline.*Receivables.*1\.1M.*1M.*¥360K.*¥720K/], year: /Target of ¥60M for the year: what will bring the remaining ¥36\.2M[^]*1\.5 times[^]*Our advice: keep the target, as sales are only 0\.83% behind/, sale: /“618 promotion”[^]*lost ¥201\.4K[^]*Lin Yue, due 28 Jun 2026, overdue[^]*Our advice: do not repeat it/, net: /reached and ¥200K \(0\.83%\) is missing/, whole: 'the others make up for it', causes: ['Shanghai', 'peak'], system: 'First improvement in how we work', reason: /¥60K this year and may cost ¥140K more/, vacancy: '“Head of storage” is vacant', headline: '3 money decisions to take; weakest pillars: People and Improvement', gaps: 'similar points are grouped', customers: ['Lin Xiaoman', 'Shen Yinuo'], hidden: 'L. X.', lost: '4 of 12, 8 go on', stale: '1 of 7 information needs is out of date', standard: 'the standard describes the level as', cut: /\d+ more are listed/, app: 'page of the app', step: 'The next step', improvement: 'Improvement action', costs: 'Other key figures', overdue: /13 items are overdue: .*618.* and 11 more/, chief: 'General manager', receivables: /receivable.*1\.1.*above its limit of.*1.*Gao Ning/i, undecided: 'Open, see page 1', moved: 'up 0.69', scores: 'None is counted into another', load: 'more than one person can carry', ways: 'How the weak spots are mended' },
} as const;

for (const language of ['zh-CN', 'en'] as const) {
  test.describe(language, () => {
    test.use({ locale: language });

    test(`the report of the sample company, in every format, ${language}`, async ({ page, quiet }) => {
      test.setTimeout(180_000);
      const words = WORDS[language];
      const report = await (await demo(page, language)).open();

      // Page 1 begins with one thing to decide: what, who and by when, who carries it out, what is arranged, why, our advice.
      const opening = report.report.locator('.report-page').first();
      const box = opening.locator('> :first-child');
      await expect(box).toHaveText(words.first);
      for (const text of words.box) await expect(box).toContainText(text);
      await expect(opening.locator('.report-title').first()).toHaveText(words.headline);
      // The others follow in the order of their days, with reason, what is arranged and advice; the head decides about each.
      const rows = opening.locator('> .grid-scroll table').first().locator('tbody tr');
      await expect(rows).toHaveCount(2);
      for (const [index, text] of [words.year, words.sale].entries()) {
        await expect(rows.nth(index)).toHaveText(text);
        await expect(rows.nth(index).locator('td').nth(0)).toContainText(words.chief);
      }
      await expect(rows.nth(0).locator('td').nth(0)).toContainText(/2026-07-03|3 Jul 2026/);
      await expect(rows.nth(1).locator('td').nth(0)).toContainText(/2026-07-10|10 Jul 2026/);
      // Money is told net; the improvement of the way of working comes second and says what it costs.
      const costs = opening.getByRole('heading', { name: words.costs }).locator('xpath=following-sibling::ul[1]');
      for (const text of [words.net, words.receivables]) await expect(costs).toContainText(text);
      const system = opening.getByRole('heading', { name: words.system }).locator('xpath=following-sibling::p[1]');
      await expect(system).toContainText(words.reason);
      const what = /“([^”]+)”/.exec(await system.innerText())![1]!;
      // The next days stand in their order and hold no past; what the head has to fill and what is overdue stand below.
      const next = opening.getByRole('heading', { name: words.next }).locator('xpath=following-sibling::ul[1]');
      await expect(next.locator('li').last()).toContainText(what);
      await expect(next).not.toContainText(/2026-06-[012]\d|(^|\D)[12]?\d Jun\w* 2026/);
      for (const text of [words.vacancy, words.overdue, words.moved]) await expect(opening).toContainText(text);
      // Each channel has its own cause in its chapter; nobody is sent to the app; the decisions stand in the list of all actions.
      for (const text of [words.whole, ...words.causes]) await expect(report.report).toContainText(text);
      await expect(report.report).not.toContainText(words.app);
      await expect(report.report.locator('tr', { hasText: words.undecided })).toHaveCount(3);
      // How the scores relate, who would have too much to do, and a day for every next step.
      await expect(report.report).toContainText(words.scores);
      await expect(report.report).toContainText(words.load);
      const lines = report.report.locator('table').filter({ has: page.locator('tr.row-sum, tbody.row-sum') }).first().locator('tbody:not(.row-sum) tr');
      await expect(lines).toHaveCount(10);
      for (const line of await lines.all()) await expect(line.locator('td').last()).toContainText(/20\d\d/);

      // Page 1 answers what first; then the whole, a part for each pillar with the finding as its title, the appendix.
      await expect(report.titles).toHaveCount(13);
      const first = report.report.locator('.report-page').first();
      for (const heading of [words.decisions, words.costs, words.system, words.next]) await expect(first.getByRole('heading', { name: heading })).toBeVisible();
      await expect(page.getByTestId('report-heat')).toBeVisible();
      await expect(page.getByTestId('report-radar')).toBeVisible();
      const titles = await report.titles.allInnerTexts();
      for (const [index, title] of titles.slice(2, 12).entries()) expect(title).toMatch(new RegExp(`^${index + 1} .+[:：].{8,}`));
      // Each pillar says its next step below its finding; open points stand together by what is lacking, none is cut off.
      const leads = await report.report.locator('.report-title + p + .doc-lead').allInnerTexts();
      expect(leads.length).toBeGreaterThanOrEqual(10);
      expect(leads.filter((lead) => lead.includes(words.step))).toHaveLength(10);
      await expect(report.report).toContainText(words.gaps);
      // Titles say what matters: numbers lost, what is out of date; stock words of a level are no finding in bold.
      for (const text of [words.lost, words.stale, words.standard]) await expect(report.report).toContainText(text);
      expect(leads.filter((lead) => lead.includes(words.standard))).toEqual([]);
      // Private customers are not named unless that is chosen.
      await expect(report.report).toContainText(words.hidden);
      for (const name of words.customers) await expect(report.report).not.toContainText(name);
      await page.getByTestId('report-hide-customers').uncheck();
      await expect(report.report).toContainText(words.customers[0]);
      await page.getByTestId('report-hide-customers').check();
      await expect(report.report).not.toContainText(words.customers[0]);
      await expect(report.report).not.toContainText(words.cut);
      // Two dimensions and kinds of work are not called by the name of a pillar.
      const columns = await page.getByTestId('report-heat').locator('thead th').allInnerTexts();
      const pillars = await page.getByTestId('report-heat').locator('tbody th').allInnerTexts();
      for (const column of columns.filter((text) => text.trim())) expect(pillars.some((pillar) => pillar.endsWith(` ${column}`))).toBe(false);
      await report.accessible();

      // Word: made while the page stays usable.
      const begun = Date.now();
      const making = report.file('word');
      await page.getByTestId('report-cover').focus();
      await expect(page.getByTestId('report-cover')).toBeFocused();
      const word = await making;
      const seconds = (Date.now() - begun) / 1000;
      test.info().annotations.push({ type: 'Word report', description: `${seconds.toFixed(1)} s, ${word.bytes.length} bytes` });
      expect(seconds).toBeLessThan(30);
      expect(word.name).toMatch(/\.docx$/);
      const file = new WordFile(word.bytes);
      expect(file.styled('Heading1')).toEqual(titles);
      // The first chapter is read first; the contents of the others stand behind it.
      expect(file.styled('TOCHeading')).toEqual([words.contents]);
      expect(file.styled('TOC1')).toEqual(titles);
      expect(file.parts.get('docProps/core.xml')!.toString()).toContain(`<dc:creator>${words.company}</dc:creator>`);
      expect(file.styled('Lead')[0]).toMatch(words.first);
      expect(file.styled('Mark')).toEqual([words.demo]);
      // What is read first stands in a box.
      expect(file.body.indexOf('w:fill="E6EEFB"')).toBeGreaterThan(0);
      expect(file.body.indexOf('w:fill="E6EEFB"')).toBeLessThan(file.body.indexOf('w:val="Lead"'));
      expect(file.count('tblHeader')).toBeGreaterThan(15);
      expect(file.styled('Caption').length).toBeGreaterThanOrEqual(6);
      expect(file.pictures.length).toBeGreaterThanOrEqual(4);
      for (const [width] of file.pictures) expect(width).toBeGreaterThan(500);
      expect(file.parts.get('word/styles.xml')!.toString()).toContain('w:eastAsia="Microsoft YaHei"');

      // Excel: notes first, the tables, a sheet for each register, typed cells, formulas, filters.
      const excel = unpacked((await report.file('excel')).bytes);
      const sheets = [...excel.get('xl/workbook.xml')!.toString().matchAll(/<sheet name="([^"]+)"/g)].map((found) => found[1]);
      expect(sheets[0]).toBe(words.notes);
      expect(sheets.length).toBeGreaterThan(60);
      expect(new Set(sheets).size).toBe(sheets.length);
      const pages = [...excel].filter(([name]) => name.startsWith('xl/worksheets/sheet')).map(([, bytes]) => bytes.toString());
      expect(pages.filter((one) => one.includes('SUBTOTAL(109')).length).toBeGreaterThan(5);
      expect(pages.filter((one) => one.includes('<autoFilter')).length).toBe(sheets.length - 1);

      const markdown = (await report.file('markdown')).bytes.toString('utf8');
      expect(markdown).toContain(`### ${words.decisions}`);
      expect(markdown.match(/^## /gm)).toHaveLength(13);

      // Calendar: whole days with numbers of their own.
      const calendar = (await report.bytes(() => page.getByTestId('report-calendar').click())).bytes.toString('utf8');
      expect(calendar.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
      const numbers = [...calendar.matchAll(/^UID:(.*)\r$/gm)].map((found) => found[1]);
      expect(numbers.length).toBeGreaterThan(50);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(calendar.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);

      // Paper: A4; page 1 says all of what first, no page is nearly empty.
      const paper = await new DocumentPage(page, language, 'report').print();
      expect(paper.size).toContain('A4');
      expect(paper.pages.length).toBeGreaterThan(12);
      expect(paper.pages.length).toBeLessThan(32);
      const squeezed = (text: string) => text.replace(/\s/g, '');
      expect(paper.pages[0]).toContain(words.company);
      const said = squeezed(paper.pages[0]!);
      for (const text of [what, words.decisions, words.costs, words.system, words.next]) expect(said).toContain(squeezed(text));
      expect(said, 'all of it fits the page').toMatch(new RegExp(words.overdue.source.replace(/ /g, '')));
      expect(said.indexOf('O03'), 'one thing stands above the rest').toBeLessThan(said.indexOf(squeezed(words.decisions)));
      for (const [index, text] of paper.pages.slice(0, -1).entries()) expect(text.split('\n').filter((line) => line.trim()).length, `page ${index + 1} is filled`).toBeGreaterThan(15);

      // With a cover, the contents of the Word file name every title.
      await page.getByTestId('report-cover').check();
      const covered = new WordFile((await report.file('word')).bytes);
      expect(covered.styled('TOCHeading')).toEqual([words.contents]);
      expect(covered.styled('TOC1')).toEqual(titles);
      await expect.poll(() => quiet).toEqual([]);
    });
  });
}

test('form, readers, pillars, hidden names and amounts, title and language are options', async ({ page }) => {
  test.setTimeout(120_000);
  const report = await demo(page, 'zh-CN');
  // The company's own picture stands on page 1, also of the Word file.
  await report.show('settings');
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120"><rect width="480" height="120" fill="#0b6e4f"/></svg>';
  await page.getByTestId('brand-logo').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) });
  await expect(page.locator('.shell-header').getByTestId('logo')).toBeVisible();
  await report.open();
  await expect(report.report.getByTestId('doc-logo')).toBeVisible();
  const branded = new WordFile((await report.file('word')).bytes);
  expect(branded.pictures).toContainEqual([480, 120]);
  expect(branded.body.indexOf('descr="示例：智能手环品牌"')).toBeGreaterThan(0);
  expect(branded.body.indexOf('descr="示例：智能手环品牌"')).toBeLessThan(branded.body.indexOf('先定这一件'));
  // The short form is page 1 and one with the pillars in a line each.
  await page.locator('#report-form').getByRole('radio', { name: '精简' }).check();
  await report.drawn();
  await expect(report.titles).toHaveCount(2);
  await expect(report.report.getByRole('heading', { name: WORDS['zh-CN'].ways })).toBeVisible();
  const paper = await new DocumentPage(page, 'zh-CN', 'report').print();
  expect(paper.pages.length).toBeLessThanOrEqual(4);
  await page.locator('#report-form').getByRole('radio', { name: '完整' }).check();
  await page.locator('#report-audience').getByRole('radio', { name: '高管' }).check();
  // What single employees lack is told to those who work with them alone.
  await expect(report.report.locator('[data-part="6:gap_ranking"]')).toHaveCount(0);
  await page.getByTestId('report-options').locator('summary, button[aria-expanded]').first().click();
  for (const pillar of [2, 3, 4, 5, 6, 7]) await page.getByTestId(`report-pillar-${pillar}`).uncheck();
  await page.locator('#report-title').fill('给董事会的一份');
  await report.drawn();
  await expect(report.titles).toHaveCount(7);
  await expect(report.report.locator('.doc-title')).toHaveText('给董事会的一份');
  await expect(report.report).not.toContainText('每条要求的级别和依据');
  // Names and amounts are hidden everywhere, also in what the page draws and in the files.
  await expect(report.report).toContainText('周岚');
  await expect(report.report).toContainText('¥');
  await page.getByTestId('report-hide-people').check();
  await page.getByTestId('report-hide-amounts').check();
  await report.drawn();
  await expect(report.report).not.toContainText('周岚');
  await expect(report.report).not.toContainText('¥');
  await expect(report.report).toContainText('周*');
  const file = new WordFile((await report.file('word')).bytes);
  expect(file.text).not.toContain('周岚');
  expect(file.text).not.toContain('¥');
  const excel = [...unpacked((await report.file('excel')).bytes)].map(([, bytes]) => bytes.toString('utf8')).join('\n');
  expect(excel).not.toContain('周岚');
  // The report speaks the other language at once; afterwards the page speaks its own again, and names are shown.
  // The words have to be fetched before the page speaks them.
  await page.locator('#report-language').getByRole('radio', { name: 'English' }).click();
  await expect(report.report).toContainText('First improvement in how we work');
  await report.show('actions');
  await expect(report.heading).toHaveText('待办');
  await expect(report.main).toContainText('周岚');
});

test('every document of a pillar has the same menu; numbers keep their value', async ({ page }) => {
  const report = await demo(page, 'zh-CN');
  await report.document('p/2/doc/marketing_plan', 'document-marketing_plan');
  const word = new WordFile((await report.file('word')).bytes);
  expect(word.styled('Title')).toEqual(['营销计划书']);
  const headings = await page.getByTestId('document-marketing_plan').locator('h3').allInnerTexts();
  expect(word.styled('Heading1').length).toBeGreaterThanOrEqual(7);
  expect(headings.map((text) => text.trim())).toEqual(expect.arrayContaining(word.styled('Heading1')));
  const excel = unpacked((await report.file('excel')).bytes);
  const cells = [...excel].filter(([name]) => name.startsWith('xl/worksheets/')).map(([, bytes]) => bytes.toString()).join('');
  expect(cells).toMatch(/<c r="[A-Z]+\d+" s="\d+"><v>\d{5,}(\.\d+)?<\/v>/);
  const markdown = (await report.file('markdown')).bytes.toString('utf8');
  expect(markdown).toMatch(/^# 营销计划书\n/);
  expect(markdown).toMatch(/\| ---: \|/);
  // A document with a page of its own makes the same files.
  await report.document('p/1/doc/goal_document', 'doc-goal_document');
  const goals = new WordFile((await report.file('word')).bytes);
  expect(goals.styled('Heading1').length).toBeGreaterThan(0);
  expect(goals.count('tbl')).toBeGreaterThan(1);
});

test('a workspace without records has a report that says what to do', async ({ page }) => {
  const { WorkspacesPage } = await import('../pages/workspaces.ts');
  const id = await new WorkspacesPage(page, 'zh-CN').create({ name: '新公司', who: '王小明' });
  const report = await new ReportPage(page, id).open();
  await expect(report.titles.first()).toContainText('新公司还没有成熟度评估');
  await expect(report.report).toContainText('25 分钟');
  await page.getByTestId('report-calendar').click();
  await expect(page.getByTestId('toast').first()).toContainText('没有带日期的事项');
  expect(new WordFile((await report.file('word')).bytes).styled('Heading1').length).toBeGreaterThan(10);
});
