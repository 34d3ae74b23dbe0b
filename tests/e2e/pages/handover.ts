// Files handed over: making them on the page of data, opening them from the disk, sending answers back; templates; clearing.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Locator, type Page } from '@playwright/test';
import { AppPage, type Language } from './base.ts';
import { WorkspacePage } from './data.ts';

/** The page of data, where files for others are made. */
export class HandoverPage extends WorkspacePage {
  /** Makes a hand-over file and writes it to the disk; returns its path. */
  async give(folder: string, wish: { mode?: 'edit' | 'view'; passphrase?: string } = {}): Promise<string> {
    await this.page.getByTestId('handover-give').click();
    const dialog = this.page.getByTestId('give-dialog');
    if (wish.mode) await dialog.locator(`.segment:has(input[value="${wish.mode}"])`).click();
    if (wish.passphrase) await dialog.getByTestId('handover-phrase').fill(wish.passphrase);
    return this.made(folder, 'handover-make');
  }

  /** Makes a file that asks; `choose` picks what. */
  async ask(folder: string, what: 'steps' | 'assessment' | 'survey' | 'report', wish: { steps?: string[]; to?: string; note?: string; passphrase?: string } = {}): Promise<string> {
    await this.page.getByTestId('handover-ask').click();
    const dialog = this.page.getByTestId('ask-dialog');
    await dialog.locator(`.segment:has(input[value="${what}"])`).click();
    for (const step of wish.steps ?? []) {
      const pillar = dialog.getByTestId(`ask-pillar-${Number(/P(\d+)/.exec(step)![1])}`);
      if (!(await pillar.getByTestId(`ask-${step}`).isVisible())) await pillar.locator('summary').click();
      await pillar.getByTestId(`ask-${step}`).check({ force: true });
    }
    if (wish.to) await dialog.getByTestId('ask-to').fill(wish.to);
    if (wish.note) await dialog.getByTestId('ask-note').fill(wish.note);
    if (wish.passphrase) await dialog.getByTestId('ask-phrase').fill(wish.passphrase);
    return this.made(folder, 'ask-make');
  }

  private async made(folder: string, button: string): Promise<string> {
    const file = await this.download(() => this.page.getByTestId(button).click());
    expect(file.name).toMatch(/\.html$/);
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
    const path = join(folder, file.name);
    await writeFile(path, file.text);
    return path;
  }

  /** Writes the template of the workspace. */
  async template(texts: boolean): Promise<{ name: string; text: string }> {
    await this.page.getByTestId('handover-template').click();
    await expect(this.page.getByTestId('template-counts')).not.toBeEmpty();
    if (!texts) await this.page.getByTestId('template-texts').uncheck({ force: true });
    return this.download(() => this.page.getByTestId('template-write').click());
  }
}

/** A file opened from the disk, as who received it does. */
export class HandedFile extends AppPage {
  /** Addresses that the page has asked for. */
  readonly requests: string[] = [];

  constructor(page: Page, readonly path: string, language: Language = 'zh-CN') {
    super(page, language);
    page.on('request', (request) => this.requests.push(request.url()));
  }

  async open(): Promise<this> {
    await this.page.goto(pathToFileURL(this.path).href);
    await expect(this.page.locator('#boot')).toHaveCount(0, { timeout: 40_000 });
    const opened = this.band.or(this.head).or(this.page.getByTestId('handover-passphrase'));
    await expect(opened).toBeVisible({ timeout: 60_000 });
    return this;
  }

  /** Shows a place of the workspace. */
  async showPlace(place: string): Promise<void> {
    await this.page.evaluate((place) => (location.hash = location.hash.replace(/(#\/w\/[^/]+\/).*/, `$1${place}`)), place);
    await expect(this.heading).toBeVisible();
  }

  get band(): Locator {
    return this.page.getByTestId('handover-band');
  }

  get head(): Locator {
    return this.page.getByTestId('ask-head');
  }

  /** The opened copy, for what any workspace has. */
  get copy(): WorkspacePage {
    return new WorkspacePage(this.page, '', this.language);
  }

  async unlock(passphrase: string): Promise<void> {
    await this.page.getByTestId('handover-passphrase').fill(passphrase);
    await this.page.getByTestId('handover-unlock').click();
  }

  /** Saves what was changed or answered. */
  async save(button: 'handover-save' | 'ask-save' = 'handover-save'): Promise<{ name: string; text: string }> {
    return this.download(() => this.page.getByTestId(button).click());
  }

  /** Nothing was asked of any other place than the file itself. */
  expectAlone(): void {
    const own = pathToFileURL(this.path).href;
    expect(this.requests.filter((address) => !/^(blob|data):/.test(address) && !address.startsWith(own))).toEqual([]);
  }
}
