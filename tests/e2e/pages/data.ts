// An open workspace: save mark, undo, messages, records, history, and the page where data goes in and out.
import { expect, type Locator, type Page } from '@playwright/test';
import { AppPage, type Language } from './base.ts';

/** What the save mark says. */
export type SaveState = 'saving' | 'saved' | 'failed' | 'memory';

/** A record as an exported file holds it. */
export interface FileRecord {
  id: string;
  kind: string;
  fields: Record<string, unknown>;
}

export class WorkspacePage extends AppPage {
  constructor(page: Page, readonly id: string, language: Language = 'zh-CN') {
    super(page, language);
  }

  /** The same workspace in another page or after a restart. */
  in(page: Page): WorkspacePage {
    return new WorkspacePage(page, this.id, this.language);
  }

  /** Shows a place of this workspace, for example `settings` or `person`. */
  async show(place: string): Promise<void> {
    await this.goto(`#/w/${this.id}/${place}`);
    await expect(this.saveMark).toBeVisible({ timeout: 20_000 });
    await expect(this.heading).toBeVisible();
  }

  /** Loads the whole program again, as the browser's reload button does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.started();
    await expect(this.saveMark).toBeVisible({ timeout: 20_000 });
  }

  get saveMark(): Locator {
    return this.page.getByTestId('save-state');
  }

  /** Waits until the mark says that everything is stored. */
  async saved(): Promise<void> {
    await expect(this.saveMark).toHaveAttribute('data-state', 'saved');
  }

  get undoButton(): Locator {
    return this.page.getByTestId('undo');
  }

  get redoButton(): Locator {
    return this.page.getByTestId('redo');
  }

  /** The newest message. */
  get toast(): Locator {
    return this.page.getByTestId('toast').last();
  }

  /** Puts the focus where keys mean the page and not a field. */
  async leaveFields(): Promise<void> {
    await this.heading.focus();
  }

  get switcher(): Locator {
    return this.page.getByTestId('switch-workspace');
  }

  /** Opens another workspace from the menu in the header. */
  async switchTo(name: string): Promise<void> {
    await this.switcher.click();
    await this.page.getByRole('menu').getByText(name, { exact: true }).click();
  }

  /** A text field of a record's form by its label. */
  input(kind: string, chinese: string, english: string): Locator {
    const label = this.text(chinese, english).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.page.getByTestId(`form-${kind}`).getByRole('textbox', { name: new RegExp(`^${label}\\s*(${this.text('必填', 'required')})?$`, 'i') });
  }

  /** Opens the part of a form with the fields that are needed less often. */
  async showMore(kind: string): Promise<void> {
    await this.page.getByTestId(`form-${kind}`).getByText(this.language === 'en' ? /^More/ : /^更多内容/).click();
  }

  /** The field for the vision on the first step: prose, long, typed often. */
  get vision(): Locator {
    return this.page.getByRole('textbox', { name: this.text('愿景', 'Vision') });
  }

  get mission(): Locator {
    return this.page.getByRole('textbox', { name: this.text('使命', 'Mission') });
  }

  /** Shows the step with vision and mission. */
  async showCharter(): Promise<void> {
    await this.show('p/1/s/1');
    await expect(this.vision).toBeVisible();
  }

  /** Adds a record in its list, names it, and returns its id. */
  async add(kind: string, chinese: string, english: string, title: string): Promise<string> {
    await this.show(kind);
    await this.page.getByTestId(`add-${kind}`).click();
    await this.enter(this.input(kind, chinese, english), title);
    const address = await this.page.getByRole('dialog').locator(`a[href*="/r/${kind}/"]`).getAttribute('href');
    await this.page.getByTestId('drawer-close').click();
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
    await this.saved();
    return address!.split('/').at(-1)!;
  }

  async addPerson(name: string): Promise<string> {
    return this.add('person', '姓名', 'Name', name);
  }

  /** Shows the page of a record. */
  async showRecord(kind: string, id: string): Promise<void> {
    await this.show(`r/${kind}/${id}`);
  }

  get role(): Locator {
    return this.input('person', '职务', 'Job title');
  }

  get email(): Locator {
    return this.input('person', '邮箱', 'Email');
  }

  /** Fills a field, leaves it, and waits until that is stored. */
  async enter(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    await field.blur();
    await this.saved();
  }

  /** Rows of a kind's list. */
  rows(kind: string): Locator {
    return this.page.getByTestId(`table-${kind}`).getByRole('row');
  }

  /** Entries of the history on the page, newest first. */
  get history(): Locator {
    return this.page.locator('.history-entry');
  }

  /** Downloads the workspace's file. */
  async export(): Promise<{ name: string; text: string }> {
    await this.show('data');
    return this.download(() => this.page.getByTestId('export').click());
  }

  /** The records as a file holds them. */
  async records(): Promise<FileRecord[]> {
    return recordsOf((await this.export()).text);
  }

  /** Number of records as the page of data says. */
  async recordCount(): Promise<number> {
    await this.show('data');
    return Number(await this.main.getByText(this.text('记录数', 'Records'), { exact: true }).locator('xpath=following-sibling::dd[1]').innerText());
  }

  /** Notes every state of the save mark with the text of a field at that moment, from now on. */
  async watchSaving(field: Locator, report: (state: SaveState, text: string) => void): Promise<void> {
    await this.page.exposeFunction('reportSaving', report);
    const handle = await field.elementHandle();
    await this.page.evaluate((field) => {
      const mark = document.querySelector('[data-testid=save-state]')!;
      const tell = () => (window as unknown as { reportSaving: (state: string | null, text: string) => void }).reportSaving(mark.getAttribute('data-state'), (field as HTMLTextAreaElement).value);
      new MutationObserver(tell).observe(mark, { attributes: true, attributeFilter: ['data-state'] });
    }, handle);
  }
}

/** The records of an exported file. */
export function recordsOf(text: string): FileRecord[] {
  return (JSON.parse(text) as { data: { records: FileRecord[] } }).data.records;
}

/** The part of a file that equality is about. */
export function dataOf(text: string): string {
  const start = text.indexOf('\n  "data": {');
  expect(start, 'the file has a part `data`').toBeGreaterThan(0);
  return text.slice(start);
}
