// Import, opening, one edit, export, filter and search at three sizes: the program beside Dexie and the plain calls, in one
// Chromium with a real profile. `SIZES=1000,10000` measures fewer. The table is printed, `target/bench.json` holds it.
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { root } from '../browser.ts';
import { expect, test } from '../fixtures.ts';
import { idOf, rows, write } from './customers.ts';
import { watch } from './page.ts';
import { show, type Peer } from './peers.ts';

const SIZES = (process.env.SIZES ?? '1000,10000,100000').split(',').map(Number);
const WORDS = ['王伟', '地址', '138', '罗平平99', 'website', '张', '周末上门，地址在伟'];
const MEASURES = {
  import: 'import from JSON to durable',
  open: 'open to the first usable screen',
  home: 'open to the home page',
  edit: 'one edit to durable',
  export: 'full export',
  filter: 'filter as you type, p95',
  search: 'search in all records, p95',
} as const;

type Measure = keyof typeof MEASURES;
type Who = 'shizhu' | Peer;
/** Milliseconds by measure, size and who. */
type Results = Partial<Record<Measure, Record<number, Partial<Record<Who, number>>>>>;

const sorted = (numbers: number[]): number[] => [...numbers].sort((one, other) => one - other);
const middle = (numbers: number[]): number => sorted(numbers)[Math.floor(numbers.length / 2)]!;
const p95 = (numbers: number[]): number => sorted(numbers)[Math.min(numbers.length - 1, Math.ceil(numbers.length * 0.95) - 1)]!;

/** Runs something several times and takes the middle. */
async function repeated(times: number, work: () => Promise<number>): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round < times; round += 1) found.push(await work());
  return middle(found);
}

/** Starts the program anew on a page, so that no workspace is open. */
async function fresh(page: Page, route = '#/workspaces'): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`./${route}`);
  await expect(page.locator('#boot')).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByTestId('import-file')).toBeAttached();
  // What is fetched ahead when the browser is idle is not part of what is measured.
  await page.waitForTimeout(1_500);
}

interface Imported {
  id: string;
  durable: number;
  blocked: { longest: number; over: number };
}

/** Offers a file and confirms at once; the time from the choice of the file until it is durable. */
async function bring(page: Page, path: string): Promise<Imported> {
  await fresh(page);
  await page.evaluate(() => {
    const marks = ((window as any).marks = {} as Record<string, number>);
    document.querySelector('[data-testid=import-file]')!.addEventListener('change', () => (marks.begun = performance.now()), { capture: true });
    void window.bench.seen('[data-testid=import-confirm]').then((at) => {
      marks.shown = at;
      document.querySelector<HTMLElement>('[data-testid=import-confirm]')!.click();
    });
  });
  await page.getByTestId('import-file').setInputFiles(path);
  await page.waitForURL(/#\/w\/[0-9a-f-]{36}\/home/, { timeout: 300_000 });
  await expect(page.getByTestId('save-state')).toBeVisible({ timeout: 120_000 });
  const { durable, blocked } = await page.evaluate(async () => {
    const { begun, shown } = (window as any).marks as Record<string, number>;
    const done = await window.bench.durable(shown!);
    const tasks = window.bench.tasks.filter(({ at }) => at >= begun! && at <= done);
    const blocked = { longest: Math.max(0, ...tasks.map(({ duration }) => duration)), over: tasks.reduce((sum, { duration }) => sum + duration - 50, 0) };
    return { durable: done - begun!, blocked };
  });
  return { id: /#\/w\/([0-9a-f-]{36})/.exec(page.url())![1]!, durable, blocked };
}

/** From the program's list of workspaces to a place of one that is not open yet. */
async function opening(page: Page, id: string, place: string, sign: string): Promise<number> {
  await fresh(page);
  return page.evaluate(
    async ([address, sign]) => {
      const begun = performance.now();
      location.hash = address!;
      await window.bench.seen(sign!);
      return (await window.bench.settled()) - begun;
    },
    [`#/w/${id}/${place}`, sign],
  );
}

/** Chooses another class of a customer, again and again: the time from the choice until it is durable. */
async function edits(page: Page, id: string): Promise<number[]> {
  await fresh(page, `#/w/${id}/r/customer/${idOf(2)}`).catch(() => {});
  await expect(page.getByTestId('form-customer')).toBeVisible({ timeout: 60_000 });
  await page.waitForTimeout(1_000);
  return page.evaluate(async () => {
    const times: number[] = [];
    for (let round = 0; round < 25; round += 1) {
      const select = [...document.querySelectorAll<HTMLSelectElement>('[data-testid=form-customer] select')].find(({ options }) => options.length > 3)!;
      const values = [...select.options].map(({ value }) => value).filter((value) => value && value !== select.value);
      const begun = performance.now();
      select.value = values[round % values.length]!;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      times.push((await window.bench.durable(begun)) - begun);
      await new Promise((done) => setTimeout(done, 200));
      // A program that is far too slow is seen after a few.
      if (times.length > 8 && times.at(-1)! > 2_000) break;
    }
    // The first ones warm the code.
    return times.slice(5);
  });
}

async function exporting(page: Page, id: string): Promise<{ time: number; longest: number }> {
  await page.goto('about:blank');
  await page.goto(`./#/w/${id}/data`);
  await expect(page.getByTestId('export')).toBeVisible({ timeout: 60_000 });
  await page.waitForTimeout(2_500);
  return page.evaluate(async () => {
    const made = new Promise<number>((done) => {
      const original = URL.createObjectURL;
      URL.createObjectURL = (object: Blob) => {
        done(performance.now());
        return original.call(URL, object);
      };
    });
    const begun = performance.now();
    document.querySelector<HTMLElement>('[data-testid=export]')!.click();
    const time = (await made) - begun;
    return { time, longest: window.bench.blocked(begun).longest };
  });
}

/** Types words sign by sign into a field; the time of the handler, of what it causes, and of the layout, for each sign. */
async function typing(page: Page, address: string, selector: string): Promise<number[]> {
  await page.goto('about:blank');
  await page.goto(`./${address}`);
  await expect(page.locator(selector)).toBeVisible({ timeout: 60_000 });
  await page.waitForTimeout(2_000);
  return page.evaluate(async ([words, selector]) => {
    const field = document.querySelector<HTMLInputElement>(selector)!;
    const times: number[] = [];
    const write = async (text: string): Promise<void> => {
      const begun = performance.now();
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text.at(-1) ?? null, inputType: 'insertText' }));
      times.push((await window.bench.settled()) - begun);
      // People do not type faster than that.
      await new Promise((done) => setTimeout(done, 60));
    };
    field.focus();
    for (const word of words) {
      for (let length = 1; length <= word.length; length += 1) await write(word.slice(0, length));
      await write('');
    }
    return times;
  }, [WORDS, selector] as const);
}

