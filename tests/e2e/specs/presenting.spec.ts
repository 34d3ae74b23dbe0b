// In front of an audience: one client and no trace of another, a run of show with notes, changes that are kept or thrown away;
// then what makes a workspace the company's own: out of the demo, with its logo and colour.
import { expectAccessible, stillness } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { PresentingPage } from '../pages/presenting.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

const OTHER = '另一位客户有限公司';

test('the run of show is prepared, ordered and annotated, and outlives a reload', async ({ page, quiet }) => {
  const list = new WorkspacesPage(page);
  await list.show();
  const show = await new PresentingPage(page, await list.openDemo()).open();
  await expect(page.getByTestId('run-empty')).toBeVisible();
  await page.getByTestId('run-sample').click();
  await expect(show.stops).toHaveCount(12);
  await show.stops.nth(11).getByTestId('run-up').click();
  await expect(show.stops.nth(10).getByRole('link')).toHaveText('诊断');
  await show.stops.nth(1).getByTestId('run-remove').click();
  await expect(show.stops).toHaveCount(11);
  await show.add('p/9');
  await show.stops.nth(0).getByTestId('run-note').fill('先问他们今年的目标');
  await expectAccessible(page);
  await page.reload();
  await expect(show.stops).toHaveCount(12);
  await expect(show.stops.nth(0).getByTestId('run-note')).toHaveValue('先问他们今年的目标');
  // It belongs to whoever presents: the file that a client gets holds nothing of it.
  await show.show('data');
  const file = await show.download(() => page.getByTestId('export').click());
  expect(file.text).not.toContain('先问他们今年的目标');
  expect(quiet).toEqual([]);
});

test('the demo is back after a reset, and how long that takes is printed', async ({ page }) => {
  const list = await new WorkspacesPage(page).show();
  const before = await list.openDemo();
  const show = new PresentingPage(page, before);
  await show.showCharter();
  await show.enter(show.vision, '演示时改的愿景');
  await page.getByTestId('reset-demo').click();
  await expect(list.accept).toBeVisible();
  // Measured in the page, from the press to the first picture of the fresh demo. A figure, no limit: machines differ.
  const taken = await page.evaluate(async (before) => {
    const begun = performance.now();
    document.querySelector<HTMLElement>('[data-testid="confirm-accept"]')!.click();
    const isBack = () => location.hash.startsWith('#/w/') && !location.hash.includes(before) && document.querySelector('main h1')?.textContent && document.querySelector('[data-testid="save-state"][data-state="saved"]');
    while (!isBack()) await new Promise((next) => { requestAnimationFrame(next); });
    return performance.now() - begun;
  }, before);
  console.log(`reset of the demo: ${Math.round(taken)} ms`);
  const fresh = new PresentingPage(page, await list.openedId());
  await fresh.showCharter();
  await expect(fresh.vision).not.toHaveValue('演示时改的愿景');
});

