// Forms and tables made from the schema: the same on every screen.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from './base.ts';
import { Screen } from './start.ts';

/** A part of the page with fields of one kind: form of a step, drawer, page of a record. */
export class Form extends Screen {
  constructor(page: Page, language: Language, readonly kind: string, readonly scope: Locator) {
    super(page, language);
  }

  /** The control of a field; what is folded away is opened first. */
  async control(field: string): Promise<Locator> {
    const control = this.scope.getByLabel(this.labelled(this.fieldName(this.kind, field))).and(this.page.locator('input, textarea, select, [role=radiogroup]')).first();
    await expect(control).toBeAttached();
    if (!(await control.isVisible())) {
      await this.scope.locator('summary').filter({ hasText: this.pattern('ui.form.more') }).first().click();
      await expect(control).toBeVisible();
    }
    return control;
  }

  /** Types into a field and leaves it. */
  async type(field: string, text: string): Promise<void> {
    const control = await this.control(field);
    await control.fill(text);
    await control.blur();
  }

  /** Types several fields one after another. */
  async typeAll(values: Record<string, string>): Promise<void> {
    for (const [field, text] of Object.entries(values)) await this.type(field, text);
  }

  /** Chooses an option by its code, whatever the control looks like. */
  async choose(field: string, code: string): Promise<void> {
    const control = await this.control(field);
    const label = this.choiceName(this.kind, field, code);
    if ((await control.evaluate((element) => element.tagName)) === 'SELECT') await control.selectOption({ label });
    else await control.getByRole('radio', { name: label, exact: true }).check();
  }

  /** Chooses a point of a scale. */
  async score(field: string, points: string): Promise<void> {
    await (await this.control(field)).getByRole('radio', { name: new RegExp(`^\\${points}( |$)`.replace(/\\(\d)/, '$1')) }).check();
  }

  async tick(field: string): Promise<void> {
    await (await this.control(field)).check({ force: true });
    await expect(await this.control(field)).toBeChecked();
  }

  /** Adds words to a list of words. */
  async tags(field: string, words: string[]): Promise<void> {
    const control = await this.control(field);
    for (const word of words) {
      await control.fill(word);
      await control.press('Enter');
      await expect(this.scope.locator('.chip').filter({ hasText: word })).toBeVisible();
    }
  }

  /** Links a record by its title. */
  async link(field: string, title: string): Promise<void> {
    await pick(await this.control(field), title);
  }

  /** What a field shows. */
  async expectValue(field: string, value: string | RegExp): Promise<void> {
    await expect(await this.control(field)).toHaveValue(value);
  }
}

/** Finds an option of a picker by its words and chooses it. */
export async function pick(control: Locator, words: string): Promise<void> {
  await control.click();
  await control.fill(words);
  const field = control.locator('xpath=ancestor::div[contains(concat(" ", normalize-space(@class), " "), " pick ")]');
  await field.getByRole('option').filter({ hasText: words }).first().click();
  await expect(field.getByRole('option'), 'no open list lies over the next field').toHaveCount(0);
  await control.blur();
}

/** The table of a kind on a step or as a list. */
export class RecordTable extends Screen {
  constructor(page: Page, language: Language, readonly kind: string) {
    super(page, language);
  }

  get section(): Locator {
    return this.page.getByTestId(`table-${this.kind}`);
  }

  get rows(): Locator {
    return this.section.locator('tbody tr');
  }

  row(title: string): Locator {
    return this.rows.filter({ hasText: title });
  }

  /** The cell of a row below a column. */
  async cell(title: string, field: string): Promise<Locator> {
    const heads = this.section.locator('thead th');
    const label = this.fieldName(this.kind, field);
    const texts = await heads.allInnerTexts();
    const index = texts.findIndex((text) => text.replace(/[▲▼]/g, '').trim() === label);
    if (index < 0) throw new Error(`no column ${label} among ${texts.join(' | ')}`);
    return this.row(title).locator('td').nth(index);
  }

  /** Opens the list of this kind from the navigation. */
  async open(): Promise<this> {
    await this.navigate(this.say(`kind.${this.kind}.many`));
    await expect(this.section).toBeVisible();
    return this;
  }

  /** Begins a record; its form opens over the list. */
  async add(): Promise<Form> {
    await this.page.getByTestId(`add-${this.kind}`).click();
    return this.drawer();
  }

  /** Opens a record of the list. */
  async edit(title: string): Promise<Form> {
    await this.row(title).locator('a.row-link').click();
    return this.drawer();
  }

  private async drawer(): Promise<Form> {
    await expect(this.dialog.getByTestId(`form-${this.kind}`)).toBeVisible();
    return new Form(this.page, this.language, this.kind, this.dialog);
  }

  async close(): Promise<void> {
    await this.page.getByTestId('drawer-close').click();
    await expect(this.dialog).toHaveCount(0);
  }

  async remove(title: string): Promise<void> {
    await this.row(title).getByRole('button', { name: this.say('ui.record.remove', { title }) }).click();
    await expect(this.row(title)).toHaveCount(0);
  }

  /** Adds rows as a spreadsheet puts them on the clipboard. */
  async paste(lines: string[][]): Promise<void> {
    await this.page.getByTestId(`paste-${this.kind}`).click();
    await this.page.getByTestId('paste-text').fill(lines.map((line) => line.join('\t')).join('\n'));
    await this.page.getByTestId('paste-add').click();
    await expect(this.dialog).toHaveCount(0);
  }
}

/** Presses Tab until the focus is on the control; fails if it does not come by. */
export async function tabTo(page: Page, wanted: Locator, most = 120): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${wanted} within ${most} presses`);
}

/** Types year, month and day; in which order, the browser's own language decides. */
export async function typeDate(page: Page, control: Locator, iso: string): Promise<void> {
  const [year, month, day] = iso.split('-') as [string, string, string];
  for (const order of [[month, day, year], [year, month, day], [day, month, year]]) {
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowLeft');
    for (const part of order) {
      await page.keyboard.type(part);
      // Month and day are left by themselves when they are full, the year is not.
      if (part === year && part !== order[2]) await page.keyboard.press('ArrowRight');
    }
    if ((await control.inputValue()) === iso) return;
  }
  await expect(control).toHaveValue(iso);
}

/** Fills a form with the keyboard alone: each control is reached by Tab. */
export class Hands {
  constructor(readonly form: Form) {}

  private get keyboard() {
    return this.form.page.keyboard;
  }

  private async reach(control: Locator): Promise<void> {
    await tabTo(this.form.page, control, 260);
  }

  async type(field: string, text: string): Promise<void> {
    await this.reach(await this.form.control(field));
    await this.keyboard.type(text);
  }

  /** A word of a list, or a link by its title. */
  async word(field: string, text: string): Promise<void> {
    await this.type(field, text);
    await this.keyboard.press('Enter');
  }

  async date(field: string, iso: string): Promise<void> {
    const control = await this.form.control(field);
    await this.reach(control);
    await typeDate(this.form.page, control, iso);
  }

  /** Takes the option with this place in its group of buttons or its list. */
  async choose(field: string, place: number): Promise<void> {
    const control = await this.form.control(field);
    if ((await control.evaluate((element) => element.tagName)) === 'SELECT') {
      await this.reach(control);
      for (let presses = 0; presses <= place; presses += 1) await this.keyboard.press('ArrowDown');
      return;
    }
    const radios = control.getByRole('radio');
    await this.reach(radios.first());
    await this.keyboard.press('Space');
    for (let presses = 0; presses < place; presses += 1) await this.keyboard.press('ArrowRight');
    await expect(radios.nth(place)).toBeChecked();
  }
}
