// No screen breaks a rule of accessibility (design/ux.md 3.3), and each can be walked by keyboard.
import { expect, expectAccessible, test } from '../fixtures.ts';
import { type Language } from '../pages/base.ts';
import { Tour, type Filling } from '../pages/tour.ts';

/**
 * Every screen with every value of filling, theme, language and width, thinned to pairs: each screen is seen four times, and
 * every two values of different kinds meet.
 */
const VIEWS: { filling: Filling; theme: 'light' | 'dark'; language: Language; width: number }[] = [
  { filling: 'empty', theme: 'light', language: 'zh-CN', width: 390 },
  { filling: 'empty', theme: 'dark', language: 'en', width: 1440 },
  { filling: 'demo', theme: 'light', language: 'en', width: 390 },
  { filling: 'demo', theme: 'dark', language: 'zh-CN', width: 1440 },
  { filling: 'demo', theme: 'light', language: 'zh-CN', width: 1440 },
  { filling: 'demo', theme: 'dark', language: 'en', width: 390 },
];

for (const { filling, theme, language, width } of VIEWS) {
  test.describe(`${filling} ${theme} ${language} ${width}`, () => {
    test.use({ locale: language, viewport: { width, height: width > 1000 ? 900 : 844 }, colorScheme: theme });
    test('no screen has an accessibility violation [L41]', async ({ page, quiet }) => {
      test.setTimeout(300_000);
      const tour = await new Tour(page, language, filling).begin();
      const faults: string[] = [];
      for (const screen of tour.screens) {
        await test.step(screen.name, async () => {
          await tour.see(screen);
          await expectAccessible(page).catch((error: Error) => faults.push(`${screen.name}: ${error.message}`));
          await screen.close?.(tour);
        });
      }
      expect(faults, faults.join('\n\n')).toEqual([]);
      expect(quiet).toEqual([]);
    });
  });
}
