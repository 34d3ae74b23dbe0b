// Files in and out: the dialog of a file that came in, and the one that chooses what goes out.
import { expect, type Locator } from '@playwright/test';
import { AppPage } from './base.ts';
import type { GivenFile } from './workspaces.ts';

export class FilesPage extends AppPage {
  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Gives the page a file; the dialog answers. */
  async offer(file: GivenFile): Promise<void> {
    await this.page.getByTestId('import-file').setInputFiles({ mimeType: 'application/json', ...file });
    await expect(this.dialog).toBeVisible();
  }

  /** Drops a file on the window. */
  async drop(text: string): Promise<void> {
    const data = await this.page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], '拖入.shizhu.json', { type: 'application/json' }));
      return transfer;
    }, text);
    await this.page.dispatchEvent('main', 'dragover', { dataTransfer: data });
    await expect(this.page.getByTestId('drop-sheet')).toBeVisible();
    await this.page.dispatchEvent('main', 'drop', { dataTransfer: data });
    await expect(this.page.getByTestId('drop-sheet')).toHaveCount(0);
  }

  /** Pastes a text outside of all fields. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Chooses a way: `new`, `merge`, `replace`. */
  async choose(way: string): Promise<void> {
    await this.page.getByTestId('import-how').locator(`.segment:has(input[value="${way}"])`).click();
  }

  get summary(): Locator {
    return this.page.getByTestId('merge-summary');
  }

  /** Conflicts side by side. */
  get conflicts(): Locator {
    return this.page.getByTestId('merge-conflicts').getByTestId('merge-item');
  }

  get applyButton(): Locator {
    return this.page.getByTestId('import-apply');
  }

  /** Does what is chosen, typing the name where that is asked for. */
  async apply(name = '北辰家居'): Promise<void> {
    await this.applyButton.click();
    const typed = this.page.getByTestId('confirm-text');
    await expect(typed.or(this.page.locator('body:not(:has(dialog[open]))'))).toBeVisible();
    if (await typed.isVisible()) {
      await typed.fill(name);
      await this.page.getByTestId('confirm-accept').click();
    }
    await expect(this.dialog).toHaveCount(0);
    await expect(this.page.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
  }

  async cancel(): Promise<void> {
    await this.dialog.getByRole('button', { name: this.text('取消', 'Cancel'), exact: true }).first().click();
    await expect(this.dialog).toHaveCount(0);
  }

  async close(): Promise<void> {
    await this.dialog.locator('.dialog-actions').getByRole('button', { name: this.text('关闭', 'Close'), exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** Opens an encrypted file. */
  async unlock(passphrase: string): Promise<void> {
    await this.page.getByTestId('import-passphrase').fill(passphrase);
    await this.page.getByTestId('import-unlock').click();
  }

  /** Exports through the dialog. */
  async export(wish: { passphrase?: string; without?: string[] }): Promise<{ name: string; text: string }> {
    await this.page.getByTestId('export-choose').click();
    for (const part of wish.without ?? []) await this.page.getByTestId(`export-${part}`).uncheck({ force: true });
    if (wish.passphrase) await this.page.getByTestId('export-passphrase').fill(wish.passphrase);
    const file = await this.download(() => this.page.getByTestId('export-write').click());
    await expect(this.dialog).toHaveCount(0);
    return file;
  }
}
