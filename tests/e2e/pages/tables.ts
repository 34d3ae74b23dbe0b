// Tables in and out: the menu of a table, the page of an import, the page of data quality.
import { expect, type Download, type Locator } from '@playwright/test';
import { WorkspacePage } from './data.ts';

/** A file as the file chooser takes it. */
export interface TableFile {
  name: string;
  buffer: Buffer;
}

export const textFile = (text: string, name = 'table.csv'): TableFile => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }) as TableFile;

export class TablesPage extends WorkspacePage {
  /** Chooses an item of the menu of a kind's table. */
  async menu(kind: string, chinese: string, english: string): Promise<void> {
    await this.page.getByTestId(`table-menu-${kind}`).click();
    await this.page.getByRole('menuitem', { name: this.text(chinese, english) }).click();
  }

  /** Exports a kind's list; `choose` sets what goes into the file. */
  async exportTable(kind: string, choose: () => Promise<void> = async () => {}): Promise<{ name: string; bytes: Buffer }> {
    await this.show(kind);
    await this.menu(kind, '导出到 Excel 或 CSV…', 'Export to Excel or CSV…');
    await choose();
    return this.bytes(() => this.page.getByTestId('export-confirm').click());
  }

  /** Downloads what `action` offers. */
  async bytes(action: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const [download]: [Download, void] = await Promise.all([this.page.waitForEvent('download', { timeout: 45_000 }), action()]);
    const { readFile } = await import('node:fs/promises');
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  /** Opens the page of an import and gives it a file. */
  async offer(kind: string, file: TableFile): Promise<void> {
    await this.show(`import/${kind}`);
    await this.page.getByTestId('table-file').setInputFiles(file as never);
    await expect(this.found.or(this.trouble).first()).toBeVisible({ timeout: 45_000 });
  }

  get found(): Locator {
    return this.page.getByTestId('import-found');
  }

  get trouble(): Locator {
    return this.page.getByTestId('import-trouble');
  }

  get result(): Locator {
    return this.page.getByTestId('import-result');
  }

  /** The choice of a column, counted from 0. */
  target(index: number): Locator {
    return this.page.getByTestId(`target-${index}`);
  }

  /** Says which field a column is. */
  async map(index: number, target: string): Promise<void> {
    await this.target(index).selectOption(target);
  }

  /** Works out what would happen and waits for the outcome. */
  async check(): Promise<void> {
    await this.page.getByTestId('import-check').click();
    await expect(this.result).toBeVisible({ timeout: 60_000 });
  }

  /** One count of the outcome, for example `created`. */
  count(name: string): Locator {
    return this.page.getByTestId(`count-${name}`);
  }

  /** Lets the rows in. */
  async import(): Promise<void> {
    await this.page.getByTestId('import-confirm').click();
    await expect(this.page.getByTestId('import-done')).toBeVisible({ timeout: 120_000 });
    await expect(this.saveMark).toHaveAttribute('data-state', 'saved', { timeout: 60_000 });
  }
}
