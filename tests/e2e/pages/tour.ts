// The screens of the app, and the way to each: what the sweeps over all screens (accessibility, layout, language) and the
// pictures have in common.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { stillness } from '../accessible.ts';
import { AppPage, type Language } from './base.ts';

/** What a workspace holds when a screen is looked at. */
export type Filling = 'empty' | 'demo';

/** A screen and what has to be done to see it. */
export interface Screen {
  name: string;
  /** The part of the address behind the workspace; a whole address when it begins with `#`. */
  place: string;
  /** With which workspaces the screen is worth a look; both unless told. */
  fillings?: Filling[];
  /** Brings the screen into its state after it was opened. */
  open?: (tour: Tour) => Promise<void>;
  /** Takes the state back where leaving the screen does not. */
  close?: (tour: Tour) => Promise<void>;
}

/** A workspace file to look into before it is taken; what somebody wrote in it stands in the language of the tour. */
function sampleFile(tour: Tour): Buffer {
  const file = JSON.parse(readFileSync(new URL('../../data/frozen/bundle-1.shizhu.json', import.meta.url), 'utf8')) as { name: string; data: unknown };
  const inLanguage = (text: string) => (tour.language === 'en' ? text.replaceAll(/[\u3000-\u9fff]+/g, 'Sample') : text);
  const data = inLanguage(JSON.stringify(file.data));
  const sha256 = createHash('sha256').update(data).digest('hex');
  return Buffer.from(JSON.stringify({ ...file, name: inLanguage(file.name), sha256, data: JSON.parse(data) as unknown }));
}

const escape = async (tour: Tour): Promise<void> => {
  await tour.page.keyboard.press('Escape');
  await expect(tour.page.locator('dialog[open]')).toHaveCount(0);
};

const closeMenu = async (tour: Tour): Promise<void> => {
  await tour.page.keyboard.press('Escape');
  await expect(tour.page.getByRole('menu')).toHaveCount(0);
};

/** A menu, dialog or drawer and the button that opens it. */
interface Overlay {
  name: string;
  place: string;
  fillings?: Filling[];
  /** The button, by its test id. */
  button: string;
  /** What it opens, by its test id; a menu without. */
  shown?: string;
}

const overlay = ({ button, shown, ...screen }: Overlay): Screen => ({
  ...screen,
  open: async (tour) => {
    // Without a limit a button that is not there would take the time of all screens.
    await tour.page.getByTestId(button).first().click({ timeout: 5_000 });
    await expect(shown === undefined ? tour.page.getByRole('menu') : tour.page.getByTestId(shown)).toBeVisible();
  },
  close: shown === undefined ? closeMenu : escape,
});

/** A step has seven pages; each is a screen of its own. */
const STEPS: Screen[] = [1, 2, 3, 4, 5, 6, 7].map((number) => ({ name: `step-${number}`, place: `p/1/s/${number}` }));

const DOCUMENTS: Screen[] = ['environment_summary', 'goal_tree', 'responsibility_sheets', 'goal_document'].map((output) => ({
  name: `document-${output.replaceAll('_', '-')}`,
  place: `p/1/doc/${output}`,
}));

const CONTENT = new URL('../../../public/content/', import.meta.url);

/** Every step and every document of pillars 2 to 10, as their content names them. */
const PILLARS: Screen[] = readdirSync(CONTENT)
  .filter((folder) => /^(0[2-9]|10)-/.test(folder))
  .flatMap((folder) => {
    const number = Number(folder.slice(0, 2));
    const { steps, outputs } = JSON.parse(readFileSync(new URL(`${folder}/steps.json`, CONTENT), 'utf8')) as { steps: { id: string }[]; outputs: { id: string }[] };
    return [
      ...steps.map(({ id }) => ({ name: `step-${id}`, place: `p/${number}/s/${id.replace(/^P\d+\./, '')}` })),
      ...outputs.map(({ id }) => ({ name: `document-${id.replaceAll('_', '-')}`, place: `p/${number}/doc/${id}` })),
    ];
  });

/**
 * Every `of`-th screen of pillars 2 to 10 (none without it), and every `ofOthers`-th of the others (all without it), beginning with
 * the `index`-th: sweeps share them.
 */
export interface Part {
  index: number;
  of?: number;
  ofOthers?: number;
}

/** `make soak` looks at every screen with every value; otherwise sweeps share them so that each is seen with each value once. */
const LONG = process.env.SOAK !== undefined;

