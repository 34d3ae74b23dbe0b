// What a consultant leaves behind: one file with program and data that comes back, forms by file, templates, a cleared device.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { expect, test, watchConsole } from '../fixtures.ts';
import { recordsOf } from '../pages/data.ts';
import { DiagnosisPage } from '../pages/diagnosis.ts';
import { FilesPage } from '../pages/files.ts';
import { HandedFile, HandoverPage } from '../pages/handover.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';
import { Site } from '../site.ts';
import { dumpOf } from '../stores.ts';

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shizhu-handover-'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));
// Packing and unpacking the whole program takes its time on a slow machine.
test.beforeEach(() => test.setTimeout(180_000));

const back = (file: { name: string; text: string }) => ({ name: file.name, buffer: Buffer.from(file.text) });

/** A page of somebody else's browser. */
async function elsewhere(browser: Browser, locale = 'zh-CN'): Promise<Page> {
  const context = await browser.newContext({ locale, timezoneId: 'Asia/Shanghai', acceptDownloads: true });
  return context.newPage();
}

async function demo(page: Page): Promise<HandoverPage> {
  const there = await new WorkspacesPage(page).show();
  await page.getByTestId('open-demo').click();
  return new HandoverPage(page, await there.openedId());
}

async function fresh(page: Page): Promise<HandoverPage> {
  const there = new WorkspacesPage(page);
  return new HandoverPage(page, await there.create({ name: '北辰家居', trade: '家居', who: '王小明', role: '顾问' }));
}

test('the sample company as one file, opened from the disk by somebody else, edited, and merged back [P00.11]', async ({ page, browser }) => {
  const home = await demo(page);
  await home.show('data');
  const path = await home.give(folder);
  const other = await elsewhere(browser);
  const messages = watchConsole(other);
  const file = await new HandedFile(other, path).open();
  await expect(file.band).toContainText('交给你的副本');
  await expect(other.getByTestId('memory-banner')).toHaveCount(0);
  await expectAccessible(other);
  await file.showPlace('p/1/s/1');
  const copy = file.copy;
  await copy.enter(copy.mission, '对方写的使命');
  const saved = await file.save();
  // Opened again it is the same copy, not another one.
  await other.reload();
  await expect(copy.mission).toHaveValue('对方写的使命');
  await other.evaluate(() => (location.hash = '#/workspaces'));
  await expect(other.getByTestId('workspace-card')).toHaveCount(1);
  // From this file, without any host, further files can be made.
  await other.goBack();
  await file.showPlace('data');
  await new HandoverPage(other, '').give(folder, { mode: 'view' });
  file.expectAlone();
  expect(messages).toEqual([]);
  await other.context().close();

  await home.showCharter();
  await home.enter(home.vision, '这里写的愿景');
  const files = new FilesPage(page);
  await home.show('data');
  await files.offer(back(saved));
  // The mission, and what cites it.
  await expect(files.summary).toHaveText(/^合并后：新增 0 条，修改 \d+ 条，删除 0 条。$/);
  await expect(files.conflicts).toHaveCount(0);
  await expect(files.dialog).toContainText('对方写的使命');
  await files.apply();
  const charter = (await home.records()).find((record) => record.kind === 'charter')!;
  expect(charter.fields).toMatchObject({ mission: '对方写的使命', vision: '这里写的愿景' });
});

