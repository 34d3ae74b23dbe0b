// Any pillar, its steps, forms, grids and documents: what is entered is data, and every word comes from the files that users see.
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { root } from '../browser.ts';
import type { Language } from './base.ts';
import { Screen } from './start.ts';

/** What is entered into a field: text and numbers as typed, codes of choices, titles of linked records, rows by column. */
export type Value = string | boolean | string[] | Row[];
/** Values by field, or by column of a row. */
export type Fields = { [field: string]: Value };
/** One line of a short table inside a record. */
type Row = { [column: string]: string | boolean | string[] };

/** One thing that is done or seen on a step. */
export type Action =
  | { add: string; fields: Fields }
  | { edit: string; record: string; fields: Fields }
  | { form: string; fields: Fields }
  | { paste: string; columns: string[]; rows: string[][] }
  | { grid: string; row: string; cells: { [column: string]: string } }
  | { mend: string; about?: string; kind: string; fields: Fields }
  | { leave_out: string; reason: string }
  | { fails: string; about?: string }
  | { passes: string; about?: string }
  | { tool: string; shows: string[] };

/** How one company works through a pillar, and what is found in the documents afterwards. */
export interface Story {
  pillar: number;
  company: string;
  trade: string;
  /** The day it plays on, so that no date is ever overdue by chance. */
  today: string;
  /** Who works here, with the role. */
  who: [string, string];
  /** Registers that stand before the pillar begins. */
  registers: { kind: string; columns: string[]; rows: string[][] }[];
  steps: { step: string; actions: Action[] }[];
  /** Documents and what stands in them. */
  documents: { [output: string]: string[] };
  /** The sample company in English: documents and what stands in them. */
  english: { [output: string]: string[] };
}

type Texts = {
  pillar: { name: string; title: string };
  steps: { [id: string]: { title: string } };
  items: { [id: string]: { title: string } };
  checks: { [id: string]: string };
  outputs: { [id: string]: { title: string } };
  tools: { [id: string]: { title: string } };
  labels?: { [key: string]: string };
};
type Structure = {
  pillar: string;
  steps: { id: string; items?: { id: string }[] }[];
  outputs: { id: string }[];
  views: { id: string; cell?: { kind: string; value: string } }[];
};

const folders = readdirSync(`${root}public/content`).filter((name) => /^\d\d-/.test(name));
const read = <T>(path: string) => JSON.parse(readFileSync(`${root}${path}`, 'utf8')) as T;
const cache = new Map<string, unknown>();
function once<T>(path: string): T {
  if (!cache.has(path)) cache.set(path, read<T>(path));
  return cache.get(path) as T;
}

/** The story of a pillar. */
export function storyOf(pillar: number): Story {
  return read<Story>(`tests/e2e/data/pillars/${String(pillar).padStart(2, '0')}.json`);
}

/** A control by its id, and how it is used. */
type Control = { id: string; shape: 'rows' | 'span' | 'choices' | 'select' | 'check' | 'pick' | 'tags' | 'text' };

