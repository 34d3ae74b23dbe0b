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
  'zh-CN': { weak: '最弱的三处', decisions: '需要拍板的三件事', next: '今后 30 天', company: '示例：智能手环品牌', demo: '演示数据', contents: '目录', notes: '说明', person: '周岚', money: /^先定这 3 件和钱有关的事：.*120.{1,2}万.*112.{1,2}万.*22.{1,2}万/, net: /差 ¥20.{1,2}万/, whole: '总数没有问题', vacancy: '“储运主管”空缺，由总经理招人', dealer: '07-03 郑凯上门', equal: '同级里先列成效大', first: /^体系先补这一处：“.+”（.+）：建议由.+负责，\d{4}-\d{2}-\d{2} 前完成，因为“.+”只有 1 级（满级 5 级），是 40 条要求里最低的。$/, mark: '（建议）', scale: '3 照规矩在做', gaps: '缺同一样东西的并成一条', cut: /另有 \d+ 处/, step: '下一步', improvement: '改进措施', costs: '此外，记录里还有这些要紧的数', overdue: /已逾期 2 项，最久 15 天（全部任务做完 24%）/, chief: '总经理', receivables: /应收账款.*110.*超过上限.*100/, promotion: /618/, moved: '高 0.69 级', scores: '不能换算', load: '一个人做不完', ways: '体系这几处怎么补' },
  en: { weak: 'Three weak spots', decisions: 'Three decisions needed', next: 'The next 30 days', company: 'Demo: smart band brand', demo: 'Demo data', contents: 'Contents', notes: 'Notes', person: 'Zhou Lan', money: /^First decide about the money \(3 matters\): .*1\.2.*1\.12/, net: 'with the others', whole: 'the others make up for it', vacancy: 'General manager has to fill it', dealer: 'visits on 3 Jul', equal: 'among equals', first: /^For the way of working, begin here: “.+” \(.+\), led by .+, done by \d+ \w+ \d{4} \(both proposed\), because “.+” stands at only level 1 of 5, the lowest of the 40 statements\.$/, mark: '(proposed)', scale: '3 done by rule', gaps: 'where the same is lacking, they stand together', cut: /\d+ more are listed/, step: 'The next step', improvement: 'Improvement action', costs: 'Weighty figures besides', overdue: /2 overdue, the oldest by 15 days \(24% of all tasks are done\)/, chief: 'General manager', receivables: /receivable.*1\.1.*above its limit of.*1/i, promotion: /618/, moved: 'up 0.69', scores: 'None is counted into another', load: 'more than one person can carry', ways: 'How the weak spots are mended' },
} as const;