test('read-only behind a passphrase: nothing can be changed, nothing stays [P00.06]', async ({ page, browser }) => {
  const home = await fresh(page);
  await home.showCharter();
  await home.enter(home.vision, '只给总经理看的愿景');
  await home.show('data');
  const path = await home.give(folder, { mode: 'view', passphrase: '一句很长的口令 2026' });
  const other = await elsewhere(browser, 'en');
  const file = await new HandedFile(other, path, 'en').open();
  await expectAccessible(other);
  await file.unlock('something else');
  await expect(file.main).toContainText('passphrase is not right');
  await file.unlock('一句很长的口令 2026');
  await expect(file.band).toContainText('read-only copy');
  await file.showPlace('p/1/s/1');
  await expect(file.copy.vision).toHaveValue('只给总经理看的愿景');
  await expect(file.copy.vision).toBeDisabled();
  await expect(other.getByTestId('memory-banner')).toHaveCount(0);
  await file.showPlace('person');
  await expect(other.getByTestId('add-person')).toBeHidden();
  expect(await other.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(await other.evaluate(() => JSON.stringify(localStorage))).not.toContain('总经理');
  await other.reload();
  await expect(other.getByTestId('handover-passphrase')).toBeVisible();
  file.expectAlone();
  await other.context().close();
});

test('two raters answer by file; their scores are united, and none enters a locked assessment [P00.09, P00.11]', async ({ page, browser }) => {
  const home = await fresh(page);
  const desk = new DiagnosisPage(page, home.id);
  await desk.open();
  await desk.begin('李工');
  await desk.score(['3', '3', '3', '3']);
  const assessment = /score\/([0-9a-f-]+)/.exec(page.url())![1]!;
  await home.show('data');
  const path = await home.ask(folder, 'assessment', { note: '周五前发回' });
  const answers = [];
  for (const [name, keys] of [['陈工', ['1', '3', 'u', '3']], ['赵工', ['5', '3', 'n', '3']], ['迟到的人', ['0', '0', '0', '0']]] as const) {
    const other = await elsewhere(browser);
    const file = await new HandedFile(other, path).open();
    await expect(file.head).toContainText('王小明请你填写：北辰家居');
    await expect(file.head).toContainText('周五前发回');
    const form = new DiagnosisPage(other, '');
    await expect(form.statement).toBeVisible();
    await other.getByTestId('ask-who').fill(name);
    await other.getByTestId('ask-who').press('Enter');
    await expect(other.locator('#assessment-rater')).toHaveValue(name);
    // Nobody sees what others have said.
    await expect(form.progress).toContainText('0/40');
    await form.statement.focus();
    await form.score([...keys]);
    if (name === '陈工') await expectAccessible(other);
    const saved = await file.save('ask-save');
    expect(saved.name).toContain(name);
    expect(saved.text).not.toContain('李工');
    answers.push(saved);
    // What is not asked is not there.
    await file.showPlace('p/1/s/1');
    await expect(file.main).toContainText('这里没有要你填的内容');
    file.expectAlone();
    await other.context().close();
  }
  const files = new FilesPage(page);
  for (const answer of answers.slice(0, 2)) {
    await home.show('data');
    await files.offer(back(answer));
    await expect(files.summary).toHaveText('合并后：新增 4 条，修改 0 条，删除 0 条。');
    await files.apply();
  }
  await desk.open(`result/${assessment}`);
  // 1, 3 and 5: the median is 3, the spread is talked about.
  await expect(page.getByTestId('discussion').locator('tbody tr')).toHaveCount(1);
  await desk.open();
  await expect(page.getByTestId('assessments')).toContainText('李工、赵工、陈工');
  await desk.open(`result/${assessment}`);
  await page.getByTestId('lock-assessment').click();
  await page.getByTestId('lock-dialog').getByRole('button', { name: '锁定' }).click();
  await expect(page.getByTestId('lock-assessment')).toHaveCount(0);
  await home.show('data');
  await files.offer(back(answers[2]!));
  await expect(page.getByTestId('merge-locked')).toContainText('有 4 条改动涉及已经锁定的评估');
  await expect(files.applyButton).toBeDisabled();
  await files.cancel();
});

test('steps and the daily report by file come back into the right places [P04.A22]', async ({ page, browser }) => {
  const home = await demo(page);
  await home.show('data');
  const steps = await home.ask(folder, 'steps', { steps: ['P01.1', 'P04.1'], to: '孙悦' });
  const report = await home.ask(folder, 'report', { to: '孙悦' });
  const other = await elsewhere(browser);
  const form = await new HandedFile(other, steps).open();
  await expect(form.head.getByRole('navigation').getByRole('link')).toHaveCount(2);
  await expect(other.getByTestId('ask-who')).toHaveValue('孙悦');
  await form.copy.enter(form.copy.mission, '孙悦写的使命');
  const answered = await form.save('ask-save');
  // Customers and contact data are not in a file for steps.
  expect(new Set(recordsOf(answered.text).map((record) => record.kind)).has('customer')).toBe(false);
  expect(JSON.parse(answered.text)).toMatchObject({ scope: { personal: false } });
  form.expectAlone();
  await other.close();

  const second = await elsewhere(browser);
  const daily = await new HandedFile(second, report).open();
  await expect(daily.heading).toHaveText('一线报告');
  await expectAccessible(second);
  await daily.copy.enter(daily.copy.input('field_report', '一句话小结', 'Summary'), '竞品在县城降价');
  const told = await daily.save('ask-save');
  await second.context().close();
  await other.context().close();

  const files = new FilesPage(page);
  await home.show('data');
  await files.offer(back(answered));
  await expect(files.summary).toHaveText(/^合并后：新增 0 条，修改 \d+ 条，删除 0 条。$/);
  await files.apply();
  await files.offer(back(told));
  await expect(files.summary).toHaveText('合并后：新增 1 条，修改 0 条，删除 0 条。');
  await files.apply();
  const records = await home.records();
  expect(records.find((record) => record.kind === 'charter')!.fields['mission']).toBe('孙悦写的使命');
  expect(records.filter((record) => record.kind === 'field_report' && record.fields['summary'] === '竞品在县城降价')).toHaveLength(1);
});

test('a survey behind a passphrase: two sheets come back, are previewed, and count', async ({ page, browser }) => {
  const home = await demo(page);
  await home.show('data');
  const path = await home.ask(folder, 'survey', { to: '孙悦', note: '门店里问两位客人', passphrase: '问卷 2026 门店' });
  const sheets = async () => (await home.records()).filter((record) => record.kind === 'survey_answer');
  const before = await sheets();

  const other = await elsewhere(browser);
  const form = await new HandedFile(other, path).open();
  // Before the passphrase nothing of the survey is told.
  await expect(form.main).not.toContainText('手环');
  await form.unlock('问卷 2026 门店');
  await expect(form.head).toContainText('请填写：示例：智能手环品牌');
  await expect(form.head).toContainText('门店里问两位客人');
  const sheet = other.getByTestId('sheet');
  const choose = (question: number, answer: string) =>
    sheet.getByRole('radiogroup', { name: new RegExp(`^${question}\\.`) }).getByRole('radio', { name: answer, exact: true }).check();
  await choose(1, '记运动');
  await choose(2, '4');
  await sheet.getByRole('checkbox', { name: '表带' }).check({ force: true });
  await form.copy.enter(sheet.getByRole('textbox', { name: /^4\./ }), '充电夹换大一点');
  await other.getByTestId('next-sheet').click();
  await choose(1, '看睡眠');
  await choose(2, '5');
  await expectAccessible(other);
  const answered = await form.save('ask-save');
  expect(answered.name).toContain('孙悦');
  const kinds = new Set(recordsOf(answered.text).map((record) => record.kind));
  expect(kinds.has('survey_answer')).toBe(true);
  for (const kind of ['customer', 'goal', 'assessment', 'field_report']) expect(kinds.has(kind), kind).toBe(false);
  form.expectAlone();
  await other.context().close();

  const files = new FilesPage(page);
  await home.show('data');
  await files.offer(back(answered));
  await expect(files.summary).toHaveText('合并后：新增 2 条，修改 0 条，删除 0 条。');
  await expect(files.dialog).toContainText('孙悦 1');
  await files.apply();
  const after = await sheets();
  expect(after).toHaveLength(before.length + 2);
  const told = after.filter((record) => String(record.fields['sheet']).startsWith('孙悦'));
  expect(told.map((record) => Object.values(record.fields)).flat()).toEqual(expect.arrayContaining(['记运动', '4', '表带', '充电夹换大一点', '看睡眠', '5']));
  // Offered again, the same file brings nothing new.
  await home.show('data');
  await files.offer(back(answered));
  await expect(files.summary).toContainText('没有新内容');
  await files.cancel();
});

test('a new client starts from a template: structure and lists, nothing of the old one [P00.08]', async ({ page }) => {
  const home = await demo(page);
  await home.show('data');
  const bare = await home.template(false);
  const before = await home.records();
  const people = before.filter((record) => record.kind === 'person').map((record) => String(record.fields['name']));
  const there = await new WorkspacesPage(page).show();
  await there.fillNew({ name: '新客户', who: '王小明' });
  // An ordinary file is refused with the reason.
  await page.getByTestId('template-file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(page.getByTestId('create-dialog')).toContainText(/不是|不属于/);
  await page.getByTestId('template-file').setInputFiles({ mimeType: 'application/json', ...back(bare) });
  await expect(page.getByTestId('template-chosen')).toBeVisible();
  await expectAccessible(page);
  await there.confirmNew();
  const started = new HandoverPage(page, await there.openedId());
  const { text } = await started.export();
  const records = recordsOf(text);
  const kinds = new Set(records.map((record) => record.kind));
  expect(records.filter((record) => record.kind === 'indicator').length).toBe(before.filter((record) => record.kind === 'indicator').length);
  for (const kind of ['goal', 'customer', 'reading', 'task']) expect(kinds.has(kind), kind).toBe(false);
  expect(records.filter((record) => record.kind === 'person').map((record) => record.fields['name'])).toEqual(['王小明']);
  for (const name of people) expect(text.includes(name), name).toBe(name === '王小明');
  expect(records.some((record) => before.some((old) => old.id === record.id))).toBe(false);
  // Dropped on the window, a template offers nothing but to start from it.
  const files = new FilesPage(page);
  await files.drop(bare.text);
  await page.getByTestId('template-start').click();
  await expect(page.getByTestId('template-chosen')).toContainText('模板');
});

test.describe('on a borrowed machine', () => {
  test.use({ serviceWorkers: 'allow' });
  test('a file is made without a network, then the device is cleared and shows that nothing is left', async ({ browser }) => {
    const site = await new Site().start();
    const context = await browser.newContext({ baseURL: site.address, locale: 'zh-CN', acceptDownloads: true, serviceWorkers: 'allow' });
    const page = await context.newPage();
    try {
      const home = await fresh(page);
      await home.show('settings');
      await expect(page.getByTestId('offline-state')).toHaveAttribute('data-state', 'ready', { timeout: 60_000 });
      await page.reload();
      await home.started();
      await site.stop();
      await home.show('data');
      await home.give(folder);
      await site.start();
      const section = page.getByTestId('clear');
      const archive = await home.download(() => section.getByTestId('clear-save').click());
      expect(archive.name).toMatch(/\.shizhu\.zip$/);
      // The message of the saved file may lie over the link.
      await section.getByTestId('clear-go').press('Enter');
      const count = (place: string) => page.locator(`#held tr[data-place="${place}"] td`).last();
      for (const place of ['workers', 'caches', 'databases', 'settings']) await expect(count(place)).toHaveText(/^[1-9]/);
      await expectAccessible(page);
      await expect(page.getByRole('button', { name: /清除全部/ })).toBeDisabled();
      await page.locator('#clear-word').fill('清除');
      await page.getByRole('button', { name: /清除全部/ }).click();
      await expect(page.locator('#cleared')).toContainText('全部清除');
      for (const place of ['workers', 'caches', 'files', 'databases', 'settings']) await expect(count(place)).toHaveText('0');
      expect(await dumpOf(page)).not.toContain('北辰家居');
      expect(await page.evaluate(async () => [(await indexedDB.databases()).length, (await caches.keys()).length, localStorage.length])).toEqual([0, 0, 0]);
      await page.getByRole('link', { name: /Back to Shizhu/ }).click();
      await expect(page.getByTestId('create-workspace')).toBeVisible();
      await expect(page.getByTestId('workspace-card')).toHaveCount(0);
    } finally {
      await context.close();
      await site.close();
    }
  });
});
