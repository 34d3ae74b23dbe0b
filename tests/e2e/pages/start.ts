// The first screen, the frame around every screen, and the words of both languages.
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { root } from '../browser.ts';
import { AppPage, type Language } from './base.ts';

type Values = Record<string, string | number>;

/** Signs that mean something in a regular expression. */
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const files = new Map<string, unknown>();
function json<T>(file: string): T {
  if (!files.has(file)) files.set(file, JSON.parse(readFileSync(`${root}public/${file}`, 'utf8')));
  return files.get(file) as T;
}

/** Titles and check texts of pillar 1 as shown. */
export type Content = {
  pillar: { name: string; title: string };
  steps: Record<string, { title: string }>;
  checks: Record<string, string>;
  outputs: Record<string, { title: string }>;
};

/** A screen whose words come from the language files that users see, so that a rewording breaks no test. */
export class Screen extends AppPage {
  /** A text of the interface with its placeholders filled. */
  say(key: string, values: Values = {}): string {
    const text = json<Record<string, string>>(`lang/${this.language}.json`)[key];
    if (text === undefined) throw new Error(`no text for ${key} in ${this.language}`);
    return this.fill(text, values);
  }

  fill(text: string, values: Values): string {
    return text.replace(/\{(\w+)(~)?(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, inner?: string, one?: string, many?: string) => {
      if (!(name in values)) return whole;
      if (inner) return String(values[name]).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
      return one === undefined ? String(values[name]) : Number(values[name]) === 1 ? one : many!;
    });
  }

  /** A text of the interface as a pattern; what is not given matches anything. */
  pattern(key: string, values: Values = {}): RegExp {
    return new RegExp(this.say(key, values).split(/\{[^}]*\}/).map(escape).join('.*'));
  }

  get content(): Content {
    return json<Content>(`content/01-goals/${this.language}.json`);
  }

  /** The sentence of a check. */
  check(id: string, values: Values = {}): RegExp {
    return new RegExp(this.fill(this.content.checks[id]!, values).split(/\{[^}]*\}/).map(escape).join('.*'));
  }

  /** Label of a field, of a choice, of a kind. */
  fieldName(kind: string, field: string): string {
    return this.say(`field.${kind}.${field}`);
  }

  choiceName(kind: string, field: string, code: string): string {
    return this.say(`choice.${kind}.${field}.${code}`);
  }

  /** A label as it stands over a field, with or without its mark for required or optional. */
  labelled(label: string): RegExp {
    return new RegExp(`^\\s*${escape(label)}\\s*\\*?\\s*(${escape(this.say('ui.field.required'))})?(${escape(this.say('ui.field.optional'))})?\\s*$`);
  }

  /** Everything on the screen is stored. */
  async saved(): Promise<void> {
    await expect(this.page.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
  }

  get toasts(): Locator {
    return this.page.getByTestId('toast');
  }

  /** Puts away every notice, so that none lies over what comes next. */
  async dismissToasts(): Promise<void> {
    const close = this.toasts.getByRole('button', { name: this.say('ui.toast.dismiss') });
    while ((await close.count()) > 0) await close.first().click({ timeout: 2_000 }).catch(() => {});
  }

  /** What a screen reader was told last. */
  get announcement(): Locator {
    return this.page.getByTestId('announcer');
  }

  get undoButton(): Locator {
    return this.page.getByTestId('undo');
  }

  get dialog(): Locator {
    return this.page.locator('dialog[open]');
  }

  /** Follows a link of the navigation beside the page. */
  async navigate(label: string): Promise<void> {
    await this.page.getByRole('navigation', { name: this.say('ui.nav.main') }).getByRole('link', { name: label, exact: true }).click();
    // The narrow navigation unfolds under the pointer and lies over the page until the pointer has left.
    await this.page.mouse.move(900, 300);
    await expect(this.heading).toBeVisible();
  }

  /** Opens the home page of the workspace. */
  async home(): Promise<void> {
    await this.navigate(this.say('ui.nav.home'));
    await expect(this.page.getByTestId('pillar-1')).toBeVisible();
  }

  /** Sets fields of the workspace, the way a user does it. */
  async settings(): Promise<void> {
    await this.navigate(this.say('ui.nav.settings'));
    await expect(this.page.getByTestId('form-workspace')).toBeVisible();
  }

  /** Every visible text that holds a Han character, where it stands; what is marked as Chinese is left out. */
  async visibleHan(): Promise<string[]> {
    return this.page.evaluate(() => {
      const han = /\p{Script=Han}/u;
      const own = ['简体中文'];
      const found: string[] = [];
      if (han.test(document.title)) found.push(`title: ${document.title}`);
      const marked = (element: Element) => element.closest('[lang^="zh"]') !== null && element.closest('[lang^="zh"]') !== document.documentElement;
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = (node.textContent ?? '').trim();
        const parent = node.parentElement;
        if (!han.test(text) || !parent || own.includes(text) || marked(parent) || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parent.tagName)) continue;
        if (parent.closest('dialog:not([open])') || !parent.checkVisibility()) continue;
        found.push(text);
      }
      for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const text = element.getAttribute(name) ?? '';
          if (han.test(text) && !own.includes(text) && !marked(element) && element.checkVisibility()) found.push(`${name}: ${text}`);
        }
      }
      return found;
    });
  }
}

