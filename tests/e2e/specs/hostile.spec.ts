// Hostile text in every text field of every kind is shown as text: on every list, record, step, document and page, on paper
// and on the rescue page. Tables and spreadsheets: tests/table_hostile.rs.
import { readFileSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { root } from '../browser.ts';
import { expect, test } from '../fixtures.ts';
import { recordsOf, WorkspacePage, type FileRecord } from '../pages/data.ts';
import { SCREENS } from '../pages/tour.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';

/** Texts that would do harm if they were taken for anything but text; each begins with what must be seen of it. */
const HOSTILE = [
  '<img src=x onerror="window.hacked=1"></textarea><script>window.hacked=2</script><svg onload=window.hacked=3>',
  `=cmd|'/C calc'!A0 {title} {n|a|b} \${1} %s &lt;b&gt; javascript:window.hacked=4 "'></option></select><iframe src=x>`,
  '\u202eשלום\u202c 👩🏽‍🚀🏳️‍🌈e\u0301𠮷 \u0001\u0007 WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW 很长的名字很长的名字很长的名字很长的名字',
];
const STAMP = '019f15d35800.0000.00000001';

interface Schema {
  type?: string;
  enum?: string[];
  format?: string;
  pattern?: string;
  $ref?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  maxLength?: number;
  minimum?: number;
}

const schema = JSON.parse(readFileSync(`${root}public/schema/shizhu-1.json`, 'utf8')) as { $defs: Record<string, Schema> };
/** As much of the first as the name of a workspace takes. */
const TITLE = HOSTILE[0]!.slice(0, schema.$defs.workspace!.properties!.name!.maxLength);
const KINDS = Object.keys(schema.$defs).filter((name) => !name.startsWith('-'));

/** The number of a record: which kind, and which of its texts. */
const idOf = (kind: string, number: number): string => `019f15d3-5800-7000-8000-${(KINDS.indexOf(kind) * 8 + number).toString(16).padStart(12, '0')}`;

/** A value for a field; every text is the hostile one, everything else what the field takes. */
function valueOf(field: Schema, hostile: string, number: number): unknown {
  const { description = '' } = field;
  const link = (): string | undefined => {
    const [target] = /Links to: ([a-z_]+)/.exec(description)?.slice(1) ?? [];
    return target && KINDS.includes(target) ? idOf(target, number) : undefined;
  };
  if (field.$ref === '#/$defs/-id') return link();
  if (field.enum) return field.enum[0];
  if (field.format === 'date') return '2026-06-01';
  if (field.format === 'date-time') return '2026-06-01T08:00:00Z';
  if (field.format === 'uri') return 'https://example.com/?a=<b>&c="d"';
  if (field.pattern) return '2026-06';
  switch (field.type) {
    case 'boolean':
      return false;
    case 'number':
    case 'integer':
      return Math.max(1, field.minimum ?? 1);
    case 'array':
      if (field.items?.$ref) return link() ? [link()] : undefined;
      if (field.items?.properties) return [fieldsOf(field.items, hostile, number)];
      return [hostile.slice(0, 60)];
    case 'object':
      return field.required?.includes('from') ? { from: '2026-05-01', to: '2026-07-01' } : undefined;
    default: {
      const list = /^.*List [a-z_]+, which a workspace may extend: ([a-z0-9_]+)/.exec(description);
      return list ? list[1] : [...hostile].slice(0, field.maxLength ?? 400).join('');
    }
  }
}

function fieldsOf(of: Schema, hostile: string, number: number): Record<string, unknown> {
  const pairs = Object.entries(of.properties ?? {}).map(([name, field]) => [name, valueOf(field, hostile, number)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** One file with a record of every kind for each of the texts. */
function file(): string {
  const records: FileRecord[] = KINDS.flatMap((kind) =>
    HOSTILE.slice(0, kind === 'workspace' ? 1 : HOSTILE.length).map((hostile, number) => {
      const fields = fieldsOf(schema.$defs[kind]!, hostile, number);
      if (kind === 'workspace') Object.assign(fields, { currency: 'CNY', as_of: '2026-06-30' });
      return { id: idOf(kind, number), kind, created: STAMP, fields };
    }),
  );
  records.sort((one, other) => (one.id < other.id ? -1 : 1));
  const data = JSON.stringify({ records });
  const counts: Record<string, number> = {};
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1;
  const head = { format: 'shizhu', version: 1, app: '0.1.0', exported_at: '2026-06-30T12:00:00Z', name: TITLE, lineage: idOf('workspace', 0), revision: STAMP, versions: { '00000001': STAMP }, counts };
  const sha256 = createHash('sha256').update(data).digest('hex');
  return `${JSON.stringify({ ...head, sha256 }).slice(0, -1)},"data":${data}}`;
}

/** Steps and documents of all pillars, as their content names them. */
const CONTENT = readdirSync(`${root}public/content`)
  .filter((folder) => /^\d\d-/.test(folder))
  .flatMap((folder) => {
    const number = Number(folder.slice(0, 2));
    const { steps, outputs } = JSON.parse(readFileSync(`${root}public/content/${folder}/steps.json`, 'utf8')) as { steps: { id: string }[]; outputs: { id: string }[] };
    return [`p/${number}`, `p/${number}/check`, ...steps.map(({ id }) => `p/${number}/s/${id.replace(/^P\d+\./, '')}`), ...outputs.map(({ id }) => `p/${number}/doc/${id}`)];
  });

test('hostile text in every field of every kind is text on every screen [P00.11]', async ({ page, quiet }) => {
  test.setTimeout(300_000);
  page.on('dialog', (dialog) => {
    quiet.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const start = await new WorkspacesPage(page).show();
  const id = await start.import({ name: 'hostile.json', buffer: Buffer.from(file()) });
  const workspace = new WorkspacePage(page, id);
  await expect(workspace.heading).toHaveText(TITLE);
  const lists = KINDS.filter((kind) => kind !== 'workspace');
  const records = lists.map((kind, number) => `r/${kind}/${idOf(kind, number % HOSTILE.length)}`);
  // The page of embedding shows the app in a frame, which would be torn down while it begins.
  const pages = SCREENS.filter(({ place }) => !place.startsWith('#') && place !== 'embed').map(({ place }) => place);
  const places = [...new Set([...pages, ...CONTENT, ...lists, ...records, `unite/customer/${idOf('customer', 0)}/${idOf('customer', 1)}`])];
  // All in the page itself: some hundred screens in the time of one test.
  const seen = await page.evaluate(
    async ([id, places, texts]) => {
      const found: { place: string; faults: string[]; texts: number }[] = [];
      const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 0));
      for (const place of places) {
        const address = `#/w/${id}/${place}`;
        location.hash = address;
        const end = performance.now() + 8_000;
        await turn();
        const waiting = (): boolean => document.querySelector('main h1') === null || document.querySelector('.loading, .page-alone [role="status"]') !== null;
        while (waiting() && performance.now() < end) await turn();
        for (let round = 0; round < 3; round += 1) await turn();
        const faults: string[] = [];
        if (waiting()) faults.push('the screen does not come');
        if ((window as unknown as { hacked?: number }).hacked !== undefined) faults.push(`script ran: ${(window as unknown as { hacked?: number }).hacked}`);
        const injected = document.querySelectorAll('img[src="x"], body script, iframe, [onerror], [onload], a[href^="javascript:"]');
        if (injected.length > 0) faults.push(`injected: ${injected[0]!.outerHTML.slice(0, 100)}`);
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth > clientWidth) faults.push(`${scrollWidth - clientWidth} px too wide`);
        const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('main input, main textarea')].map(({ value }) => value);
        const all = `${document.querySelector('main')?.textContent ?? ''}\n${fields.join('\n')}`;
        found.push({ place, faults, texts: texts.filter((text) => all.includes(text)).length });
      }
      return found;
    },
    [id, places, HOSTILE.map((text) => text.slice(0, 16))] as const,
  );
  const faults = seen.flatMap(({ place, faults }) => faults.map((fault) => `${place}: ${fault}`));
  expect(faults, faults.join('\n')).toEqual([]);
  // Where records are shown their text is read: on every list and record, and on most steps and documents.
  const silent = (begin: RegExp): string[] => seen.filter(({ place, texts }) => begin.test(place) && texts === 0).map(({ place }) => place);
  const without = lists.filter((kind) => !Object.values(fieldsOf(schema.$defs[kind]!, HOSTILE[0]!, 0)).some((value) => JSON.stringify(value).includes('<img')));
  // The self-check keeps ids of complaints, which nobody is shown.
  const textless = [...without, 'self_check'];
  expect(silent(/^r\//).filter((place) => !textless.includes(place.split('/')[1]!)), 'records that do not show their text').toEqual([]);
  const documents = seen.filter(({ place }) => place.includes('/doc/'));
  console.log(`hostile text: ${seen.length} screens; without any: ${silent(/^[a-z_]+$/).length} of ${lists.length} lists, ${silent(/\/doc\//).length} of ${documents.length} documents, ${silent(/\/s\//).length} steps`);
  expect(silent(/\/doc\//).length).toBeLessThan(documents.length / 4);
  expect(silent(/^[a-z_]+$/).filter((place) => lists.includes(place) && !textless.includes(place)).length).toBeLessThan(lists.length / 10);
  expect(quiet).toEqual([]);
});

test('hostile names show as text in menus, palette, search, messages, on paper, in file names and on the rescue page', async ({ page, quiet }) => {
  test.setTimeout(120_000);
  const start = await new WorkspacesPage(page).show();
  const workspace = new WorkspacePage(page, await start.import({ name: 'hostile.json', buffer: Buffer.from(file()) }));
  const harmless = async (where: string) => {
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked), where).toBeUndefined();
    expect(await page.locator('img[src="x"], body script, iframe').count(), where).toBe(0);
  };
  await expect(workspace.switcher).toHaveText(TITLE);
  await workspace.switcher.click();
  await expect(page.getByRole('menu')).toContainText(TITLE);
  await page.keyboard.press('Escape');
  expect(await page.title()).toContain('<img src=x');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').getByRole('combobox').fill('<img');
  await expect(page.getByTestId('palette').getByRole('option', { name: /<img src=x/ }).first()).toBeVisible();
  await harmless('palette');
  await page.keyboard.press('Escape');
  await workspace.show('search');
  await page.getByTestId('search-all').fill('<img');
  await expect(workspace.main.getByRole('link', { name: /<img src=x/ }).first()).toBeVisible();
  await harmless('search');
  await workspace.show('p/1/doc/goal_document');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('body')).toContainText('<img src=x');
  await harmless('paper');
  await page.emulateMedia({ media: 'screen' });
  const written = await workspace.export();
  expect(written.name).not.toMatch(/[\\/:*?"<>|]/);
  expect(Buffer.byteLength(written.name)).toBeLessThan(256);
  expect(recordsOf(written.text).find(({ id }) => id === idOf('person', 2))?.fields.name).toContain('\u202eשלום');
  await workspace.showRecord('person', idOf('person', 0));
  await page.getByTestId('remove-record').click();
  await expect(workspace.toast).toContainText('<img src=x');
  await harmless('message');
  await workspace.show('history');
  await expect(workspace.history.first()).toContainText('<img src=x');
  await page.setViewportSize({ width: 390, height: 800 });
  for (const place of ['home', 'person', `r/goal/${idOf('goal', 2)}`, 'history', 'p/1/doc/goal_tree']) {
    await workspace.show(place);
    const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect.soft(width, `${place} on a phone needs no sideways scrolling`).toBeLessThanOrEqual(window!);
  }
  await start.show();
  await expect(page.getByTestId('workspace-card').first()).toContainText('<img src=x');
  await page.goto('rescue.html');
  await expect(page.getByRole('row', { name: /条记录/ })).toContainText('<img src=x');
  await harmless('rescue page');
  expect(quiet).toEqual([]);
});