function table(results: Results): string {
  const lines: string[] = [];
  const number = (value: number | undefined): string => (value === undefined ? '–' : value < 10 ? value.toFixed(1) : value.toFixed(0));
  const ratio = (other: number | undefined, own: number | undefined): string => (other && own ? `${(other / own).toFixed(1)} ×` : '–');
  lines.push(`${'milliseconds'.padEnd(34)} ${['size', 'Shizhu', 'growth', 'Dexie', 'Dexie/Shizhu', 'raw', 'raw/Shizhu'].map((head) => head.padStart(13)).join('')}`);
  for (const [measure, about] of Object.entries(MEASURES)) {
    let before: [number, number] | undefined;
    for (const [size, times] of Object.entries(results[measure as Measure] ?? {})) {
      const own = times.shizhu;
      // Exponent of the growth from size to size: 1 is proportional.
      const growth = before && own ? (Math.log(own / before[1]) / Math.log(Number(size) / before[0])).toFixed(2) : '–';
      lines.push(`${about.padEnd(34)} ${[Number(size).toLocaleString('en'), number(own), growth, number(times.dexie), ratio(times.dexie, own), number(times.raw), ratio(times.raw, own)].map((cell) => cell.padStart(13)).join('')}`);
      if (own) before = [Number(size), own];
    }
  }
  return lines.join('\n');
}

/** A goal of the project, and where this run stands; a ratio that must be at least, or a number that must be at most. */
interface Goal {
  about: string;
  measured?: number;
  least?: number;
  most?: number;
}

/** What is aimed at for the largest size that was measured. */
function goals(results: Results): Goal[] {
  const size = Math.max(...SIZES);
  const of = (measure: Measure, who: Who): number | undefined => results[measure]?.[size]?.[who];
  const ratio = (one: number | undefined, other: number | undefined): number | undefined => (one && other ? one / other : undefined);
  const rows = size.toLocaleString('en');
  return [
    { about: `import of ${rows}: times faster than Dexie's bulkPut`, measured: ratio(of('import', 'dexie'), of('import', 'shizhu')), least: 10 },
    { about: `opening ${rows}: times faster than Dexie's toArray`, measured: ratio(of('open', 'dexie'), of('open', 'shizhu')), least: 2 },
    { about: `one edit among ${rows}: times of a raw single put`, measured: ratio(of('edit', 'shizhu'), of('edit', 'raw')), most: 1.5 },
    { about: `filter of ${rows} as you type, p95 in ms`, measured: of('filter', 'shizhu'), most: 16 },
    { about: `search in all of ${rows}, p95 in ms`, measured: of('search', 'shizhu'), most: 50 },
  ];
}

