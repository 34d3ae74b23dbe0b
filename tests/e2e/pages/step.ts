// Steps of pillar 1 and the tools on them, and the page of a record.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from './base.ts';
import { Screen } from './start.ts';
import { Form, RecordTable, pick } from './table.ts';

export type Letter = 's' | 'm' | 'a' | 'r' | 't';
export type Verdict = 'pass' | 'open' | 'fail';
export type Status = 'not_started' | 'in_progress' | 'done' | 'problem' | 'not_applicable';

/** A step of the pillar. */
export class StepPage extends Screen {
  constructor(page: Page, language: Language, readonly number: number) {
    super(page, language);
  }

  get id(): string {
    return `P01.${this.number}`;
  }

  get title(): string {
    return this.content.steps[this.id]!.title;
  }

  /** Goes to the step: by the list of steps if it is there, else through the pillar. */
  async open(): Promise<this> {
    await this.dismissToasts();
    const list = this.page.getByRole('navigation', { name: this.say('ui.step.list') });
    if (!(await list.isVisible())) {
      await this.page.getByRole('navigation', { name: this.say('ui.nav.main') }).getByRole('link', { name: new RegExp(`1 ${this.content.pillar.name}`) }).click();
      await this.page.getByTestId(`step-${this.id}`).click();
    } else {
      await list.getByRole('link', { name: this.title }).click();
    }
    await this.shown();
    return this;
  }

  async shown(): Promise<void> {
    await expect(this.heading).toHaveText(this.title);
    await expect(this.completeButton).toBeVisible();
  }

  get completeButton(): Locator {
    return this.page.getByTestId('complete-step');
  }

  get summary(): Locator {
    return this.page.getByTestId('error-summary');
  }

  get findings(): Locator {
    return this.page.getByTestId('findings').getByRole('listitem');
  }

  /** What must be corrected before the step can be completed. */
  get fixes(): Locator {
    return this.findings.filter({ has: this.page.locator('.is-fix') });
  }

  /** The step is as it was said to be, in the list beside it. */
  async expectStatus(status: Status): Promise<void> {
    const item = this.page.getByRole('navigation', { name: this.say('ui.step.list') }).getByRole('listitem').filter({ hasText: this.title });
    await expect(item.getByText(this.say(`ui.status.${status}`))).toBeAttached();
  }

  /** Completes the step; the next one, or the check page, appears. */
  async complete(): Promise<void> {
    await expect(this.fixes, 'nothing is left to fix').toHaveCount(0);
    await this.completeButton.click();
    await expect(this.heading).not.toHaveText(this.title);
  }

  /** The form of a kind that has one record. */
  form(kind: string): Form {
    return new Form(this.page, this.language, kind, this.page.getByTestId(`form-${kind}`));
  }

  table(kind: string): RecordTable {
    return new RecordTable(this.page, this.language, kind);
  }

  tool(name: string): Locator {
    return this.page.getByTestId(`tool-${name}`);
  }

  // --- goals ---------------------------------------------------------------

  smartCard(statement: string): Locator {
    return this.tool('smart_panel').getByTestId('smart-card').filter({ has: this.page.getByRole('link', { name: statement }) });
  }

  /** Adds a goal from one sentence. */
  async addGoal(sentence: string): Promise<void> {
    await this.page.getByTestId('goal-line').fill(sentence);
    await this.page.getByTestId('goal-line-add').click();
    await expect(this.smartCard(sentence)).toBeVisible();
  }

  /** The page of a goal. */
  async openGoal(statement: string): Promise<GoalPage> {
    await this.smartCard(statement).getByRole('link', { name: statement }).click();
    await expect(this.heading).toHaveText(statement);
    return new GoalPage(this.page, this.language);
  }

  /** How each letter stands. */
  async expectLetters(scope: Locator, verdicts: Partial<Record<Letter, Verdict>>): Promise<void> {
    for (const [letter, verdict] of Object.entries(verdicts)) {
      const row = scope.locator('.smart-mark').filter({ hasText: this.say(`ui.goals.letter.${letter}`) }).first();
      await expect(row, `${letter} is ${verdict}`).toContainText(this.say(`ui.goals.verdict.${verdict}`));
    }
  }

  // --- resources -----------------------------------------------------------

  verdictCard(goal: string): Locator {
    return this.page.getByTestId('resource-verdict').getByRole('listitem').filter({ has: this.page.getByRole('link', { name: goal }) }).first();
  }

  // --- consensus and actions -----------------------------------------------

