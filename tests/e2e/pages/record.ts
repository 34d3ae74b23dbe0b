// The page of one record: what it is, what can follow from it, what it is linked with.
import type { Locator } from '@playwright/test';
import { AppPage } from './base.ts';

export class RecordPage extends AppPage {
  get title(): Locator {
    return this.heading;
  }

  /** The label of its kind. */
  get kind(): Locator {
    return this.main.locator('.page-kind');
  }

  /** The buttons of an action: one, or one for each row it is offered on. */
  action(id: string): Locator {
    return this.page.getByTestId('record-actions').getByTestId(`action-${id}`);
  }

  /** Groups of links from here and to here. */
  get links(): Locator {
    return this.main.locator('section[aria-labelledby="record-links"]').getByRole('listitem');
  }
}
