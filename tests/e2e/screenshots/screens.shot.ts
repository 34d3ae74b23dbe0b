// Pictures of the main screens with the demo's data: widths × themes × languages, and one contact sheet per language.
// `SCREENS=home,step-3` takes some screens only; Playwright's `-g "zh-CN light 1440"` takes some pictures only.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { root } from '../browser.ts';
import { test } from '../fixtures.ts';
import { type Language } from '../pages/base.ts';
import { Tour } from '../pages/tour.ts';

const MAIN = [
  'start', 'home', 'step-2', 'step-4', 'goal-list', 'goal-record', 'document-goal-document', 'document-marketing-plan',
  'document-channel-portfolio', 'dashboard-filled', 'diagnosis-result', 'data',
];
const WIDTHS = { 1440: 900, 1024: 768, 768: 1024, 390: 844 };
const wanted = process.env.SCREENS?.split(',') ?? MAIN;
const folder = process.env.PICTURES ?? `${root}target/screenshots`;

for (const language of ['zh-CN', 'en'] as Language[]) {
  test.describe(language, () => {
    test.use({ locale: language });
    for (const theme of ['light', 'dark']) {
      for (const [width, height] of Object.entries(WIDTHS)) {
        test(`${theme} ${width}`, async ({ page }) => {
          await mkdir(`${folder}/${language}`, { recursive: true });
          await page.setViewportSize({ width: Number(width), height });
          await page.addInitScript((value) => localStorage.setItem('shizhu-theme', value), theme);
          const tour = await new Tour(page, language, 'demo', { index: 0, of: 1 }).begin();
          for (const screen of tour.screens.filter((screen) => wanted.includes(screen.name))) {
            await tour.see(screen);
            await page.screenshot({ path: `${folder}/${language}/${screen.name}-${width}-${theme}.png`, fullPage: true, animations: 'disabled' });
            await screen.close?.(tour);
          }
        });
      }
    }

    test('contact sheet', async ({ page }) => {
      const pictures = (await readdir(`${folder}/${language}`)).filter((file) => file.endsWith('.png')).sort();
      const figures = await Promise.all(
        pictures.map(async (file) => {
          const data = (await readFile(`${folder}/${language}/${file}`)).toString('base64');
          return `<figure style="margin:0;width:380px"><img style="width:100%;border:1px solid #999" src="data:image/png;base64,${data}"><figcaption>${file}</figcaption></figure>`;
        }),
      );
      const sheet = `<body style="font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start">${figures.join('')}</body>`;
      await writeFile(`${folder}/${language}.html`, sheet);
    });
  });
}
