// Files in and out: lossless round trip, unknown keys survive, bad files are refused; rescue. Hostile text: hostile.spec.ts.
import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { expect, test, watchConsole } from '../fixtures.ts';
import { dataOf, recordsOf, WorkspacePage, type FileRecord } from '../pages/data.ts';
import { WorkspacesPage, type GivenFile } from '../pages/workspaces.ts';

const fileOf = (text: string | Buffer, name = '工作区.shizhu.json'): GivenFile => ({ name, buffer: Buffer.from(text as string) });

/** A page of another browser profile. */
async function elsewhere(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true });
  return context.newPage();
}

/** A small workspace with two people, one deleted record and a charter. */
async function small(page: Page): Promise<WorkspacePage> {
  const workspace = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', trade: '家居', who: '王小明', role: '顾问' }));
  await workspace.addPerson('张三');
  await workspace.addPerson('李四');
  await page.getByRole('button', { name: '删除“李四”', exact: true }).click();
  await workspace.saved();
  await workspace.showCharter();
  await workspace.enter(workspace.vision, '第一行\n第二行 “引号” \\ / \t 😀 👨‍👩‍👧 e\u0301 \u200f‏עברית‎');
  return workspace;
}

/** The file with its lines of records changed and its counts and checksum set anew, as src/io/bundle writes it. */
function rewritten(text: string, change: (lines: string[]) => string[], correct = true): string {
  const match = /^(.*\n {2}"data": \{\n {4}"records": \[\n)(.*?)(\n {4}\](?:,\n {4}"tombstones": (\{.*?\}))?(?:,\n {4}"deleted": \[\n(.*?)\n {4}\])?\n {2}\}\n\}\n)$/s.exec(text)!;
  const [, head, body, tail, tombstones, buried] = match;
  const deleted = buried?.split('\n').map((line) => line.trim().replace(/,$/, '')).join(',');
  const lines = change(body!.split('\n').map((line) => line.trim().replace(/,$/, '')));
  const compact = `{"records":[${lines.join(',')}]${tombstones ? `,"tombstones":${tombstones}` : ''}${deleted ? `,"deleted":[${deleted}]` : ''}}`;
  const sum = createHash('sha256').update(compact).digest('hex');
  const counts = new Map<string, number>();
  for (const line of lines) {
    const { kind } = JSON.parse(line) as { kind?: string };
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const counted = [...counts].sort().map(([kind, count]) => `    "${kind}": ${count}`).join(',\n');
  const summed = head!.replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${sum}"`).replace(/"counts": \{[^}]*\}/, `"counts": {\n${counted}\n  }`);
  const renewed = correct ? summed : head!;
  return `${renewed}${lines.map((line) => `      ${line}`).join(',\n')}${tail}`;
}

