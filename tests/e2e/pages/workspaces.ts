// The page of workspaces: choose, create, import, rename, duplicate, archive, delete; and the demo.
import { expect, type Locator } from '@playwright/test';
import { AppPage } from './base.ts';

/** What the dialog for a new workspace asks. */
export interface NewWorkspace {
  name: string;
  trade?: string;
  /** First month of the fiscal year, 1 to 12. */
  fiscalYearStart?: string;
  /** ISO code. */
  currency?: string;
  who?: string;
  role?: string;
}

/** A file as a file input takes it. */
export interface GivenFile {
  name: string;
  mimeType?: string;
  buffer: Buffer;
}

export class WorkspacesPage extends AppPage {
  /** Opens the page by its address. */
  async show(): Promise<this> {
    await this.goto('#/workspaces');
    await expect(this.createButton).toBeVisible();
    return this;
  }

  get createButton(): Locator {
    return this.page.getByTestId('create-workspace');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Fills the dialog for a new workspace without confirming it. */
  async fillNew(details: NewWorkspace): Promise<void> {
    await this.createButton.click();
    await this.page.getByTestId('create-name').fill(details.name);
    if (details.trade !== undefined) await this.page.getByTestId('create-trade').fill(details.trade);
    if (details.fiscalYearStart !== undefined) await this.page.getByTestId('create-fiscal').selectOption(details.fiscalYearStart);
    if (details.currency !== undefined) await this.page.getByTestId('create-currency').selectOption(details.currency);
    if (details.who !== undefined) await this.page.getByTestId('create-who').fill(details.who);
    if (details.role !== undefined) await this.page.getByTestId('create-role').fill(details.role);
  }

  async confirmNew(): Promise<void> {
    await this.page.getByTestId('create-confirm').click();
  }

  /** Creates a workspace, which opens it; returns its id. */
  async create(details: NewWorkspace): Promise<string> {
    await this.show();
    await this.fillNew(details);
    await this.confirmNew();
    await expect(this.dialog).toHaveCount(0);
    return this.openedId();
  }

  /** Opens the demo with one click from the start page; returns its id. */
  async openDemo(): Promise<string> {
    await this.page.getByTestId('open-demo').click();
    return this.openedId();
  }

  /** Waits until a workspace is open and returns its id from the address. */
  async openedId(): Promise<string> {
    await this.page.waitForURL(/#\/w\/[0-9a-f-]{36}\/home/);
    await expect(this.page.getByTestId('save-state')).toBeVisible({ timeout: 20_000 });
    return /#\/w\/([0-9a-f-]{36})\//.exec(this.page.url())![1]!;
  }

  /** The list below a heading of the page. */
  private below(chinese: string, english: string): Locator {
    const heading = this.main.getByRole('heading', { level: 2, name: this.text(chinese, english), exact: true });
    return heading.locator('xpath=following-sibling::ul[1]');
  }

  get active(): Locator {
    return this.below('工作区', 'Workspaces').getByRole('listitem');
  }

  get archived(): Locator {
    return this.below('已归档', 'Archived').getByRole('listitem');
  }

  get trash(): Locator {
    return this.below('回收站', 'Trash').getByRole('listitem');
  }

  /** The entry of a workspace of this exact name, in the list or the archive. */
  card(name: string): Locator {
    return this.page.getByTestId('workspace-card').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Everything the page lists, as text: to compare before and after. */
  async listing(): Promise<string[]> {
    return this.main.getByRole('listitem').allInnerTexts();
  }

  /** Chooses an action from the menu of a workspace. */
  async act(name: string, chinese: string, english: string): Promise<void> {
    await this.card(name).getByRole('button', { name: this.text(`“${name}”的操作`, `Actions for “${name}”`), exact: true }).click();
    await this.page.getByRole('menuitem', { name: this.text(chinese, english), exact: true }).click();
  }

  async open(name: string): Promise<string> {
    await this.card(name).getByRole('link').click();
    return this.openedId();
  }

  async beginRename(name: string): Promise<Locator> {
    await this.act(name, '重命名', 'Rename');
    return this.dialog.getByRole('textbox');
  }

  async rename(from: string, to: string): Promise<void> {
    await (await this.beginRename(from)).fill(to);
    await this.dialog.getByRole('button', { name: this.text('重命名', 'Rename'), exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  async duplicate(name: string): Promise<void> {
    await this.act(name, '复制一份', 'Duplicate');
  }

  async archive(name: string): Promise<void> {
    await this.act(name, '归档', 'Archive');
  }

  async unarchive(name: string): Promise<void> {
    await this.act(name, '取消归档', 'Unarchive');
  }

  /** The confirming button of the dialog that is open. */
  get accept(): Locator {
    return this.page.getByTestId('confirm-accept');
  }

  get typedName(): Locator {
    return this.page.getByTestId('confirm-text');
  }

  async remove(name: string): Promise<void> {
    await this.act(name, '删除工作区', 'Delete workspace');
    await this.typedName.fill(name);
    await this.accept.click();
    await expect(this.dialog).toHaveCount(0);
  }

  async restore(name: string): Promise<void> {
    await this.trash.filter({ hasText: name }).getByTestId('restore-workspace').click();
  }

  async beginPurge(name: string): Promise<void> {
    await this.trash.filter({ hasText: name }).getByRole('button', { name: this.text('彻底删除', 'Delete for good'), exact: true }).click();
  }

  /** Gives the page a file to import; a dialog answers. */
  async offer(file: GivenFile): Promise<void> {
    await this.page.getByTestId('import-file').setInputFiles({ mimeType: 'application/json', ...file });
    await expect(this.dialog).toBeVisible();
  }

  /** Imports a file as a new workspace, which opens it; returns its id. */
  async import(file: GivenFile): Promise<string> {
    await this.offer(file);
    const asNew = this.page.getByTestId('import-how').locator('.segment:has(input[value="new"])');
    await expect(asNew.or(this.page.getByTestId('import-confirm')).first()).toBeVisible();
    // With an open workspace there is a choice, and merging comes first.
    if (await asNew.isVisible()) await asNew.click();
    await this.page.getByTestId('import-confirm').click();
    await expect(this.dialog).toHaveCount(0);
    return this.openedId();
  }

  /** The sentence of a file that was not taken. */
  get refusal(): Locator {
    return this.page.getByTestId('import-refused');
  }

  /** Closes the dialog that is open. */
  async closeDialog(): Promise<void> {
    await this.dialog.locator('.dialog-actions').getByRole('button', { name: this.text('关闭', 'Close'), exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** Names of the databases with the workspaces and their list; the one that remembers linked folders holds none of their data. */
  async databases(): Promise<string[]> {
    return this.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name !== 'shizhu-folders').sort());
  }
}
