// The base of all page objects: what every screen of the app has.
import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';

/** The interface languages. */
export type Language = 'zh-CN' | 'en';

/** A screen of the app. Specs speak to screens through classes derived from this one, never through selectors. */
export class AppPage {
  constructor(readonly page: Page, readonly language: Language = 'zh-CN') {}

  /** The text of this test's language. */
  text(chinese: string, english: string): string {
    return this.language === 'en' ? english : chinese;
  }

  /** Opens a route and waits until the program has taken over from the opening page. */
  async goto(route = ''): Promise<this> {
    await this.page.goto(route === '' || route.startsWith('#') ? `./${route}` : `./#${route}`);
    await this.started();
    return this;
  }

  /** The program runs: the opening page is gone, a screen is there. */
  async started(): Promise<void> {
    await expect(this.page.locator('#boot')).toHaveCount(0, { timeout: 20_000 });
    await expect(this.main).toBeVisible();
  }

  /** The landmark of the screen's content. */
  get main(): Locator {
    return this.page.getByRole('main');
  }

  /** The heading of the screen. */
  get heading(): Locator {
    return this.main.getByRole('heading', { level: 1 });
  }

  button(chinese: string, english: string): Locator {
    return this.page.getByRole('button', { name: this.text(chinese, english), exact: true });
  }

  link(chinese: string, english: string): Locator {
    return this.page.getByRole('link', { name: this.text(chinese, english), exact: true });
  }

  field(chinese: string, english: string): Locator {
    return this.page.getByLabel(this.text(chinese, english), { exact: true });
  }

  /** No broken rule of accessibility on the screen as it stands. */
  async accessible(): Promise<void> {
    await expectAccessible(this.page);
  }

  /** Downloads what `action` offers and returns its text. */
  async download(action: () => Promise<void>): Promise<{ name: string; text: string }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), action()]);
    const { readFile } = await import('node:fs/promises');
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }
}