test.describe('round trip', () => {
  test('the checksum of a file is that of its data', async ({ page }) => {
    const { text } = await (await small(page)).export();
    expect(rewritten(text, (lines) => lines)).toBe(text);
    expect(JSON.parse(text)).toMatchObject({ format: 'shizhu', version: 1, name: '北辰家居', counts: { person: 2, charter: 1, workspace: 1 } });
    expect(Object.keys((JSON.parse(text) as { data: { tombstones: object } }).data.tombstones)).toHaveLength(1);
  });

  test('what was exported, imported in another browser and exported again is equal to the byte', async ({ page, browser }) => {
    const file = await (await small(page)).export();
    expect(file.name).toMatch(/^北辰家居_营销管理体系_\d{4}-\d\d-\d\d_\d{4}\.shizhu\.json$/);
    const other = await elsewhere(browser);
    const messages = watchConsole(other);
    const start = await new WorkspacesPage(other).show();
    await start.offer(fileOf(file.text));
    await expect(start.dialog).toContainText('“北辰家居”，共 4 条记录');
    await expect(start.dialog).toContainText('人员 2');
    await other.getByTestId('import-confirm').click();
    const copy = new WorkspacePage(other, await start.openedId());
    await expect(copy.toast).toContainText('已导入');
    await expect(copy.heading).toHaveText('北辰家居');
    expect(dataOf((await copy.export()).text)).toBe(dataOf(file.text));
    // Also after the program was loaded again and the pages were read from the disk.
    await copy.reload();
    expect(dataOf((await copy.export()).text)).toBe(dataOf(file.text));
    // The work goes on there: a change arrives in the next file, nothing else differs.
    await copy.showCharter();
    await copy.enter(copy.mission, '接着做');
    const [before, after] = [recordsOf(file.text), await copy.records()];
    const others = (records: FileRecord[]) => records.filter(({ kind }) => kind !== 'charter');
    expect(others(after)).toEqual(others(before));
    expect(after.find(({ kind }) => kind === 'charter')?.fields).toEqual({ ...before.find(({ kind }) => kind === 'charter')?.fields, mission: '接着做' });
    expect(messages).toEqual([]);
    await other.context().close();
  });

  test('the demo makes the round trip to the byte, in place and in another browser', async ({ page, browser }) => {
    test.setTimeout(120_000);
    const start = await new WorkspacesPage(page).show();
    const demo = new WorkspacePage(page, await start.openDemo());
    await demo.addPerson('后来的人');
    await page.getByRole('button', { name: '删除“后来的人”', exact: true }).click();
    await demo.showCharter();
    await demo.enter(demo.vision, '改过的愿景');
    const file = await demo.export();
    expect(recordsOf(file.text).length).toBeGreaterThan(300);
    const other = await elsewhere(browser);
    const there = await new WorkspacesPage(other).show();
    const copy = new WorkspacePage(other, await there.import(fileOf(file.text)));
    expect(dataOf((await copy.export()).text)).toBe(dataOf(file.text));
    await other.context().close();
    // In the same browser the copy gets a name of its own; everything but that name is equal.
    await start.show();
    const second = new WorkspacePage(page, await start.import(fileOf(file.text)));
    expect(second.id).not.toBe(demo.id);
    const text = (await second.export()).text;
    const name = (recordsOf(file.text).find(({ kind }) => kind === 'workspace')!.fields.name as string);
    expect(JSON.parse(text)).toMatchObject({ name: `${name}（导入）` });
    expect(dataOf(text).replaceAll(`${name}（导入）`, name)).toBe(dataOf(file.text));
    await demo.show('home');
    await expect(demo.heading).toHaveText(name);
  });

  test('unknown fields, keys and kinds of a newer version survive, also an edit of the same record', async ({ page, browser }) => {
    const { text } = await (await small(page)).export();
    const changed = rewritten(text, (lines) => {
      const at = lines.findIndex((line) => line.includes('"kind":"charter"'));
      const charter = lines[at]!
        .replace(/"fields":\{/, '"fields":{"a_future_field":{"b":[1,2.5,"三",null,true],"a":-7},')
        .replace(/\}$/, ',"a_future_key":["x",{"y":0.1}]}');
      const future = '{"id":"ffffffff-0000-7000-8000-000000000001","kind":"future_kind","created":"019f15d35800.0000.00000000","fields":{"title":"未来"}}';
      return lines.with(at, charter).concat(future);
    });
    // Names sort before those that are known, as the program writes them.
    const other = await elsewhere(browser);
    const start = await new WorkspacesPage(other).show();
    const copy = new WorkspacePage(other, await start.import(fileOf(changed)));
    await copy.reload();
    const again = (await copy.export()).text;
    expect(again).toContain('"a_future_field":');
    expect(recordsOf(again)).toEqual(recordsOf(changed));
    await copy.showCharter();
    await copy.enter(copy.mission, '接着做');
    await copy.undoButton.click();
    await copy.saved();
    await copy.showCharter();
    await copy.enter(copy.mission, '接着做');
    await copy.show('person');
    const later = await copy.records();
    const charter = later.find(({ kind }) => kind === 'charter')!;
    expect(charter.fields.a_future_field).toEqual({ b: [1, 2.5, '三', null, true], a: -7 });
    expect(charter).toHaveProperty('a_future_key', ['x', { y: 0.1 }]);
    expect(charter.fields.mission).toBe('接着做');
    expect(later.find(({ kind }) => kind === 'future_kind')?.fields).toEqual({ title: '未来' });
    // A second round trip of what was written here.
    const { text: final } = await copy.export();
    await start.show();
    const third = new WorkspacePage(other, await start.import(fileOf(final)));
    const renamed = (await third.export()).text;
    expect(dataOf(renamed).replaceAll('北辰家居（导入）', '北辰家居')).toBe(dataOf(final));
    await other.context().close();
  });

  test('a file with a byte order mark and one written in a single line are taken', async ({ page, browser }) => {
    const { text } = await (await small(page)).export();
    const other = await elsewhere(browser);
    const start = await new WorkspacesPage(other).show();
    const first = new WorkspacePage(other, await start.import(fileOf(`\ufeff${text.replaceAll('\n', '\r\n')}`)));
    expect(dataOf((await first.export()).text)).toBe(dataOf(text));
    await start.show();
    const second = new WorkspacePage(other, await start.import(fileOf(JSON.stringify(JSON.parse(text)))));
    expect((await second.records()).length).toBe(recordsOf(text).length);
    await other.context().close();
  });
});