  get answers(): Locator {
    return this.page.getByTestId('consensus-goal');
  }

  /** Shows the answers to a goal. */
  async askAbout(goal: string): Promise<void> {
    await this.page.getByTestId('consensus-matrix').getByRole('columnheader').getByRole('button', { name: goal }).click();
    await expect(this.answers).toContainText(goal);
  }

  /** Records one person's answer. */
  async answer(person: string, verdict: 'agree' | 'agree_with_remark' | 'object'): Promise<void> {
    const group = this.answers.getByRole('group', { name: person, exact: true });
    const word = this.choiceName('consensus', 'verdict', verdict);
    await group.getByRole('radio', { name: word, exact: true }).check();
    await expect(group.getByRole('radio', { name: word, exact: true })).toBeChecked();
  }

  /** A task for a goal, made in the dialog. */
  async taskFor(goal: string, task: { title: string; owner: string; due: string; measure: string }): Promise<void> {
    await this.page.getByTestId('goals-without-action').getByRole('listitem').filter({ hasText: goal }).getByTestId('task-from-goal').click();
    await this.page.getByTestId('task-title').fill(task.title);
    await this.page.getByTestId('task-owner').selectOption({ label: task.owner });
    await this.page.getByTestId('task-due').fill(task.due);
    await this.page.getByTestId('task-measure').fill(task.measure);
    await this.page.getByTestId('task-create').click();
    await expect(this.dialog).toHaveCount(0);
  }

  // --- reviews -------------------------------------------------------------

  calendarRow(goal: string): Locator {
    return this.page.getByTestId('review-calendar').getByRole('row').filter({ hasText: goal });
  }

  // --- breakdown -----------------------------------------------------------

  /** Shows the breakdown of a goal by a dimension. */
  async breakDown(goal: string, dimension: string): Promise<void> {
    await this.page.getByTestId('split-goal').selectOption({ label: goal });
    await this.page.getByTestId('split-rows').selectOption({ label: this.fieldName('target_share', dimension) });
  }

  /** The cell of the amount of one part. */
  shareCell(part: string): Locator {
    const name = this.say('ui.goals.breakdown.cell', { row: part, column: this.fieldName('target_share', 'amount') });
    return this.page.getByTestId('breakdown').getByRole('textbox', { name, exact: true });
  }

  async share(part: string, amount: string): Promise<void> {
    await this.shareCell(part).fill(amount);
    await this.shareCell(part).blur();
  }

  get balance(): Locator {
    return this.page.getByTestId('split-balance');
  }

  get printBreakdown(): Locator {
    return this.page.getByTestId('split-print');
  }
}

/** Changes the state of a goal within a card, dialog or page. */
export class Gate extends Screen {
  constructor(page: Page, language: Language, readonly scope: Locator) {
    super(page, language);
  }

  async to(status: string): Promise<void> {
    await this.scope.getByTestId(`goal-to-${status}`).click();
  }

  get refusals(): Locator {
    return this.scope.locator('.gate-list').getByRole('listitem');
  }

  async expectStatus(status: string): Promise<void> {
    await expect(this.scope.locator('.gate-state')).toHaveAttribute('data-status', status);
  }
}

/** The page of one record. */
export class RecordPage extends Screen {
  form(kind: string): Form {
    return new Form(this.page, this.language, kind, this.page.getByTestId(`form-${kind}`));
  }
}

/** The page of a goal with its sections. */
export class GoalPage extends RecordPage {
  get fields(): Form {
    return this.form('goal');
  }

  get gate(): Gate {
    return new Gate(this.page, this.language, this.page.getByTestId('goal-sections').getByTestId('gate'));
  }

  /** Links a record of the environment as a basis of the goal. */
  async basis(kind: 'env_factor' | 'competitor', title: string): Promise<void> {
    await pick(this.page.getByTestId(`link-${kind}`), title);
    await expect(this.page.getByTestId('goal-sections').locator('.chip').filter({ hasText: title })).toBeVisible();
  }

  /** Adds a resource line in its drawer over the goal. */
  async addResource(values: { kind: string; name: string; unit: string; needed: string; available: string }): Promise<void> {
    await this.page.getByTestId('section-add-resource').click();
    const form = this.form('resource');
    await form.choose('resource_kind', values.kind);
    await form.typeAll({ name: values.name, unit: values.unit, needed: values.needed, available: values.available });
    await this.saved();
    await this.page.getByTestId('drawer-close').click();
    await expect(this.page.getByTestId('goal-sections').getByRole('link', { name: values.name })).toBeVisible();
  }
}