/** Every screen of the app beside those. */
export const SCREENS: Screen[] = [
  { name: 'start', place: '#/workspaces' },
  {
    name: 'create-dialog',
    place: '#/workspaces',
    fillings: ['empty'],
    open: async (tour) => {
      await tour.page.getByTestId('create-workspace').click();
      await expect(tour.page.getByTestId('create-dialog')).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'import-refused',
    place: '#/workspaces',
    fillings: ['empty'],
    open: async (tour) => {
      await tour.page.getByTestId('import-file').setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"of another program"}') });
      await expect(tour.page.getByTestId('import-refused')).toBeVisible();
    },
    close: escape,
  },
  { name: 'home', place: 'home' },
  { name: 'pillar', place: 'p/1' },
  ...STEPS,
  {
    name: 'step-with-error-summary',
    place: 'p/1/s/1',
    fillings: ['empty'],
    open: async (tour) => {
      await tour.page.getByTestId('complete-step').click();
      await expect(tour.page.getByTestId('error-summary')).toBeVisible();
    },
  },
  { name: 'check', place: 'p/1/check' },
  ...DOCUMENTS,
  { name: 'goal-list', place: 'goal' },
  {
    name: 'drawer',
    place: 'goal',
    fillings: ['demo'],
    open: async (tour) => {
      await tour.page.locator('.row-link').first().click();
      await expect(tour.page.locator('dialog.drawer[open]')).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'columns-menu',
    place: 'goal',
    fillings: ['demo'],
    open: async (tour) => {
      await tour.page.getByRole('button', { name: tour.text('列', 'Columns'), exact: true }).click();
      await expect(tour.page.getByRole('menu')).toBeVisible();
    },
    close: closeMenu,
  },
  {
    name: 'menu-on-paper',
    place: 'p/5/doc/evaluation_dashboard',
    fillings: ['demo'],
    open: async (tour) => {
      await tour.page.getByRole('button', { name: tour.text('导出图表', 'Export chart') }).first().click();
      await expect(tour.page.getByRole('menu')).toBeVisible();
    },
    close: closeMenu,
  },
  {
    name: 'data-tables-of-charts',
    place: 'p/2/doc/marketing_plan',
    fillings: ['demo'],
    open: async (tour) => {
      const toggles = tour.page.getByTestId('chart-table-toggle');
      for (let index = 0; index < (await toggles.count()); index += 1) await toggles.nth(index).click();
      await expect(tour.page.locator('.chart-table').first()).toBeVisible();
    },
  },
  {
    name: 'paste-dialog',
    place: 'person',
    open: async (tour) => {
      await tour.page.getByTestId('paste-person').click();
      await tour.page.getByTestId('paste-text').fill(`${tour.text('姓名', 'Name')}\t${tour.text('角色', 'Role')}\nA\tB\nC\tD\n`);
      await expect(tour.page.getByTestId('paste-add')).toBeVisible();
    },
    close: async (tour) => {
      await tour.page.getByTestId('paste-text').fill('');
      await escape(tour);
    },
  },
  { name: 'goal-record', place: 'goal', fillings: ['demo'], open: (tour) => tour.firstRecord('goal') },
  { name: 'person-record', place: 'person', fillings: ['demo'], open: (tour) => tour.firstRecord('person') },
  { name: 'data', place: 'data' },
  { name: 'settings', place: 'settings' },
  { name: 'help', place: 'help' },
  { name: 'history', place: 'history' },
  { name: 'method', place: 'method' },
  { name: 'search', place: 'search' },
  { name: 'search-results', place: 'search?q=a', fillings: ['demo'] },
  { name: 'actions', place: 'actions' },
  { name: 'reviews', place: 'reviews' },
  { name: 'alerts', place: 'alerts' },
  { name: 'dashboard', place: 'dashboard' },
  {
    name: 'dashboard-filled',
    place: 'dashboard',
    open: async (tour) => {
      const starter = tour.page.getByTestId('dashboard-starter');
      if ((await starter.count()) > 0) await starter.click();
      await expect(tour.page.getByTestId('dashboard')).toBeVisible();
    },
  },
  {
    name: 'tour',
    place: 'home',
    open: async (tour) => {
      await tour.page.keyboard.press('Control+k');
      await tour.page.locator('#palette-input').fill(tour.text('看一遍导览', 'Take the tour'));
      await tour.page.keyboard.press('Enter');
      await expect(tour.page.getByTestId('tour')).toBeVisible();
    },
    close: async (tour) => {
      await tour.page.keyboard.press('Escape');
      await expect(tour.page.getByTestId('tour')).toHaveCount(0);
    },
  },
  { name: 'diagnosis', place: 'diagnosis' },
  { name: 'diagnosis-rating', place: 'diagnosis/rating' },
  { name: 'diagnosis-audit', place: 'diagnosis/audit' },
  { name: 'diagnosis-needs', place: 'diagnosis/needs' },
  {
    name: 'diagnosis-result',
    place: 'diagnosis',
    fillings: ['demo'],
    open: async (tour) => {
      await tour.page.getByTestId('assessments').locator('tbody tr').last().getByRole('link').first().click();
      await expect(tour.page.getByTestId('headline')).toBeVisible();
    },
  },
  {
    name: 'diagnosis-rating-sheet',
    place: 'diagnosis/rating',
    fillings: ['demo'],
    open: async (tour) => {
      await tour.page.getByTestId('ratings').getByRole('link').first().click();
      await expect(tour.page.getByTestId('rating-total').first()).toBeVisible();
    },
  },
  {
    name: 'diagnosis-scoring',
    place: 'diagnosis',
    open: async (tour) => {
      await tour.page.getByTestId('begin-assessment').click();
      await tour.page.getByTestId('begin-confirm').click();
      await expect(tour.page.getByTestId('scoring')).toBeVisible();
    },
  },
  { name: 'library', place: 'library' },
  { name: 'embed', place: 'embed', fillings: ['demo'] },
  { name: 'run-of-show', place: 'show' },
  { name: 'quality', place: 'quality' },
  {
    name: 'import-table',
    place: 'import/customer',
    open: async (tour) => {
      const [one, other] = [tour.text('一', 'One'), tour.text('二', 'Two')];
      const rows = `${tour.text('名称', 'Name')},${tour.text('电话', 'Phone')}\n${one},13800000001\n${other},bad\n${one},13800000001\n`;
      await tour.page.getByTestId('table-file').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
      await tour.page.getByTestId('import-check').click();
      await expect(tour.page.getByTestId('import-result')).toBeVisible();
    },
  },
  {
    name: 'unite',
    place: 'customer',
    fillings: ['demo'],
    open: async (tour) => {
      const links = tour.page.locator('[data-testid="table-customer"] .row-link');
      const [one, other] = (await links.evaluateAll((found) => found.slice(0, 2).map((link) => link.getAttribute('href')!.split('/').at(-1)!))) as [string, string];
      await tour.show(`unite/customer/${one}/${other}`);
    },
  },
  {
    name: 'palette',
    place: 'home',
    open: async (tour) => {
      await tour.page.keyboard.press('Control+k');
      await expect(tour.page.getByTestId('palette')).toBeVisible();
      await tour.page.locator('#palette-input').fill(tour.text('目标', 'goal'));
    },
    close: escape,
  },
  {
    name: 'key-sheet',
    place: 'home',
    open: async (tour) => {
      await tour.page.keyboard.press('?');
      await expect(tour.page.getByTestId('key-sheet')).toBeVisible();
    },
    close: escape,
  },
  overlay({ name: 'workspace-menu', place: 'home', button: 'switch-workspace' }),
  overlay({ name: 'language-menu', place: 'home', button: 'language' }),
  overlay({ name: 'reset-question', place: 'home', fillings: ['demo'], button: 'reset-demo', shown: 'confirm-reset' }),
  overlay({ name: 'real-dialog', place: 'home', fillings: ['demo'], button: 'real-demo', shown: 'real-dialog' }),
  overlay({ name: 'tile-chooser', place: 'dashboard', fillings: ['demo'], button: 'dashboard-choose', shown: 'tile-chooser' }),
  overlay({ name: 'export-dialog', place: 'data', button: 'export-choose', shown: 'export-dialog' }),
  overlay({ name: 'give-dialog', place: 'data', button: 'handover-give', shown: 'give-dialog' }),
  overlay({ name: 'ask-dialog', place: 'data', button: 'handover-ask', shown: 'ask-dialog' }),
  overlay({ name: 'template-dialog', place: 'data', button: 'handover-template', shown: 'template-dialog' }),
  overlay({ name: 'begin-dialog', place: 'diagnosis', button: 'begin-assessment', shown: 'begin-dialog' }),
  {
    name: 'answer-alert',
    place: 'alerts',
    fillings: ['demo'],
    open: async (tour) => {
      await tour.page.getByTestId('alerts').getByRole('button').first().click();
      await expect(tour.page.getByTestId('answer-alert')).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'close-review',
    place: 'reviews',
    fillings: ['demo'],
    open: async (tour) => {
      await tour.page.getByTestId('reviews').getByRole('button').first().click();
      await expect(tour.page.getByTestId('close-review')).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'not-applicable-dialog',
    place: 'p/1/s/3',
    fillings: ['empty'],
    open: async (tour) => {
      await tour.page.getByRole('button', { name: tour.text('设为不适用', 'Mark as not applicable') }).first().click();
      await expect(tour.page.getByTestId('reason')).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'board-menu',
    place: 'p/7/s/3',
    fillings: ['demo'],
    open: async (tour) => {
      await tour.page.locator('main button[aria-haspopup="menu"][aria-label^="' + tour.text('移动', 'Move') + '"]').first().click();
      await expect(tour.page.getByRole('menu')).toBeVisible();
    },
    close: closeMenu,
  },
  {
    name: 'import-preview',
    place: '#/workspaces',
    fillings: ['empty'],
    open: async (tour) => {
      await tour.page.getByTestId('import-file').setInputFiles({ name: 'sample.shizhu.json', mimeType: 'application/json', buffer: sampleFile(tour) });
      await expect(tour.page.getByTestId('import-confirm').or(tour.page.getByTestId('import-apply'))).toBeVisible();
    },
    close: escape,
  },
  { name: 'not-found-in-workspace', place: 'p/1/doc/nothing' },
  { name: 'not-found', place: '#/nowhere' },
  { name: 'gallery', place: '#/gallery' },
];

/** Goes from screen to screen in one page. */
export class Tour extends AppPage {
  private workspace = '';
  /** The screen being looked at belongs to pillars 2 to 10. */
  isShared = false;
  /** Place of the screen being looked at among all. */
  private place = 0;

  constructor(page: Page, language: Language, readonly filling: Filling, readonly part?: Part) {
    super(page, language);
  }

  /** Starts the program and makes the workspace. */
  async begin(): Promise<this> {
    await this.goto('#/workspaces');
    if (this.filling === 'demo') {
      await this.page.getByTestId('open-demo').click();
    } else {
      await this.page.getByTestId('create-workspace').click();
      await this.page.getByTestId('create-name').fill(this.text('空白工作区', 'An empty workspace'));
      await this.page.getByTestId('create-confirm').click();
    }
    await expect(this.page.getByTestId('next-step')).toBeVisible({ timeout: 20_000 });
    this.workspace = /#\/w\/[^/]+\//.exec(this.page.url())![0];
    return this;
  }

  /** The screens that a workspace of this filling has. */
  get screens(): Screen[] {
    const { part } = this;
    const taken = (of: number) => (_: Screen, number: number) => part !== undefined && (LONG || number % of === part.index % of);
    const own = SCREENS.filter((screen) => (screen.fillings ?? ['empty', 'demo']).includes(this.filling));
    return [...(part?.ofOthers ? own.filter(taken(part.ofOthers)) : own), ...(part?.of ? PILLARS.filter(taken(part.of)) : [])];
  }

  /** Of these values every so many, other ones from screen to screen; a sweep in the other language looks at this screen with others. */
  share<T>(values: T[], parts: number): T[] {
    const first = (this.place + (this.language === 'en' ? parts / 2 : 0)) % parts;
    return LONG ? values : values.filter((_, number) => number % parts === first);
  }

  /** Opens a screen and waits until it has its content. */
  async see(screen: Screen): Promise<void> {
    this.isShared = PILLARS.includes(screen);
    this.place = Math.max(0, SCREENS.indexOf(screen));
    const hash = screen.place.startsWith('#') ? screen.place : `${this.workspace}${screen.place}`;
    await this.page.evaluate((next) => {
      if (location.hash !== next) location.hash = next;
    }, hash);
    await this.settled();
    await screen.open?.(this);
    await this.settled();
  }

  /** Sees every screen and gathers what `faultsOf` finds there; a screen that does not open is a fault as well. */
  async sweep(faultsOf: () => Promise<string[]>): Promise<string[]> {
    const faults: string[] = [];
    // `SCREENS=dashboard,data` looks at the screens of those names alone, while working on them.
    for (const screen of this.screens.filter(({ name }) => (process.env.SCREENS ?? '').split(',').some((part) => name.includes(part)))) {
      await test.step(screen.name, async () => {
        try {
          await this.see(screen);
          faults.push(...(await faultsOf()).map((fault) => `${screen.name}: ${fault}`));
          await screen.close?.(this);
        } catch (error) {
          faults.push(`${screen.name}: ${(error as Error).message}`);
        }
      });
    }
    return faults;
  }

  /** Shows another place of the workspace. */
  async show(place: string): Promise<void> {
    await this.page.evaluate((next) => {
      location.hash = next;
    }, `${this.workspace}${place}`);
    await this.settled();
  }

  /** Opens the page of the first record of a list. */
  async firstRecord(kind: string): Promise<void> {
    const href = await this.page.locator(`[data-testid="table-${kind}"] .row-link`).first().getAttribute('href');
    await this.page.evaluate((next) => {
      location.hash = next!;
    }, href);
    await expect(this.page.getByTestId('remove-record')).toBeVisible();
  }

  /** Nothing is loading any more, the heading has the focus or whatever the screen gave it to, no transition runs. */
  async settled(): Promise<void> {
    await expect(this.heading.first()).toBeVisible();
    await expect(this.page.locator('.loading, .page-alone [role="status"]')).toHaveCount(0);
    // The app settles title and focus 30 ms after a change of the address; a timer of the page itself comes after that one.
    await this.page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 50)));
    await stillness(this.page);
  }
}
