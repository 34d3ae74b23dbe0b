// Each language stands alone: no words of the other, no missing words, no open placeholders (rubric 21).
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { type Language } from '../pages/base.ts';
import { WorkspacePage } from '../pages/data.ts';
import { Tour, type Filling } from '../pages/tour.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

const HAN = /[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]/;

/** Every text of the page, shown or folded away, and every attribute that is read out. */
async function texts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement!;
      // The glossary shows each term in the other language too, and says so.
      if (element.closest('script, style, noscript, [lang]:not(html)')) continue;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'placeholder', 'title', 'alt', 'data-label']) found.push(node.getAttribute(name) ?? '');
        // The value of a button to choose is a code that nobody sees.
        if ((node instanceof HTMLInputElement && !['radio', 'checkbox'].includes(node.type)) || node instanceof HTMLTextAreaElement) found.push(node.value);
      } else {
        found.push(node.textContent ?? '');
      }
    }
    return [...new Set(found.map((text) => text.trim()).filter((text) => text !== ''))];
  });
}

for (const language of ['zh-CN', 'en'] as Language[]) {
  for (const filling of ['empty', 'demo'] as Filling[]) {
    test.describe(`${language} ${filling}`, () => {
      test.use({ locale: language });
      test('every word is there and in its language', async ({ page }) => {
        test.setTimeout(300_000);
        const tour = await new Tour(page, language, filling, filling === 'demo' ? { index: 0, of: 1 } : { index: 0, of: 4 }).begin();
        const faults = await tour.sweep(async () =>
          (await texts(page)).flatMap((text) => {
            const found: string[] = [];
            if (text.includes('[[')) found.push('missing word');
            if (/\{[a-z_][a-z0-9_.]*(\|[^}]*)?\}/.test(text)) found.push('open placeholder');
            // A language is listed by its own name.
            if (language === 'en' && HAN.test(text.replaceAll('简体中文', ''))) found.push('Chinese');
            return found.map((fault) => `${fault}: ${text.slice(0, 160)}`);
          }),
        );
        expect(faults, faults.join('\n')).toEqual([]);
      });
    });
  }
}

// Pages that show no content of the method and no records: every word on them comes from the interface's own files.
const PLAIN = ['data', 'settings', 'history', 'search', 'actions', 'reviews', 'alerts', 'dashboard', 'person'];

test.describe('pseudo-language', () => {
  test.use({ locale: 'en' });
  test('no word of the interface stands outside the language files', async ({ page }) => {
    test.setTimeout(120_000);
    await page.addInitScript(() => localStorage.setItem('shizhu-language', 'pseudo'));
    const tour = await new Tour(page, 'en', 'empty').begin();
    const faults: string[] = [];
    for (const name of PLAIN) {
      await tour.see({ name, place: name });
      for (const text of await texts(page)) {
        // What the language files say stands between these marks; names, keys and formats of files stay as they are.
        const rest = text
          .replaceAll(/⟦[^⟦⟧]*⟧/g, '')
          // The name of a release is a number and a hash, whose letters may make a word.
          .replaceAll(/\d+\.\d+\.\d+\+[0-9a-f]+/g, '')
          .replaceAll(/An empty workspace|Shizhu|简体中文|English|Ctrl|Shift|Enter|Esc|\b(JSON|CSV|CNY|USD|EUR|HKD|JPY|GBP|kB|MB|GB)\b|F2/g, '');
        if (/[A-Za-z]{3}/.test(rest) || HAN.test(rest)) faults.push(`${name}: ${text.slice(0, 120)}`);
      }
    }
    expect(faults, faults.join('\n')).toEqual([]);
  });
});

test.describe('a day with its time', () => {
  test.use({ locale: 'en-US' });

  test('is written as the language writes days', async ({ page }) => {
    const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo());
    await work.show('complaint');
    const cells = page.getByTestId('table-complaint').locator('tbody td');
    await expect(cells.filter({ hasText: /\d{1,2} [A-Z][a-z]{2} 2026 \d\d:\d\d/ }).first()).toBeVisible();
    await expect(cells.filter({ hasText: /\d{4}-\d\d-\d\d/ })).toHaveCount(0);
  });

  test('also within a line of a document, and the log of exports says in it what went out', async ({ page }) => {
    const work = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).openDemo(), 'en');
    await work.show('p/4/doc/internal_report_print');
    const paper = page.getByRole('article');
    await expect(paper).toContainText(/ · \d{1,2} [A-Z][a-z]{2} 2026/);
    await expect(paper).not.toContainText(/ · \d{4}-\d\d-\d\d/);
    await work.export();
    const log = page.getByTestId('export-log');
    await log.locator('summary').click();
    await expect(log.getByRole('listitem')).toContainText(/ · everything · /);
    await page.getByRole('button', { name: 'Language', exact: true }).click();
    await page.getByRole('menuitemradio', { name: '中文' }).or(page.getByRole('menuitem', { name: '中文' })).click();
    await expect(log.getByRole('listitem')).toContainText(/ · 全部内容 · /);
    await expect(log.getByRole('listitem')).not.toContainText('everything');
  });
});
