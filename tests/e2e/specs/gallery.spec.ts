// Every component in its states looks as it did when somebody last looked at it and found it right (design/ux.md 7.4).
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { root } from '../browser.ts';
import { stillness } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { AppPage } from '../pages/base.ts';

/** One picture for each major version of the browser: letters are drawn a little differently by each. */
const BASELINES = `${root}tests/e2e/data/gallery`;

test.use({ viewport: { width: 1280, height: 900 }, colorScheme: 'light', locale: 'zh-CN' });

test('the gallery is the picture that was approved', async ({ page, browser }) => {
  const app = new AppPage(page);
  await app.goto('#/gallery');
  await expect(app.heading).toBeVisible();
  await expect(page.locator('.loading')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await stillness(page);
  const picture = await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' });
  const version = browser.version().split('.')[0]!;
  mkdirSync(`${root}target`, { recursive: true });
  writeFileSync(`${root}target/gallery-${version}.png`, picture);
  const known = readdirSync(BASELINES).map((name) => Number(/^(\d+)\.png$/.exec(name)?.[1] ?? 0));
  const own = existsSync(`${BASELINES}/${version}.png`);
  if (!own) test.info().annotations.push({ type: 'baseline', description: `none for version ${version}: look at target/gallery-${version}.png and keep it as ${BASELINES}/${version}.png` });
  // Without a picture of this version the newest other one has to do, with room for the letters.
  const name = own ? version : String(Math.max(...known));
  expect(picture).toMatchSnapshot([`${name}.png`], { maxDiffPixelRatio: own ? 0.001 : 0.03, threshold: 0.2 });
});
