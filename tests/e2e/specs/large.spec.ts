// Large files are read, checked and written away from the page: it goes on answering, shows how far the work is, and giving
// it up leaves everything as it was.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { idOf, rows, write, type Row } from '../bench/customers.ts';
import { expect, test } from '../fixtures.ts';
import { dataOf, recordsOf, WorkspacePage } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** Customers of the file; SOAK takes a hundred thousand. */
const COUNT = process.env.SOAK ? 100_000 : 12_000;

/** Notes from now on the longest time in which the page did not answer; the returned function tells it. */
async function watchAnswers(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const answers = { last: performance.now(), longest: 0 };
    (window as unknown as { answers: typeof answers }).answers = answers;
    const tick = (): void => {
      const now = performance.now();
      answers.longest = Math.max(answers.longest, now - answers.last);
      answers.last = now;
      setTimeout(tick, 5);
    };
    tick();
  });
  return () => page.evaluate(() => (window as unknown as { answers: { longest: number } }).answers.longest);
}

test('a large file is read beside the page, with progress, and giving it up changes nothing', async ({ page, quiet }) => {
  test.setTimeout(240_000);
  const path = write(`大文件 ${COUNT}`, rows(COUNT));
  const start = await new WorkspacesPage(page).show();
  const listing = await start.listing();
  const longest = await watchAnswers(page);
  await page.getByTestId('import-file').setInputFiles(path);
  await expect(page.getByTestId('job-inside')).toBeVisible();
  await page.getByTestId('job-inside').getByTestId('job-cancel').click();
  await expect(start.refusal).toContainText('已取消');
  await start.closeDialog();
  // Closing the dialog gives it up as well.
  await page.getByTestId('import-file').setInputFiles(path);
  await expect(page.getByTestId('job-inside')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(start.dialog).toHaveCount(0);
  const begun = Date.now();
  await page.getByTestId('import-file').setInputFiles(path);
  await expect(start.dialog).toContainText(`共 ${(COUNT + 1).toString()} 条记录`, { timeout: 60_000 });
  // The page may be slow where the machine is, but it is never away for as long as the reading takes.
  expect(await longest(), 'milliseconds without an answer').toBeLessThan(Math.max(1_500, (Date.now() - begun) / 2));
  await start.dialog.getByRole('button', { name: '取消', exact: true }).click();
  await expect(start.dialog).toHaveCount(0);
  expect(await start.listing()).toEqual(listing);
  expect(await start.databases()).not.toContainEqual(expect.stringContaining('shizhu-w-'));
  expect(quiet).toEqual([]);
});

/** A file of the family of these records in which every note was changed elsewhere, later. */
function changedEverywhere(records: Row[]): Buffer {
  const stamp = '019f15d9999f.0000.00000002';
  const others = records.map((record) => (record.kind === 'customer' ? { ...record, fields: { ...record.fields, note: '从别处改过' }, stamps: { note: stamp } } : record));
  const text = readFileSync(write(`全改 ${COUNT}`, others), 'utf8');
  return Buffer.from(text.replace('"versions":{', `"versions":{"00000002":"${stamp}",`).replace(/"revision":"[^"]+"/, `"revision":"${stamp}"`));
}

/** Notes from now on what the page does while it compares; `giveUp` presses cancel in the midst of it. */
async function watchComparing(page: Page, giveUp: boolean): Promise<() => Promise<{ answers: number; longest: number; share: string }>> {
  await page.evaluate((giveUp) => {
    const seen = { answers: 0, longest: 0, share: '' };
    (window as unknown as { comparing: typeof seen }).comparing = seen;
    let last = performance.now();
    const tick = (): void => {
      const bar = document.querySelector('[data-testid=job-inside]');
      const now = performance.now();
      if (bar?.querySelector('.job-label')?.textContent?.includes('比对')) {
        seen.answers += 1;
        seen.longest = Math.max(seen.longest, now - last);
        seen.share = bar.querySelector('.job-share')?.textContent || seen.share;
        if (giveUp && seen.share) bar.querySelector<HTMLElement>('[data-testid=job-cancel]')!.click();
      }
      last = now;
      setTimeout(tick, 0);
    };
    tick();
  }, giveUp);
  return () => page.evaluate(() => (window as unknown as { comparing: { answers: number; longest: number; share: string } }).comparing);
}

test('a large merge is compared while the page answers, with progress, and giving it up changes nothing', async ({ page, quiet }) => {
  test.setTimeout(300_000);
  const records = rows(COUNT);
  const start = await new WorkspacesPage(page).show();
  await page.getByTestId('import-file').setInputFiles(write(`比对 ${COUNT}`, records));
  await page.getByTestId('import-confirm').click({ timeout: 60_000 });
  const workspace = new WorkspacePage(page, await start.openedId());
  await expect(workspace.toast).toContainText('已导入');
  const before = dataOf((await workspace.export()).text);
  const file = { name: '同事改过.shizhu.json', mimeType: 'application/json', buffer: changedEverywhere(records) };
  const given = await watchComparing(page, true);
  await page.getByTestId('import-file').setInputFiles(file);
  await expect(start.refusal).toContainText('已取消', { timeout: 60_000 });
  expect((await given()).share, 'given up in the midst of it').toMatch(/^\d{1,2} %$/);
  await start.closeDialog();
  expect(dataOf((await workspace.export()).text) === before, 'nothing has changed').toBe(true);
  await workspace.reload();
  const seen = await watchComparing(page, false);
  const begun = Date.now();
  await page.getByTestId('import-file').setInputFiles(file);
  await expect(page.getByTestId('merge-summary')).toContainText(`修改 ${COUNT.toString()} 条`, { timeout: 60_000 });
  const { answers, longest } = await seen();
  console.log(`comparing ${COUNT} records: ${answers} answers, the longest time without one ${longest.toFixed(0)} ms`);
  expect(answers, 'answers of the page while it compares').toBeGreaterThan(5);
  // A turn takes about a fiftieth of a second; the rest is what else the machine does.
  expect(longest, 'milliseconds without an answer').toBeLessThan(Math.max(500, (Date.now() - begun) / 4));
  await start.dialog.getByRole('button', { name: '取消', exact: true }).click();
  await expect(start.dialog).toHaveCount(0);
  expect(quiet).toEqual([]);
});

test('a large file makes the round trip to the byte, merges, and is refused when it is broken [P00.11]', async ({ page, quiet }) => {
  test.setTimeout(300_000);
  const records = rows(COUNT);
  const path = write(`往返 ${COUNT}`, records);
  const start = await new WorkspacesPage(page).show();
  await page.getByTestId('import-file').setInputFiles(path);
  await page.getByTestId('import-confirm').click({ timeout: 60_000 });
  const workspace = new WorkspacePage(page, await start.openedId());
  await expect(workspace.toast).toContainText('已导入');
  const out = await workspace.export();
  const expected = records.map((record) => JSON.stringify(record));
  const lines = dataOf(out.text).split('\n').slice(3, 3 + expected.length).map((line) => line.trim().replace(/,$/, ''));
  expect(lines.length).toBe(expected.length);
  expect(lines.every((line, index) => line === expected[index]), 'every record to the byte').toBe(true);
  // The same family of copies with one value changed later: the merge finds exactly that.
  const stamp = '019f15d9999f.0000.00000002';
  const changed = records.map((record) => (record.id === idOf(7) ? { ...record, fields: { ...record.fields, note: '从别处改过' }, stamps: { note: stamp } } : record));
  const other = write(`改过 ${COUNT}`, changed);
  const text = readFileSync(other, 'utf8').replace('"versions":{', `"versions":{"00000002":"${stamp}",`).replace(/"revision":"[^"]+"/, `"revision":"${stamp}"`);
  await workspace.show('data');
  await page.getByTestId('import-file').setInputFiles({ name: 'back.shizhu.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByTestId('merge-summary')).toContainText('1', { timeout: 60_000 });
  await page.getByTestId('import-apply').click();
  await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 60_000 });
  await workspace.saved();
  await workspace.showRecord('customer', idOf(7));
  await expect(workspace.main).toContainText('从别处改过');
  // One byte differs: the worker says where the file is wrong, as the page does for small ones.
  await workspace.show('data');
  const broken = text.replace('"phone":"1', '"phone":"2');
  await page.getByTestId('import-file').setInputFiles({ name: 'broken.shizhu.json', mimeType: 'application/json', buffer: Buffer.from(broken) });
  await expect(start.refusal).toContainText('校验值不符', { timeout: 60_000 });
  await start.closeDialog();
  expect(recordsOf(out.text).length).toBe(COUNT + 1);
  expect(quiet).toEqual([]);
});
