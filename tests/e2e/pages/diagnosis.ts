// The diagnosis: assessments, scoring, results, rating, audit, needs.
import { expect, type Locator } from '@playwright/test';
import { WorkspacePage } from './data.ts';

export class DiagnosisPage extends WorkspacePage {
  /** Shows a part, for example `rating`. */
  async open(part = ''): Promise<void> {
    await this.show(part === '' ? 'diagnosis' : `diagnosis/${part}`);
    await expect(this.page.locator('.loading')).toHaveCount(0);
  }

  /** Begins an assessment with what the dialog proposes, and the rater's name. */
  async begin(rater: string): Promise<void> {
    await this.page.getByTestId('begin-assessment').click();
    await this.page.getByTestId('begin-confirm').click();
    await expect(this.page.getByTestId('scoring')).toBeVisible();
    await this.rate(rater);
  }

  /** Says who scores. */
  async rate(rater: string): Promise<void> {
    await this.page.locator('#assessment-rater').fill(rater);
    await this.page.locator('#assessment-rater').press('Enter');
    await expect(this.statement).toBeFocused();
  }

  /** The statement on the screen. */
  get statement(): Locator {
    return this.page.locator('#statement');
  }

  /** Presses a key for each statement and waits until the next one stands there. */
  async score(keys: string[]): Promise<void> {
    for (const key of keys) {
      const before = await this.statement.innerText();
      await this.page.keyboard.press(key);
      await expect(this.statement).not.toHaveText(before);
    }
  }

  get progress(): Locator {
    return this.page.getByTestId('score-progress');
  }

  /** Gives every question of a rating its points. */
  async answer(points: number[]): Promise<void> {
    for (const [index, worth] of points.entries()) {
      await this.page.getByTestId(`question-R${String(index + 1).padStart(2, '0')}`).getByRole('radio').nth(worth).check();
    }
  }

  /** Records a finding of the audit on the first question. */
  async find(finding: string, grade: string, recommendation: string): Promise<void> {
    await this.page.getByTestId('add-finding').first().click();
    const dialog = this.page.getByTestId('finding-dialog');
    await dialog.locator('#finding-text').fill(finding);
    await dialog.getByRole('radio', { name: grade }).check();
    await dialog.locator('#finding-recommendation').fill(recommendation);
    await dialog.getByTestId('save-finding').click();
    await expect(dialog).toBeHidden();
  }
}