for (const language of ['zh-CN', 'en'] as const) {
  test.describe(language, () => {
    test.use({ locale: language });

    test(`the report of the sample company, in every format, ${language}`, async ({ page, quiet }) => {
      test.setTimeout(180_000);
      const words = WORDS[language];
      const report = await (await demo(page, language)).open();

      // Page 1 begins with the money to decide about; then one sentence for the way of working: what, who, by when, why.
      await expect(report.report.locator('.report-page').first().locator('> :first-child')).toHaveText(words.money);
      const sentence = report.report.locator('.report-page').first().locator('> :nth-child(2)');
      await expect(sentence).toHaveText(words.first);
      const [what, because] = [...(await sentence.innerText()).matchAll(/“([^”]+)”/g)].map((found) => found[1]!) as [string, string];
      // The weak spot it names is the first of the three; each decision has money, a day that is proposed and a chapter.
      const opening = report.report.locator('.report-page').first();
      await expect(opening.locator('> ol li').first()).toContainText(because);
      for (const [index, chapter] of [9, 8, 2].entries()) {
        const decision = opening.locator('> .grid-scroll table').first().locator('tbody tr').nth(index);
        await expect(decision).toContainText(new RegExp(`[¥].*(第 ${chapter} 章|ch\\. ${chapter})`));
        await expect(decision.locator('td').last()).toContainText(words.mark);
      }
      // The head of the company decides about all three, on a day to come.
      for (const row of await opening.locator('> .grid-scroll table').first().locator('tbody tr').all()) {
        await expect(row.locator('td').nth(0)).toContainText(words.chief);
        await expect(row.locator('td').nth(0)).toContainText(/2026-07-10|10 \w+ 2026/);
      }
      // The costliest figures are named as the reason; what is overdue stands apart from what comes.
      const costs = opening.getByRole('heading', { name: words.costs }).locator('xpath=following-sibling::ul[1]');
      for (const text of [words.receivables, words.promotion]) await expect(costs).toContainText(text);
      await expect(opening.getByRole('heading', { name: words.overdue })).toBeVisible();
      const next = opening.getByRole('heading', { name: words.next }).locator('xpath=following-sibling::ul[1]');
      await expect(next.locator('li').last()).toContainText(what);
      for (const text of [words.vacancy, words.dealer]) await expect(next).toContainText(text);
      await expect(opening).toContainText(words.equal);
      // What page 1 asks about channels and budget stands in their chapters with the whole that it belongs to.
      for (const text of [words.net, words.whole]) expect((await report.report.innerText()).split(text).length, text).toBeGreaterThan(1);
      await expect(next).not.toContainText(/2026-06-[012]\d|(^|\D)[12]?\d Jun\w* 2026/);
      await expect(opening).toContainText(words.moved);
      // How the scores relate, who would have too much to do, and a day for every next step.
      await expect(report.report).toContainText(words.scores);
      await expect(report.report).toContainText(words.load);
      const lines = report.report.locator('table').filter({ has: page.locator('tr.row-sum, tbody.row-sum') }).first().locator('tbody:not(.row-sum) tr');
      await expect(lines).toHaveCount(10);
      for (const line of await lines.all()) await expect(line.locator('td').last()).toContainText(/20\d\d/);
      await expect(opening).toContainText(words.scale);

      // Page 1 answers what first; then the whole, a part for each pillar with the finding as its title, the appendix.
      await expect(report.titles).toHaveCount(13);
      const first = report.report.locator('.report-page').first();
      for (const heading of [words.weak, words.decisions, words.next]) await expect(first.getByRole('heading', { name: heading })).toBeVisible();
      await expect(first.getByRole('heading', { name: words.weak }).locator('xpath=following-sibling::ol[1]').locator('li')).toHaveCount(3);
      await expect(first.locator('table').first().locator('tbody tr')).toHaveCount(3);
      await expect(page.getByTestId('report-heat')).toBeVisible();
      await expect(page.getByTestId('report-radar')).toBeVisible();
      const titles = await report.titles.allInnerTexts();
      for (const [index, title] of titles.slice(2, 12).entries()) expect(title).toMatch(new RegExp(`^${index + 1} .+[:：].{8,}`));
      // Each pillar says its next step below its finding; open points stand together by what is lacking, none is cut off.
      const leads = await report.report.locator('.report-title + p + .doc-lead').allInnerTexts();
      expect(leads.length).toBeGreaterThanOrEqual(10);
      expect(leads.filter((lead) => lead.includes(words.step))).toHaveLength(10);
      await expect(report.report).toContainText(words.gaps);
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
      expect(file.styled('Lead')[0]).toMatch(words.money);
      expect(file.styled('Lead')[1]).toMatch(words.first);
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
      expect(markdown).toContain(`## ${words.weak}`.replace('##', '###'));
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
      for (const text of [what, because, words.weak, words.decisions, words.next]) expect(said).toContain(squeezed(text));
      expect(said.indexOf(squeezed(what)), 'the sentence stands above the rest').toBeLessThan(said.indexOf(squeezed(words.weak)));
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
  expect(branded.body.indexOf('descr="示例：智能手环品牌"')).toBeLessThan(branded.body.indexOf('先定这'));
  // The short form is page 1 and one with the pillars in a line each.
  await page.locator('#report-form').getByRole('radio', { name: '精简' }).check();
  await report.drawn();
  await expect(report.titles).toHaveCount(2);
  await expect(report.report.getByRole('heading', { name: WORDS['zh-CN'].ways })).toBeVisible();
  const paper = await new DocumentPage(page, 'zh-CN', 'report').print();
  expect(paper.pages.length).toBeLessThanOrEqual(4);
  await page.locator('#report-form').getByRole('radio', { name: '完整' }).check();
  await page.locator('#report-audience').getByRole('radio', { name: '高管' }).check();
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
  await expect(report.report).toContainText('Three weak spots');
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
