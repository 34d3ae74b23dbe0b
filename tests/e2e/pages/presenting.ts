// Presenting: the run of show, the bar in front of the audience, the notes, the question at the end.
import { expect, type Locator, type Page } from '@playwright/test';
import { WorkspacePage } from './data.ts';

export class PresentingPage extends WorkspacePage {
  /** Opens the run of show of the workspace. */
  async open(): Promise<this> {
    await this.show('show');
    await expect(this.page.getByTestId('present-begin')).toBeVisible();
    return this;
  }

  get stops(): Locator {
    return this.page.getByTestId('run-stop');
  }

  /** Adds a screen by its address. */
  async add(page: string): Promise<void> {
    const before = await this.stops.count();
    await this.page.getByTestId('run-screen').selectOption(page);
    await this.page.getByTestId('run-add').click();
    await expect(this.stops).toHaveCount(before + 1);
  }

  get bar(): Locator {
    return this.page.getByTestId('presenter-bar');
  }

  get place(): Locator {
    return this.page.getByTestId('present-place');
  }

  async begin(): Promise<void> {
    await this.page.getByTestId('present-begin').click();
    await this.presenting();
  }

  async presenting(): Promise<void> {
    await expect(this.bar).toBeVisible({ timeout: 20_000 });
    await expect(this.page.locator('html')).toHaveAttribute('data-mode', 'present');
  }

  async atTheDesk(): Promise<void> {
    await expect(this.bar).toHaveCount(0);
    await expect(this.page.locator('html')).not.toHaveAttribute('data-mode');
    await expect(this.switcher).toBeVisible();
  }

  /** Asks for the end and waits until the changes are listed. */
  async askEnd(): Promise<void> {
    await this.page.getByTestId('present-end').click();
    await expect(this.page.getByTestId('present-ending')).toBeVisible();
  }

  /** The window with the notes, opened as the button does. */
  async notesWindow(): Promise<Page> {
    const opened = this.page.context().waitForEvent('page');
    await this.page.getByTestId('run-notes').or(this.page.getByTestId('present-notes')).first().click();
    const notes = await opened;
    await expect(notes.getByTestId('notes')).toBeVisible({ timeout: 20_000 });
    return notes;
  }
}
