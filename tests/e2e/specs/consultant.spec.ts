// A consultant's visit as one story: the sample company is scored, the report goes out in both languages and all formats, a
// copy is handed over, edited in somebody else's browser, and merged back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, watchConsole } from '../fixtures.ts';
import { DiagnosisPage } from '../pages/diagnosis.ts';
import { DocumentPage } from '../pages/document.ts';
import { FilesPage } from '../pages/files.ts';
import { HandedFile, HandoverPage } from '../pages/handover.ts';
import { ReportPage, WordFile, unpacked } from '../pages/report.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** What the statements of the first three pillars are given. */
const LEVELS = Array.from({ length: 12 }, (_, index) => String(2 + (index % 3)));

const WORDS = {
  'zh-CN': { choice: '中文', system: '体系上先补这一件', next: '今后 30 天', moved: '每个支柱一句话', before: '年中复评', notes: '说明' },
  en: { choice: 'English', system: 'First improvement in how we work', next: 'The next 30 days', moved: 'One line for each pillar', before: '年中复评', notes: 'Notes' },
} as const;

test('the sample company is scored, reported in both languages and all formats, handed over, edited and merged back', async ({ page, browser, quiet }) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'shizhu-visit-'));
  try {
    const there = await new WorkspacesPage(page).show();
    await page.getByTestId('open-demo').click();
    const id = await there.openedId();

    // Scored by keyboard; the result stands beside the last assessment.
    const desk = new DiagnosisPage(page, id);
    await desk.open();
    await desk.begin('周岚');
    await desk.score(LEVELS);
    await expect(desk.progress).toContainText('12/40');
    await desk.open(`result/${/score\/([0-9a-f-]+)/.exec(page.url())![1]!}`);
    await expect(page.getByTestId('headline')).toContainText('示例：智能手环品牌');
    await expect(page.getByTestId('before-after').locator('tbody tr')).toHaveCount(10);

    // The report of these scores, in both languages and all formats, with a cover and contents.
    const report = await new ReportPage(page, id).open();
    await page.getByTestId('report-cover').check();
    await expect(report.titles.first()).toContainText('3 件和钱有关的事要定；管理上最弱的是');
    const headline = (await report.titles.first().innerText()).trim();
    for (const [language, words] of Object.entries(WORDS) as ['zh-CN' | 'en', (typeof WORDS)['zh-CN' | 'en']][]) {
      await page.locator('#report-language').getByRole('radio', { name: words.choice }).click();
      await expect(report.report).toContainText(words.system);
      // The texts of the other language come one after the other.
      if (language === 'en') await expect.poll(async () => (await report.titles.allInnerTexts()).slice(1).some((title) => /\p{Script=Han}/u.test(title)), { timeout: 30_000 }).toBe(false);
      await report.drawn();
      const titles = await report.titles.allInnerTexts();
      const word = new WordFile((await report.file('word')).bytes);
      expect(word.styled('Heading1')).toEqual(titles);
      expect(word.styled('TOC1')).toEqual(titles);
      expect(word.styled('Heading2')).toEqual(expect.arrayContaining([words.system, words.next, words.moved]));
      expect(word.text).toContain(words.before);
      const excel = unpacked((await report.file('excel')).bytes);
      const sheets = [...excel.get('xl/workbook.xml')!.toString().matchAll(/<sheet name="([^"]+)"/g)].map((found) => found[1]);
      expect([sheets[0], sheets.length > 60]).toEqual([words.notes, true]);
      const markdown = (await report.file('markdown')).bytes.toString('utf8');
      for (const text of [words.system, words.moved]) expect(markdown).toContain(`### ${text}`);
      const paper = await new DocumentPage(page, language, 'report').print();
      expect(paper.size).toContain('A4');
      // Page 1 behind the cover says what first, on one page.
      for (const text of [words.system, words.next]) expect(paper.pages[1]!.replace(/\s/g, '')).toContain(text.replace(/\s/g, ''));
      expect(paper.pages.length).toBeGreaterThan(15);
    }
    await page.locator('#report-language').getByRole('radio', { name: '中文' }).click();
    await expect(report.report).toContainText(WORDS['zh-CN'].system);

    // Handed over, edited without any host, sent back.
    const home = new HandoverPage(page, id);
    await home.show('data');
    const path = await home.give(folder);
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true });
    const other = await context.newPage();
    const messages = watchConsole(other);
    const file = await new HandedFile(other, path).open();
    await file.showPlace('report');
    await expect(other.getByTestId('report').locator('.report-title').first()).toHaveText(headline);
    await file.showPlace('p/1/s/1');
    await file.copy.enter(file.copy.mission, '客户看完报告改的使命');
    const saved = await file.save();
    file.expectAlone();
    expect(messages).toEqual([]);
    await context.close();

    const files = new FilesPage(page);
    await home.show('data');
    await files.offer({ name: saved.name, buffer: Buffer.from(saved.text) });
    // The mission, and what cites it.
    await expect(files.summary).toHaveText(/^合并后：新增 0 条，修改 \d+ 条，删除 0 条。$/);
    await expect(files.dialog).toContainText('客户看完报告改的使命');
    await files.apply();
    const charter = (await home.records()).find((record) => record.kind === 'charter')!;
    expect(charter.fields['mission']).toBe('客户看完报告改的使命');
    expect(quiet).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
