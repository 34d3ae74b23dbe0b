// Takes every screen of `SCREENS` in both languages, light and dark, wide and narrow, and one contact sheet per language.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { root } from '../browser.ts';
import { test } from '../fixtures.ts';
import { AppPage, type Language } from '../pages/base.ts';

/** Name of the picture and route. */
const SCREENS: [string, string][] = [['start', '/']];
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } };
const folder = `${root}target/screenshots`;

for (const language of ['zh-CN', 'en'] as Language[]) {
  test.describe(language, () => {
    test.use({ locale: language });
    test(`pictures in ${language}`, async ({ page }) => {
      await rm(`${folder}/${language}`, { recursive: true, force: true });
      await mkdir(`${folder}/${language}`, { recursive: true });
      const pictures: string[] = [];
      for (const theme of ['light', 'dark']) {
        await page.addInitScript((value) => localStorage.setItem('shizhu-theme', value), theme);
        for (const [size, viewport] of Object.entries(SIZES)) {
          await page.setViewportSize(viewport);
          for (const [name, route] of SCREENS) {
            // From an empty page, so that the program starts afresh with the theme.
            await page.goto('about:blank');
            await new AppPage(page, language).goto(route);
            const file = `${name}-${size}-${theme}.png`;
            await page.screenshot({ path: `${folder}/${language}/${file}`, fullPage: true, animations: 'disabled' });
            pictures.push(file);
          }
        }
      }
      const figures = await Promise.all(
        pictures.map(async (file) => {
          const data = (await readFile(`${folder}/${language}/${file}`)).toString('base64');
          return `<figure style="margin:0;width:380px"><img style="width:100%;border:1px solid #999" src="data:image/png;base64,${data}"><figcaption>${file}</figcaption></figure>`;
        }),
      );
      const sheet = `<body style="font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start">${figures.join('')}</body>`;
      await writeFile(`${folder}/${language}.html`, sheet);
      await page.setViewportSize({ width: 1620, height: 900 });
      await page.goto('about:blank');
      await page.setContent(sheet);
      await page.screenshot({ path: `${folder}/${language}.png`, fullPage: true });
    });
  });
}