/** Runs in the page: the controls below an element that carry these labels, as a user reads them. */
function controlsByLabel(scope: Element, labels: string[]): (Control | null)[] {
  const said = (element: Element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join('').trim();
  const inside = scope.closest('.rows-editor');
  const marks = [...scope.querySelectorAll('.field-label, legend, .check-label')].filter((mark) => mark.closest('.rows-editor') === inside || mark.tagName === 'LEGEND');
  return labels.map((label) => {
    const mark = marks.find((candidate) => said(candidate) === label);
    if (!mark) return null;
    if (mark.tagName === 'LEGEND') return { id: mark.parentElement!.id, shape: mark.parentElement!.classList.contains('rows-editor') ? 'rows' : 'span' };
    if (mark.classList.contains('check-label')) return { id: mark.closest('label')!.querySelector('input')!.id, shape: 'check' };
    const control = mark.closest('.field')!.querySelector('[role=radiogroup], select, textarea, input')!;
    if (control.getAttribute('role') === 'radiogroup') return { id: control.id, shape: 'choices' };
    if (control.tagName === 'SELECT') return { id: control.id, shape: 'select' };
    if (control.getAttribute('role') === 'combobox') return { id: control.id, shape: 'pick' };
    return { id: control.id, shape: control.classList.contains('tags-input') ? 'tags' : 'text' };
  });
}

/** A text and nothing else. */
const exactly = (text: string) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

/** The screens of one pillar. */
export class PillarPage extends Screen {
  private readonly folder: string;

  constructor(page: Page, language: Language, readonly pillar: number) {
    super(page, language);
    this.folder = folders.find((name) => Number(name.slice(0, 2)) === pillar)!;
  }

  override get content(): Texts {
    return once<Texts>(`public/content/${this.folder}/${this.language}.json`);
  }

  get structure(): Structure {
    return once<Structure>(`public/content/${this.folder}/steps.json`);
  }

  /** A label of any pillar: records are shared between them. */
  override say(key: string, values: { [name: string]: string | number } = {}): string {
    const found = this.ownLabel(key);
    return found === undefined ? super.say(key, values) : this.fill(found, values);
  }

  private ownLabel(key: string): string | undefined {
    const own = (folder: string) => once<Texts>(`public/content/${folder}/${this.language}.json`).labels?.[key];
    const everywhere = once<{ [key: string]: string }>(`public/lang/${this.language}.json`)[key];
    return own(this.folder) ?? everywhere ?? folders.map(own).find((text) => text !== undefined);
  }

  // --- ways ------------------------------------------------------------------

  /** The pillar's page, by the navigation. */
  async open(): Promise<void> {
    await this.dismissToasts();
    const link = this.page.getByRole('navigation', { name: this.say('ui.nav.main') }).getByRole('link', { name: new RegExp(`^\\s*${this.pillar} ${this.say(`ui.pillar.${this.structure.pillar}`)}`) });
    await link.click();
    await this.page.mouse.move(900, 300);
    await expect(this.heading).toContainText(this.content.pillar.title);
  }

  /** A step, by the list of steps where there is one, else by the pillar's page. */
  async openStep(id: string): Promise<void> {
    await this.dismissToasts();
    const title = this.content.steps[id]!.title;
    const list = this.page.getByRole('navigation', { name: this.say('ui.step.list') });
    if (await list.isVisible()) {
      await list.getByRole('link', { name: title }).first().click();
    } else {
      await this.open();
      await this.page.getByTestId(`step-${id}`).click();
    }
    await expect(this.heading).toHaveText(title);
    await expect(this.page.getByTestId('complete-step')).toBeVisible();
  }

  /** A document, by the pillar's page. */
  async openDocument(output: string): Promise<Locator> {
    await this.open();
    const title = this.content.outputs[output]!.title;
    await this.main.locator('a.output-link').filter({ hasText: title }).first().click();
    await expect(this.heading).toHaveText(title);
    const document = this.page.getByTestId(`document-${output}`);
    await expect(document).toBeVisible();
    return document;
  }

  /** What of these values does not stand in a document. */
  async missing(document: Locator, values: string[]): Promise<string[]> {
    const text = ((await document.textContent()) ?? '').replaceAll('\u00a0', ' ');
    return values.filter((value) => !text.includes(value));
  }

  /** The list of a kind, by the library of all registers. */
  async openList(kind: string): Promise<void> {
    await this.dismissToasts();
    await this.page.getByRole('navigation', { name: this.say('ui.nav.main') }).getByRole('link', { name: this.say('ui.nav.library_all') }).click();
    await this.page.mouse.move(900, 300);
    await this.main.locator(`a.output-link[href$="/${kind}"]`).click();
    await expect(this.page.getByTestId(`table-${kind}`)).toBeVisible();
  }

  // --- findings --------------------------------------------------------------

  /** The finding of a check on the step that is open. */
  finding(check: string, about?: string): Locator {
    const values: { [name: string]: string } = about === undefined ? {} : { record: about };
    if (this.content.checks[check] === undefined) throw new Error(`no check ${check}`);
    return this.page.getByTestId('findings').locator('li').filter({ hasText: this.check(check, values) });
  }

  get fixes(): Locator {
    return this.page.getByTestId('findings').locator('li').filter({ has: this.page.locator('.is-fix') });
  }

  /** Completes the step that is open; the next page appears. */
  async complete(id: string): Promise<void> {
    expect(await this.fixes.allInnerTexts(), `${id}: nothing is left to fix`).toEqual([]);
    await this.page.getByTestId('complete-step').click();
    await expect(this.heading, `${id} is completed`).not.toHaveText(this.content.steps[id]!.title);
  }

  // --- what is done ----------------------------------------------------------

  async act(action: Action): Promise<void> {
    if ('add' in action) return this.add(action.add, action.fields);
    if ('edit' in action) return this.edit(action.edit, action.record, action.fields);
    if ('form' in action) return this.enter(action.form, this.page.getByTestId(`form-${action.form}`), action.fields);
    if ('paste' in action) return this.paste(action.paste, action.columns, action.rows);
    if ('grid' in action) return this.fillGrid(action.grid, action.row, action.cells);
    if ('mend' in action) return this.mend(action.mend, action.about, action.kind, action.fields);
    if ('leave_out' in action) return this.leaveOut(action.leave_out, action.reason);
    if ('fails' in action) return expect(this.finding(action.fails, action.about).first(), `${action.fails} fails`).toBeVisible();
    if ('passes' in action) return expect(this.finding(action.passes, action.about), `${action.passes} passes`).toHaveCount(0);
    if ((await this.page.getByTestId(`tool-${action.tool}`).count()) === 0) await this.unfold();
    for (const text of action.shows) await expect(this.page.getByTestId(`tool-${action.tool}`), `${action.tool} shows ${text}`).toContainText(text);
  }

  /** The table of a kind; a part of the step that is folded is opened for it. */
  private async table(kind: string): Promise<Locator> {
    const table = this.page.getByTestId(`table-${kind}`).filter({ visible: true }).first();
    if ((await table.count()) === 0) await this.unfold();
    await expect(table, `the list of ${kind} is on the page`).toBeVisible();
    return table;
  }

  /** Opens every folded part of the step. */
  async unfold(): Promise<void> {
    const folded = this.page.locator('.item-head button[aria-expanded="false"]');
    while ((await folded.count()) > 0) await folded.first().click();
  }

  private async drawer(kind: string): Promise<Locator> {
    const form = this.dialog.getByTestId(`form-${kind}`);
    await expect(form).toBeVisible();
    return form;
  }

  private async closeDrawer(): Promise<void> {
    await this.leaveField();
    await this.dialog.getByTestId('drawer-close').click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** Leaves the field that has the focus: the reading of a number beside it goes then, and what stands below moves up. */
  private async leaveField(): Promise<void> {
    await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  }

  private async add(kind: string, fields: Fields): Promise<void> {
    await (await this.table(kind)).getByTestId(`add-${kind}`).click();
    await this.enter(kind, await this.drawer(kind), fields);
    await this.closeDrawer();
  }

  private async edit(kind: string, record: string, fields: Fields): Promise<void> {
    const table = await this.table(kind);
    const named = table.locator('a.row-link').filter({ hasText: record });
    // A record that its links name is known by what its row says.
    const told = table.locator('tr').filter({ hasText: record }).locator('a.row-link');
    const either = named.or(told).first();
    const more = table.locator('.table-more button');
    if (!(await either.isVisible()) && (await more.isVisible())) await more.click();
    await expect(either).toBeVisible();
    await ((await named.count()) > 0 ? named : told).first().click();
    await this.enter(kind, await this.drawer(kind), fields);
    await this.closeDrawer();
  }

  /** Follows a finding to the page of its record, corrects the record there and comes back. */
  private async mend(check: string, about: string | undefined, kind: string, fields: Fields): Promise<void> {
    const step = await this.heading.innerText();
    await this.finding(check, about).first().locator('button').click();
    await expect(this.heading, 'the message leads to the record').not.toHaveText(step);
    await this.enter(kind, this.main.getByTestId(`form-${kind}`), fields);
    await this.saved();
    await this.page.goBack();
    await expect(this.heading).toHaveText(step);
  }

  /** Adds rows as a spreadsheet puts them on the clipboard. */
  async paste(kind: string, columns: string[], rows: string[][]): Promise<void> {
    const table = await this.table(kind);
    await table.getByTestId(`paste-${kind}`).click();
    const shown = rows.map((row) => row.map((cell, index) => this.ownLabel(`choice.${kind}.${columns[index]}.${cell}`) ?? cell));
    const lines = [columns.map((field) => this.fieldName(kind, field)), ...shown];
    await this.dialog.getByTestId('paste-text').fill(lines.map((line) => line.join('\t')).join('\n'));
    await expect(this.dialog.getByTestId('paste-add')).toBeVisible();
    expect(await this.dialog.locator('.callout li').allInnerTexts(), `every value of ${kind} is understood`).toEqual([]);
    await this.dialog.getByTestId('paste-add').click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** Fills cells of a cross table in one row. */
  private async fillGrid(view: string, row: string, cells: { [column: string]: string }): Promise<void> {
    const cell = this.structure.views.find(({ id }) => id === view)!.cell!;
    const tool = this.page.getByTestId(`tool-${view}`);
    if ((await tool.count()) === 0) await this.unfold();
    for (const [column, code] of Object.entries(cells)) {
      const control = tool.getByLabel(this.say('ui.picture.cell', { row, column }), { exact: true }).first();
      if ((await control.evaluate((element) => element.tagName)) === 'SELECT') {
        await control.selectOption({ label: this.optionName(cell.kind, cell.value, code) });
      } else {
        await control.fill(code);
        await control.blur();
      }
      await expect(tool.getByLabel(this.say('ui.picture.cell', { row, column }), { exact: true }).first()).not.toHaveValue('');
    }
  }

  /** An option of a choice as shown; marks, yes and no stand for themselves. */
  private optionName(kind: string, field: string, code: string): string {
    if (code === 'true' || code === 'false') return this.say(code === 'true' ? 'ui.yes' : 'ui.no');
    return /^[+-]?\d+$/.test(code) ? code : this.choiceName(kind, field, code);
  }

  /** Sets an item, or the whole step, not applicable. */
  private async leaveOut(row: string, reason: string): Promise<void> {
    const isStep = row in this.content.steps;
    await this.page.getByTestId(isStep ? 'not-applicable' : `not-applicable-${row}`).click();
    await this.dialog.getByRole('textbox').fill(reason);
    await this.dialog.getByTestId('not-applicable-set').click();
    await expect(this.dialog).toHaveCount(0);
    await expect(this.main).toContainText(reason);
  }

  // --- fields ----------------------------------------------------------------

  /** Enters values into a form, whatever their controls look like. */
  private async enter(kind: string, form: Locator, fields: Fields): Promise<void> {
    const more = form.locator('details:not([open]) > summary').filter({ hasText: this.pattern('ui.form.more') });
    if ((await more.count()) > 0) await more.first().click();
    await this.putAll(kind, '', form, fields);
  }

  /** Puts values into the controls below `scope`, each found by its label. */
  private async putAll(kind: string, prefix: string, scope: Locator, fields: Fields): Promise<void> {
    const names = Object.keys(fields);
    const controls = await scope.evaluate(controlsByLabel, names.map((name) => this.fieldName(kind, prefix + name)));
    for (const [index, name] of names.entries()) {
      const control = controls[index];
      if (!control) throw new Error(`no field “${this.fieldName(kind, prefix + name)}” (${kind}.${prefix}${name}) in the form`);
      await test.step(`${kind}.${prefix}${name}`, () => this.put(kind, prefix + name, control, fields[name]!));
    }
  }

  private async put(kind: string, path: string, { id, shape }: Control, value: Value): Promise<void> {
    const control = this.page.locator(`[id="${id}"]`);
    if (shape === 'rows') {
      await this.putRows(kind, path, control, value as Row[]);
    } else if (shape === 'span') {
      const ends = control.locator('input');
      await ends.nth(0).fill((value as string[])[0]!);
      await ends.nth(1).fill((value as string[])[1]!);
    } else if (shape === 'choices') {
      const name = /^[+-]?\d+$/.test(value as string) ? (value as string) : this.choiceName(kind, path, value as string);
      await control.locator('label').filter({ hasText: exactly(name) }).locator('input').check();
    } else if (shape === 'select') {
      await control.selectOption({ label: this.optionName(kind, path, value as string) });
    } else if (shape === 'check') {
      await control.setChecked(value as boolean, { force: true });
    } else if (shape === 'pick') {
      if (value === '') await control.locator('xpath=following-sibling::button').click();
      else for (const title of Array.isArray(value) ? (value as string[]) : [value as string]) await this.choose(id, title);
      // The list of a picker for several stays open and lies over what comes next.
      if ((await control.getAttribute('aria-expanded')) === 'true') await control.press('Escape');
    } else if (shape === 'tags') {
      for (const word of value as string[]) {
        await control.fill(word);
        await control.press('Enter');
      }
    } else {
      await control.fill(value as string);
    }
  }

  /** Finds a record in a picker by its title and chooses it. */
  private async choose(id: string, title: string): Promise<void> {
    await this.page.locator(`[id="${id}"]`).fill(title);
    await this.page.locator(`[id="${id}-list"] .pick-option:not(.is-create)`).filter({ hasText: exactly(title) }).first().click();
  }

  private async putRows(kind: string, path: string, editor: Locator, rows: Row[]): Promise<void> {
    const lines = editor.locator('tbody tr');
    let index = await lines.count();
    for (const row of rows) {
      await this.leaveField();
      await editor.getByText(this.say('ui.rows.add'), { exact: true }).click();
      await expect(lines).toHaveCount(index + 1);
      await this.putAll(kind, `${path}.`, lines.nth(index), row);
      index += 1;
    }
  }

  // --- texts -----------------------------------------------------------------

  /** Every text with a Han character in the content of the screen. */
  async hanInMain(): Promise<string[]> {
    return this.main.evaluate((main) => {
      const han = /\p{Script=Han}/u;
      const found = new Set<string>();
      if ((main.textContent ?? '').length < 200) found.add('nothing is shown yet');
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) if (han.test(node.textContent ?? '')) found.add(node.textContent!.trim().slice(0, 120));
      for (const element of main.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const text = element.getAttribute(name) ?? '';
          if (han.test(text)) found.add(`${name}: ${text.slice(0, 120)}`);
        }
      }
      for (const control of main.querySelectorAll<HTMLInputElement>('input, textarea')) if (han.test(control.value)) found.add(`value: ${control.value.slice(0, 120)}`);
      return [...found];
    });
  }
}