test('a file that cannot be taken is refused with its own sentence, and nothing changes', async ({ page, quiet }) => {
  test.setTimeout(120_000);
  const workspace = await small(page);
  const { text } = await workspace.export();
  const start = await new WorkspacesPage(page).show();
  const [listing, databases] = [await start.listing(), await start.databases()];
  const bad: Record<string, { file: GivenFile; says: RegExp }> = {
    empty: { file: fileOf(''), says: /这个文件是空的/ },
    'only blanks': { file: fileOf(' \n\t '), says: /这个文件是空的/ },
    'not JSON': { file: fileOf('日期,销售额\n2026-01-01,100\n', '销售.csv'), says: /第 1 行第 1 列/ },
    'cut off': { file: fileOf(text.slice(0, Math.floor(text.length * 0.7))), says: /第 \d\d 行第 \d+ 列中断或损坏/ },
    'cut off by one sign': { file: fileOf(text.trimEnd().slice(0, -1)), says: /中断或损坏/ },
    'of another program': { file: fileOf(JSON.stringify({ format: 'other', version: 1, data: { records: [] } })), says: /不是十柱导出的文件/ },
    'JSON, but no object': { file: fileOf('[1, 2, 3]'), says: /不是十柱导出的文件/ },
    newer: { file: fileOf(text.replace('"version": 1', '"version": 7')), says: /数据 v7.*支持到 v1/ },
    'wrong checksum': { file: fileOf(text.replace('第一行', '第二行')), says: /与校验值不符/ },
    'doubled id': { file: fileOf(rewritten(text, (lines) => [...lines, lines[0]!])), says: /第 5 条记录的编号与前面重复/ },
    'unreadable record': { file: fileOf(rewritten(text, (lines) => lines.with(1, lines[1]!.replace(/"kind":"[a-z_]+",/, '')))), says: /第 2 条记录（.*）读不懂：缺少类型/ },
    'without its data': { file: fileOf(JSON.stringify({ ...(JSON.parse(text) as object), data: undefined })), says: /缺少必要的内容（data）/ },
    'five megabytes of garbage': { file: fileOf(randomBytes(5_000_000), '垃圾.json'), says: /这不是工作区文件/ },
    'five megabytes of brackets': { file: fileOf('['.repeat(5_000_000)), says: /嵌套超过 128 层/ },
  };
  const sentences = new Map<string, string>();
  for (const [way, { file, says }] of Object.entries(bad)) {
    await start.offer(file);
    await expect(start.refusal, way).toHaveText(says);
    await expect(start.dialog, way).toContainText('现有内容没有变化');
    await expect(page.getByTestId('import-confirm'), way).toHaveCount(0);
    sentences.set(way, await start.refusal.innerText());
    await start.closeDialog();
    expect(await start.listing(), way).toEqual(listing);
    expect(await start.databases(), way).toEqual(databases);
  }
  const own = ['empty', 'cut off', 'of another program', 'newer', 'wrong checksum', 'doubled id', 'unreadable record', 'without its data'];
  expect(new Set(own.map((way) => sentences.get(way))).size).toBe(own.length);
  // After all that a good file is taken.
  await start.import(fileOf(text));
  await start.show();
  await expect(start.active).toHaveCount(2);
  await workspace.show('home');
  expect(dataOf((await workspace.export()).text)).toBe(dataOf(text));
  expect(quiet).toEqual([]);
});

