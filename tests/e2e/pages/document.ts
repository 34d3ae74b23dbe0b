// The finished documents: on the screen and on paper.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from './base.ts';
import { Screen } from './start.ts';

const run = promisify(execFile);

/** A printed document. */
export type Paper = { pages: string[]; text: string; size: string };

/** The page of a document of pillar 1. */
export class DocumentPage extends Screen {
  constructor(page: Page, language: Language, readonly output: string) {
    super(page, language);
  }

  get title(): string {
    return this.content.outputs[this.output]!.title;
  }

  /** Goes there through the pillar's list of outputs. */
  async open(): Promise<this> {
    await this.dismissToasts();
    await this.page.getByRole('navigation', { name: this.say('ui.nav.main') }).getByRole('link', { name: new RegExp(`1 ${this.content.pillar.name}`) }).click();
    await this.main.locator('a.output-link').filter({ hasText: this.title }).click();
    await expect(this.heading).toHaveText(this.title);
    await expect(this.document).toBeVisible();
    return this;
  }

  get document(): Locator {
    return this.page.getByTestId(`doc-${this.output}`);
  }

  get reasonsAgainstPrinting(): Locator {
    return this.page.getByTestId('print-reasons');
  }

  /** Prints to a file and reads it as a person would: pages, text, paper size. */
  async print(): Promise<Paper> {
    const folder = await mkdtemp(join(tmpdir(), 'shizhu-print-'));
    try {
      const file = join(folder, 'document.pdf');
      await writeFile(file, await this.page.pdf({ preferCSSPageSize: true, printBackground: true }));
      const { stdout: text } = await run('pdftotext', ['-layout', file, '-']);
      const { stdout: facts } = await run('pdfinfo', [file]);
      const size = /^Page size:\s*(.*)$/m.exec(facts)?.[1] ?? '';
      return { pages: text.split('\f').filter((page) => page.trim() !== ''), text, size };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
