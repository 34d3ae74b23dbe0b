// Parts of the program that are fetched when they are first shown. A release only: a development build is one piece.
import { type Page } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { WorkspacePage } from '../pages/data.ts';
import { Screen } from '../pages/start.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** Names of the chunks that the page has asked for, without hash. */
function watchChunks(page: Page): Set<string> {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const name = /\/chunks\/(\w+)-/.exec(request.url())?.[1];
    if (name) asked.add(name);
  });
  return asked;
}

/** A device that saves data: nothing is fetched before it is needed. */
async function saveData(page: Page): Promise<void> {
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
}

async function workspace(page: Page): Promise<WorkspacePage> {
  return new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
}

test('a page of a chunk is fetched when it is first opened, takes title and focus, and is there at once the next time', async ({ page, quiet }) => {
  await saveData(page);
  const asked = watchChunks(page);
  const work = await workspace(page);
  expect([...asked]).not.toContain('settings');
  await work.show('settings');
  await expect(work.heading).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(`^${await work.heading.innerText()} – `));
  expect([...asked]).toContain('settings');
  asked.clear();
  await work.show('help');
  await expect(work.heading).toBeFocused();
  expect([...asked]).toEqual([]);
  expect(quiet).toEqual([]);
});

test('a chunk that does not arrive says so and comes with another try', async ({ page }) => {
  await saveData(page);
  const work = await workspace(page);
  const screen = new Screen(page);
  await page.route('**/chunks/settings-*', (route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'Not found.' }));
  await work.show('settings');
  await expect(work.heading).toHaveText(screen.say('ui.chunk.missing'));
  await expect(work.heading).toBeFocused();
  await expectAccessible(page);
  // Nothing is lost by it: the frame works, and another try fails as plainly as the first.
  await page.getByTestId('chunk-retry').click();
  await expect(work.heading).toHaveText(screen.say('ui.chunk.missing'));
  await page.unroute('**/chunks/settings-*');
  await page.getByTestId('chunk-retry').click();
  await expect(page.getByTestId('chunk-missing')).toHaveCount(0);
  await expect(work.heading).not.toHaveText(screen.say('ui.chunk.missing'));
});

test('a dialog whose content does not arrive says so inside, and gives the focus to its field when it does', async ({ page }) => {
  await saveData(page);
  await workspace(page);
  await page.route('**/chunks/palette-*', (route) => route.abort());
  await page.getByTestId('open-palette').click();
  const dialog = page.getByTestId('palette');
  await expect(dialog.getByTestId('chunk-missing')).toBeVisible();
  await page.unroute('**/chunks/palette-*');
  await dialog.getByTestId('chunk-retry').click();
  await expect(dialog.getByRole('combobox')).toBeFocused();
});

test('a host that names a wrong type for wasm sends chunks as well', async ({ page }) => {
  await saveData(page);
  await page.route('**/chunks/*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'text/plain' } });
  });
  const work = await workspace(page);
  await work.show('settings');
  await expect(work.heading).toBeFocused();
  await expect(page.getByTestId('chunk-missing')).toHaveCount(0);
});

test('every chunk stands in the list of files and is fetched ahead when nothing else is to be done', async ({ page, request }) => {
  const asked = watchChunks(page);
  await workspace(page);
  const { files } = (await (await request.get('files.json')).json()) as { files: { name: string }[] };
  const listed = files.flatMap(({ name }) => /^chunks\/(\w+)-/.exec(name)?.[1] ?? []);
  expect(listed).toContain('settings');
  await expect.poll(() => [...asked].sort(), { timeout: 30_000 }).toEqual(listed.sort());
});