test('the same refusal is told in English', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-US' });
  const start = await new WorkspacesPage(await context.newPage(), 'en').show();
  await start.offer(fileOf('{"format":"other"}'));
  await expect(start.refusal).toContainText('This file was not exported by Shizhu');
  await start.closeDialog();
  await start.offer(fileOf('{"format":"shizhu","version":99}'));
  await expect(start.refusal).toContainText('data v99');
  await context.close();
});

test('a file can be chosen on the data page too, and cancelling takes nothing', async ({ page }) => {
  const workspace = await small(page);
  const { text } = await workspace.export();
  const start = new WorkspacesPage(page);
  await start.offer(fileOf(text));
  await start.dialog.getByRole('button', { name: '取消', exact: true }).click();
  await expect(start.dialog).toHaveCount(0);
  await start.show();
  await expect(start.active).toHaveCount(1);
  await workspace.show('data');
  const id = await start.import(fileOf(text));
  expect(id).not.toBe(workspace.id);
  await start.show();
  await expect(start.active).toHaveCount(2);
});

test('the preview of a file does not follow to another page', async ({ page }) => {
  const workspace = await small(page);
  const { text } = await workspace.export();
  await workspace.show('home');
  await workspace.show('data');
  const start = new WorkspacesPage(page);
  await start.offer(fileOf(text));
  await page.goBack();
  await expect(start.dialog).toHaveCount(0);
  await page.goForward();
  await expect(page.getByTestId('export')).toBeVisible();
  await expect(start.dialog).toHaveCount(0);
  await start.show();
  await expect(start.active).toHaveCount(1);
});

type Entry = { key: number; value: { diff: { added?: FileRecord[]; updated?: { id: string; field: string; to?: unknown }[]; removed?: FileRecord[] } } };
type RescueFile = {
  workspace: { meta: { key: string; value: unknown }[] };
  pages: { value: { records: FileRecord[] } }[];
  journal: Entry[];
};

/** Fields by id, from the pages and the tail of the journal of a rescue file. */
function rebuilt(file: RescueFile): Record<string, Record<string, unknown>> {
  const mark = (file.workspace.meta.find(({ key }) => key === 'mark')?.value ?? { journal: 0 }) as { journal: number };
  const records: Record<string, Record<string, unknown>> = {};
  for (const { value } of file.pages) for (const record of value.records) records[record.id] = { ...record.fields };
  for (const { key, value } of file.journal) {
    if (key <= mark.journal) continue;
    for (const record of value.diff.added ?? []) records[record.id] = { ...record.fields };
    for (const { id, field, to } of value.diff.updated ?? []) {
      if (to === undefined) delete records[id]![field];
      else records[id]![field] = to;
    }
    for (const { id } of value.diff.removed ?? []) delete records[id];
  }
  return records;
}

for (const again of [false, true]) {
  test(`the rescue page exports the same data as the app${again ? ', also after the pages were rewritten' : ''}`, async ({ page }) => {
    const start = await new WorkspacesPage(page).show();
    const demo = new WorkspacePage(page, await start.openDemo());
    await demo.addPerson('后来的人');
    await demo.showCharter();
    await demo.enter(demo.vision, '改过的愿景');
    await demo.show('person');
    await page.getByRole('button', { name: /^删除“/ }).first().click();
    await demo.saved();
    if (again) {
      await demo.reload();
      await demo.showCharter();
      await demo.enter(demo.mission, '改过的使命');
    }
    const expected = Object.fromEntries((await demo.records()).map(({ id, fields }) => [id, fields]));
    await page.goto('rescue.html');
    const name = (Object.values(expected).find((fields) => fields.demo === true) as { name: string }).name;
    const file = await demo.download(() => page.getByRole('button', { name: `Export ${name}` }).click());
    expect(rebuilt(JSON.parse(file.text) as RescueFile)).toEqual(expected);
  });
}
