// No screen breaks a rule of accessibility (design/ux.md 3.3), and each can be walked by keyboard.
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { type Language } from '../pages/base.ts';
import { Tour, type Filling } from '../pages/tour.ts';

/**
 * Fillings, themes, languages and widths, thinned: each screen is seen twice filled and, where it differs, empty, so that it
 * meets both themes, both languages and both widths. `make soak` looks at every screen in all of them.
 */
const VIEWS: { filling: Filling; theme: 'light' | 'dark'; language: Language; width: number }[] = [
  { filling: 'empty', theme: 'light', language: 'zh-CN', width: 390 },
  { filling: 'empty', theme: 'dark', language: 'en', width: 1440 },
  { filling: 'demo', theme: 'light', language: 'en', width: 390 },
  { filling: 'demo', theme: 'dark', language: 'zh-CN', width: 1440 },
  { filling: 'demo', theme: 'light', language: 'zh-CN', width: 1440 },
  { filling: 'demo', theme: 'dark', language: 'en', width: 390 },
];

/** Of the views of the sample company: even numbers see the even screens. */
const SHARES = [0, 2, 1, 3];

for (const [number, { filling, theme, language, width }] of VIEWS.entries()) {
  test.describe(`${filling} ${theme} ${language} ${width}`, () => {
    test.use({ locale: language, viewport: { width, height: 844 }, colorScheme: theme });
    test('no screen has an accessibility violation', async ({ page, quiet }) => {
      test.setTimeout(300_000);
      // The screens of pillars 2 to 10 are shared out: each is seen once filled, every fourth once empty. The others are seen in
      // two views that differ in everything: the even ones in the first two of the sample company, the odd ones in the last two.
      const part = filling === 'demo' ? { index: SHARES[number - 2]!, of: 4, ofOthers: 2 } : { index: number, of: 8 };
      const tour = await new Tour(page, language, filling, part).begin();
      const faults = await tour.sweep(async () => {
        // On phones in a window as high as the page: no bar lies over a control by the chance of the scroll position (K11 checks bars).
        const height = width > 1000 ? 844 : await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height: Math.max(844, height) });
        const found = await expectAccessible(page).then(() => [], (error: Error) => [error.message]);
        await page.setViewportSize({ width, height: 844 });
        return found;
      });
      expect(faults, faults.join('\n\n')).toEqual([]);
      expect(quiet).toEqual([]);
    });
  });
}

/** What Tab should reach: one stop for a group of radio buttons, none for what is not shown. */
const STOPS = `() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]');
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && shown(element));
  const groups = new Set();
  return all.filter((element) => {
    if (element.type !== 'radio') return true;
    const chosen = document.querySelector('input[type=radio][name="' + element.name + '"]:checked');
    if (chosen) return chosen === element;
    return !groups.has(element.name) && groups.add(element.name);
  });
}`;

for (const name of ['start', 'home', 'step-1', 'goal-list', 'person-record', 'settings', 'data']) {
  test(`every control of ${name} is reached by Tab once, in order and with a visible ring (K1)`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const tour = await new Tour(page, 'zh-CN', 'demo').begin();
    await tour.see(tour.screens.find((screen) => screen.name === name)!);
    await page.evaluate(() => {
      (document.activeElement as HTMLElement).blur();
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute('tabindex');
    });
    const expected = await page.evaluate(`(${STOPS})().map((element, index) => { element.dataset.stop = String(index); return index; }).length`);
    await page.keyboard.press('Tab');
    await expect(page.locator('.skip-link')).toBeFocused();
    const reached: string[] = ['0'];
    const withoutRing: string[] = [];
    for (let count = 0; count < 400; count += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        if (!element || element === document.body) return null;
        // The ring may lie on the drawn part beside or around a hidden input.
        const parts = [element, element.nextElementSibling, element.parentElement].filter((part) => part !== null);
        const ring = parts.some((part) => {
          const style = getComputedStyle(part);
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
        });
        return { stop: element.dataset.stop ?? '?', ring, html: element.outerHTML.slice(0, 120) };
      });
      if (stop === null || stop.stop === '0') break;
      // The parts of a date field are stops of their own inside one control.
      if (stop.stop === reached.at(-1)) continue;
      reached.push(stop.stop);
      if (!stop.ring) withoutRing.push(stop.html);
    }
    expect(reached.length, 'stops').toBe(expected);
    expect(reached, 'order of the stops').toEqual(reached.map((_, index) => String(index)));
    expect(withoutRing, 'controls without a ring').toEqual([]);
  });
}

test('the skip link leads to the content in two keys', async ({ page }) => {
  const tour = await new Tour(page, 'zh-CN', 'demo').begin();
  await tour.see(tour.screens.find((screen) => screen.name === 'step-1')!);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.locator('.skip-link').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});

test('without motion nothing moves, with forced colours controls keep their outlines (K16)', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  const tour = await new Tour(page, 'zh-CN', 'demo').begin();
  for (const name of ['home', 'step-4', 'drawer']) {
    await tour.see(tour.screens.find((screen) => screen.name === name)!);
    const durations = await page.evaluate(() => document.getAnimations().filter(({ timeline }) => timeline instanceof DocumentTimeline).map((animation) => Number(animation.effect!.getComputedTiming().duration)));
    expect(durations.filter((duration) => duration > 1), `animations on ${name}`).toEqual([]);
    const bare = await page.evaluate(() =>
      [...document.querySelectorAll('.button, .input')].filter((element) => element.checkVisibility() && getComputedStyle(element).borderTopStyle === 'none').map((element) => element.outerHTML.slice(0, 100)),
    );
    expect(bare, `controls without an outline on ${name}`).toEqual([]);
  }
});