const isMet = ({ measured, least, most }: Goal): boolean => measured !== undefined && measured >= (least ?? -Infinity) && measured <= (most ?? Infinity);

function goalLine(goal: Goal): string {
  const aim = goal.least === undefined ? `at most ${goal.most!}` : `at least ${goal.least}`;
  return `${goal.about.padEnd(60)} ${(goal.measured?.toFixed(1) ?? '–').padStart(9)}   ${aim.padEnd(12)} ${isMet(goal) ? 'met' : 'falls short'}`;
}

test('the program beside Dexie and the plain calls', async ({ persistent }) => {
  const results: Results = {};
  const notes: Record<string, unknown> = {};
  const note = (measure: Measure, size: number, who: Who, time: number): void => {
    ((results[measure] ??= {})[size] ??= {})[who] = time;
    console.log(`${MEASURES[measure]}, ${size}, ${who}: ${time.toFixed(1)} ms`);
  };
  const page = await persistent.open();
  await watch(page);
  const version = persistent.context.browser()?.version() ?? (await page.evaluate(() => navigator.userAgent));
  for (const size of SIZES) {
    const path = write(`客户 ${size}`, rows(size));
    const brought = await bring(page, path);
    note('import', size, 'shizhu', brought.durable);
    notes[`import ${size}, longest task`] = brought.blocked.longest;
    const times = size > 20_000 ? 3 : 5;
    note('open', size, 'shizhu', await repeated(times, () => opening(page, brought.id, 'customer', '[data-testid=table-customer] tbody tr')));
    note('home', size, 'shizhu', await repeated(times, () => opening(page, brought.id, 'home', '[data-testid=pillar-10]')));
    const edited = await edits(page, brought.id);
    note('edit', size, 'shizhu', middle(edited));
    notes[`edit ${size}, p95`] = p95(edited);
    const exported = await exporting(page, brought.id);
    note('export', size, 'shizhu', exported.time);
    notes[`export ${size}, longest task`] = exported.longest;
    for (const [measure, place, field] of [['filter', 'customer', '#search-customer'], ['search', 'search', '#search-all']] as const) {
      const typed = await typing(page, `#/w/${brought.id}/${place}`, field);
      note(measure, size, 'shizhu', p95(typed));
      notes[`${measure} ${size}, middle`] = middle(typed);
      // It reads the texts of all records, once.
      notes[`${measure} ${size}, first sign`] = typed[0];
    }
    for (const peer of ['dexie', 'raw'] as const) {
      await show(page);
      await page.locator('input').setInputFiles(path);
      note('import', size, peer, await page.evaluate((peer) => window.peers[peer].load(window.chosen), peer));
      const opened: number[] = [];
      for (let round = 0; round < times; round += 1) {
        await show(page);
        opened.push(await page.evaluate((peer) => window.peers[peer].open(), peer));
      }
      note('open', size, peer, middle(opened));
      const puts = await page.evaluate(async (peer) => {
        const times: number[] = [];
        for (let round = 0; round < 25; round += 1) {
          times.push(await window.peers[peer].put(round));
          await new Promise((done) => setTimeout(done, 200));
        }
        return times.slice(5);
      }, peer);
      note('edit', size, peer, middle(puts));
      notes[`edit ${size}, p95, ${peer}`] = p95(puts);
      note('export', size, peer, await repeated(times, () => page.evaluate((peer) => window.peers[peer].dump(), peer)));
      const filtered: number[] = [];
      for (const word of ['王', '王伟', '周末']) filtered.push(await page.evaluate(([peer, word]) => window.peers[peer].filter(word), [peer, word] as const));
      note('filter', size, peer, p95(filtered));
      await page.evaluate((peer) => window.peers[peer].drop(), peer);
    }
  }
  mkdirSync(`${root}target`, { recursive: true });
  writeFileSync(`${root}target/bench.json`, `${JSON.stringify({ browser: version, sizes: SIZES, milliseconds: results, goals: goals(results), notes }, null, 1)}\n`);
  console.log(`\n${table(results)}\n\n${goals(results).map(goalLine).join('\n')}\n\n${JSON.stringify(notes, null, 1)}\nAs JSON: target/bench.json (${version})`);
});