/** What the dialog for a new workspace asks. */
export type NewWorkspace = { name: string; trade?: string; fiscalMonth?: number; currency?: string; who?: string; role?: string };

/** Where workspaces are chosen, made and brought in. */
export class StartPage extends Screen {
  constructor(page: Page, language: Language = 'zh-CN') {
    super(page, language);
  }

  async open(): Promise<this> {
    await this.goto('/workspaces');
    await expect(this.page.getByTestId('create-workspace')).toBeVisible();
    return this;
  }

  get createDialog(): Locator {
    return this.page.getByTestId('create-dialog');
  }

  card(name: string): Locator {
    return this.page.getByTestId('workspace-card').filter({ hasText: name });
  }

  /** Fills the whole dialog and waits for the workspace's home page. */
  async create(wanted: NewWorkspace): Promise<void> {
    await this.page.getByTestId('create-workspace').click();
    await expect(this.createDialog).toBeVisible();
    await this.page.getByTestId('create-name').fill(wanted.name);
    if (wanted.trade) await this.page.getByTestId('create-trade').fill(wanted.trade);
    if (wanted.fiscalMonth) await this.page.getByTestId('create-fiscal').selectOption(String(wanted.fiscalMonth));
    if (wanted.currency) await this.page.getByTestId('create-currency').selectOption(wanted.currency);
    if (wanted.who) await this.page.getByTestId('create-who').fill(wanted.who);
    if (wanted.role) await this.page.getByTestId('create-role').fill(wanted.role);
    await this.page.getByTestId('create-confirm').click();
    await expect(this.createDialog).toBeHidden();
    await expect(this.heading).toHaveText(wanted.name);
  }

  /** Opens a workspace of the list. */
  async enter(name: string): Promise<void> {
    await this.card(name).getByRole('link').click();
    await expect(this.heading).toHaveText(name);
  }

  /** Chooses a file and shows what is in it. */
  async choose(name: string, text: string): Promise<void> {
    await this.page.getByTestId('import-file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await expect(this.page.getByTestId('import-dialog')).toBeVisible();
  }
}

/** Where the data are, and the way out. */
export class DataPage extends Screen {
  async open(): Promise<this> {
    await this.navigate(this.say('ui.nav.data'));
    await expect(this.page.getByTestId('export')).toBeVisible();
    return this;
  }

  /** The exported file. */
  async export(): Promise<{ name: string; text: string }> {
    return this.download(() => this.page.getByTestId('export').click());
  }
}