test('presenting shows one client and no trace of another, and moves by clicker keys', async ({ page, quiet }) => {
  const list = new WorkspacesPage(page);
  const other = await list.create({ name: OTHER, who: '顾问' });
  const show = await new PresentingPage(page, await list.create({ name: '北辰家居', who: '王小明' })).open();
  await page.getByTestId('theme').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const away = await page.context().newPage();
  await away.goto(`./#/w/${other}/home`);
  await expect(away.getByTestId('announcer')).toContainText(OTHER);
  await show.begin();
  // Another tab lets go of its client too, also of what was last read aloud there.
  await expect(away).toHaveURL(new RegExp(show.id));
  await expect.poll(() => away.locator('body').evaluate((body) => body.textContent)).not.toContain(OTHER);
  await away.close();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  // Without a run of one's own: home, then the ten pillars.
  await expect(show.place).toHaveText('1/11 首页');
  await expect(show.switcher).toHaveCount(0);
  await expectAccessible(page);

  // Neither by address nor by search nor by what the page holds.
  for (const hidden of ['#/workspaces', '#/', `#/w/${other}/home`, `#/w/${show.id}/data`, `#/w/${show.id}/embed`]) {
    await page.evaluate((hash) => { location.hash = hash; }, hidden);
    await page.waitForURL((url) => url.hash === `#/w/${show.id}/home`);
  }
  await expect(show.heading).toHaveText('北辰家居');
  // An address that leads nowhere keeps the bar, and with it the way on.
  await page.evaluate(() => { location.hash = '#/nowhere/at/all'; });
  await expect(show.heading).toHaveText('没有找到这个页面');
  await expect(page.getByTestId('presenter-bar')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: '首页' }).click();
  await expect(show.heading).toHaveText('北辰家居');
  expect(await page.title()).not.toContain(OTHER);
  await page.keyboard.press('Control+k');
  const palette = page.getByTestId('palette');
  await palette.getByRole('combobox').fill('客户');
  await expect(palette.getByRole('option').first()).toBeVisible();
  expect(await page.locator('body').textContent()).not.toContain(OTHER);
  await palette.getByRole('combobox').fill('全部工作区');
  await expect(palette.getByRole('option', { name: '全部工作区', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  await show.leaveFields();
  await page.keyboard.press('PageDown');
  await page.waitForURL(/\/p\/1$/);
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/\/p\/2$/);
  await expect(show.place).toContainText('3/11');
  await page.keyboard.press('b');
  await expect(page.getByTestId('present-blackness')).toBeVisible();
  await page.keyboard.press('PageUp');
  await expect(page.getByTestId('present-blackness')).toHaveCount(0);
  await page.waitForURL(/\/p\/1$/);
  await page.keyboard.press('0');
  await page.waitForURL(/\/p\/10$/);

  // Esc is what closes other things, too: the end waits for a press, and another Esc goes on.
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('present-ending')).toContainText('内容没有变动');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('present-ending')).toBeHidden();
  await expect(page.getByTestId('presenter-bar')).toBeVisible();
  expect(await page.locator('body').textContent()).not.toContain(OTHER);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('present-ending').getByTestId('present-go-on')).toBeFocused();
  await page.getByTestId('present-ending').getByTestId('present-keep').click();
  // Nothing was changed: the desk is as it was.
  await show.atTheDesk();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await show.switcher.click();
  await expect(page.getByRole('menu')).toContainText(OTHER);
  expect(quiet).toEqual([]);
});

test('the notes stand in a window of their own, which leads the way', async ({ page }) => {
  const show = await new PresentingPage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' })).open();
  await show.add('home');
  await show.add('actions');
  await show.stops.nth(1).getByTestId('run-note').fill('问：谁来做？');
  const notes = await show.notesWindow();
  await expect(notes.getByTestId('notes-next')).toBeDisabled();
  await show.begin();
  await page.waitForURL(/\/home$/);
  await notes.getByTestId('notes-next').click();
  await expect(notes.getByTestId('notes-text')).toHaveText('问：谁来做？');
  await page.waitForURL(/\/actions$/);
  await notes.getByTestId('notes-black').click();
  await expect(page.getByTestId('present-blackness')).toBeVisible();
  await notes.getByTestId('notes-previous').click();
  await expect(page.getByTestId('present-blackness')).toHaveCount(0);
  await page.waitForURL(/\/home$/);
  await expectAccessible(notes);
});

test('changes are made only where somebody says so, outlive a reload, and are thrown away or kept at the end', async ({ page }) => {
  const show = new PresentingPage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await show.show('p/1/s/1');
  const vision = page.getByTestId('form-charter').locator('textarea').first();
  await vision.fill('原来的愿景');
  await show.leaveFields();
  await show.saved();
  const toStep = () => page.evaluate((hash) => { location.hash = hash; }, `#/w/${show.id}/p/1/s/1`);

  await show.open();
  await show.begin();
  await toStep();
  await expect(vision).toBeDisabled();
  await page.getByTestId('present-edit').click();
  await expect(vision).toBeEnabled();
  await vision.fill('演示时改的愿景');
  await show.leaveFields();
  await page.waitForFunction(() => document.documentElement.dataset.save === 'saved');
  await page.reload();
  await show.presenting();
  await expect(vision).toHaveValue('演示时改的愿景');
  await expect(vision).toBeDisabled();
  await show.askEnd();
  await expect(page.getByTestId('present-ending')).toContainText('改动 1 条');
  await expect(page.getByTestId('present-changes')).toContainText('原来的愿景');
  await expectAccessible(page);
  await page.getByTestId('present-go-on').click();
  await show.askEnd();
  await page.getByTestId('present-discard').click();
  await show.atTheDesk();
  await expect(vision).toHaveValue('原来的愿景');

  await show.open();
  await show.begin();
  await toStep();
  await page.getByTestId('present-edit').click();
  await vision.fill('留下的愿景');
  await show.askEnd();
  await page.getByTestId('present-keep').click();
  await show.atTheDesk();
  await expect(vision).toHaveValue('留下的愿景');
});

test('the demo becomes a real workspace: structure alone, or its content marked as samples; own entries stay', async ({ page }) => {
  const list = new WorkspacesPage(page);
  await list.show();
  const demo = new PresentingPage(page, await list.openDemo());
  await demo.show('p/1/s/1');
  await page.getByTestId('form-charter').locator('textarea').first().fill('我们自己的愿景');
  await demo.leaveFields();
  await demo.saved();

  await page.getByTestId('real-demo').click();
  await page.getByTestId('real-confirm').click();
  await expect(page.getByTestId('real-dialog')).toContainText('名称');
  await page.getByTestId('real-name').fill('新客户');
  await expect(page.getByTestId('real-kept')).toContainText('不带');
  await page.getByTestId('real-confirm').click();
  await expect(demo.heading).toHaveText('新客户');
  await expect(page.getByTestId('demo-banner')).toHaveCount(0);
  const blank = new PresentingPage(page, await list.openedId());
  expect(blank.id).not.toBe(demo.id);
  await blank.show('p/1/s/1');
  await expect(page.getByTestId('form-charter').locator('textarea').first()).toHaveValue('我们自己的愿景');
  await blank.show('department');
  const rows = (kind: string) => page.getByTestId(`table-${kind}`).locator('tbody tr');
  await expect(rows('department').first()).toContainText('示例');
  await blank.show('customer');
  await expect(rows('customer').locator('.row-link')).toHaveCount(0);

  // With the content: records carry the mark, documents no longer the label of the demo.
  await list.show();
  await page.getByTestId('workspace-card').filter({ hasText: '演示数据' }).getByRole('button').click();
  await page.getByRole('menuitem', { name: '转为真实工作区' }).click();
  await page.getByTestId('real-name').fill('带内容的客户');
  await page.getByRole('radio', { name: '连同内容' }).check();
  await page.getByTestId('real-confirm').click();
  await expect(demo.heading).toHaveText('带内容的客户');
  const full = new PresentingPage(page, await list.openedId());
  await full.show('customer');
  await expect(rows('customer').first()).toContainText('示例');
  await full.show('p/1/doc/goal_tree');
  await expect(page.getByTestId('doc-demo')).toHaveCount(0);
});

test('a workspace has its logo and colour; a colour that cannot be read is darkened and said so', async ({ page }) => {
  const work = new PresentingPage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
  await work.show('settings');
  const fill = () => page.locator('.shell-mark').evaluate((element) => getComputedStyle(element).backgroundColor);
  const usual = await fill();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="500"><script>alert(1)</script><rect width="2000" height="500" fill="#c02"/></svg>';
  await page.getByTestId('brand-logo').setInputFiles({ name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
  await expect(page.getByTestId('brand').getByRole('alert')).toContainText('words.txt');
  await page.getByTestId('brand-logo').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) });
  const logo = page.locator('.shell-header').getByTestId('logo');
  await expect(logo).toHaveAttribute('src', /^data:image\/png;base64,/);
  expect(await logo.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([480, 120]);

  await page.getByTestId('brand-accent').fill('#ffd400');
  await expect(page.getByTestId('accent-told')).toContainText('已自动加深');
  await expect.poll(fill).not.toBe(usual);
  await expectAccessible(page);
  await page.getByTestId('theme').click();
  await stillness(page);
  await expectAccessible(page);
  await page.getByTestId('brand-accent').fill('#7b1fa2');
  await expect(page.getByTestId('accent-told')).toContainText('可以读清');
  await work.show('p/1/doc/goal_document');
  await expect(page.getByTestId('doc-logo').first()).toBeVisible();
  expect(await page.locator('.doc-head').first().evaluate((head) => getComputedStyle(head).borderBottomColor)).toBe('rgb(123, 31, 162)');
  await work.reload();
  await expect(logo).toBeVisible();
  await work.show('settings');
  await page.getByTestId('brand-usual').click();
  await page.getByTestId('theme').click();
  await expect.poll(fill).toBe(usual);
  await page.getByTestId('brand-remove').click();
  await expect(logo).toHaveCount(0);
});
