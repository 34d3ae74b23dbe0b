// Killing the renderer and the whole browser at random moments of named phases, in real profiles. Afterwards the state is the
// one before the step under way or the one after, never between, and everything that was shown as saved is there. SOAK sets
// the rounds of each phase; counts are printed.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { root } from '../browser.ts';
import { expect, test, type PersistentBrowser } from '../fixtures.ts';
import { kill, line, reopen, ROUNDS, whole, type Count, type Victim } from '../kills.ts';
import { WorkspacePage } from '../pages/data.ts';
import { WorkspacesPage } from '../pages/workspaces.ts';
import { dropDatabases, writeDatabases, type FrozenDatabase } from '../stores.ts';

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
const between = (least: number, most: number): number => least + Math.floor(Math.random() * (most - least));

/** One phase: what goes on until the kill, and what must hold after it. */
interface Phase {
  name: string;
  /** Longest wait before the first kill; later ones follow what was met. */
  most: number;
  place: string;
  /** Once, on a fresh profile. */
  begin(page: Page): Promise<WorkspacePage>;
  /** Before each round, nothing is killed yet. */
  ready?(workspace: WorkspacePage): Promise<WorkspacePage>;
  /** Goes on until the page is gone. */
  work(workspace: WorkspacePage, round: number): Promise<void>;
  check(workspace: WorkspacePage, lost: boolean): Promise<'before' | 'after'>;
}

async function copied(workspace: WorkspacePage): Promise<void> {
  await workspace.show('data');
  await workspace.page.getByTestId('copy-now').click();
  await expect(workspace.page.getByTestId('data-copy')).toContainText('刚刚');
}

/** A file with so many people. */
function people(count: number): { name: string; text: Promise<string> } {
  const text = readFile(`${root}tests/data/frozen/bundle-1.shizhu.json`, 'utf8').then(async (frozen) => {
    const file = JSON.parse(frozen);
    const stamp = file.data.records[0].created;
    const added = Array.from({ length: count }, (_, index) => ({
      id: `01a20125-0000-7000-8000-${index.toString(16).padStart(12, '0')}`,
      kind: 'person',
      created: stamp,
      fields: { name: `员工${index}`, role: '导购' },
    }));
    const records = [...added, ...file.data.records].sort((one, other) => (one.id < other.id ? -1 : 1));
    const data = { ...file.data, records };
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(JSON.stringify(data)).digest('hex');
    return JSON.stringify({ ...file, counts: { ...file.counts, person: file.counts.person + count }, sha256, data });
  });
  return { name: 'people.shizhu.json', text };
}

async function records(workspace: WorkspacePage): Promise<number> {
  await workspace.show('data');
  return Number(await workspace.page.getByTestId('data-records').innerText());
}

function typing(): Phase {
  let shown = '';
  let typed = '';
  return {
    name: 'typing',
    most: 2500,
    place: 'p/1/s/1',
    async begin(page) {
      const workspace = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
      await copied(workspace);
      return workspace;
    },
    async ready(workspace) {
      await workspace.showCharter();
      await workspace.watchSaving(workspace.vision, (state, text) => {
        if (state === 'saved') shown = text;
      });
      return workspace;
    },
    async work(workspace, round) {
      await workspace.vision.focus();
      await workspace.page.keyboard.press('Control+End');
      for (let burst = 0; ; burst += 1) {
        const text = `${round}.${burst}字 `.slice(0, between(1, 6));
        typed += text;
        await workspace.page.keyboard.type(text, { delay: 15 });
        await pause(between(0, 500));
      }
    },
    async check(workspace, lost) {
      await workspace.showCharter();
      const found = await workspace.vision.inputValue();
      if (!lost) expect(found.startsWith(shown), `“${found}” holds “${shown}”, which was shown as saved`).toBe(true);
      expect(typed.startsWith(found), `“${found}” was typed`).toBe(true);
      const outcome = found === shown ? 'before' : 'after';
      shown = found;
      typed = found;
      return outcome;
    },
  };
}

function bulk(): Phase {
  const file = people(120);
  let full = 0;
  let stored = 0;
  let other = 0;
  let under = false;
  return {
    name: 'bulk edit',
    most: 4000,
    place: 'person',
    async begin(page) {
      const workspace = new WorkspacePage(page, await (await new WorkspacesPage(page).show()).import({ name: file.name, buffer: Buffer.from(await file.text) }));
      full = await records(workspace);
      stored = full;
      await copied(workspace);
      return workspace;
    },
    async work(workspace) {
      await workspace.show('person');
      for (;;) {
        if (stored === full) {
          await workspace.page.getByRole('checkbox', { name: '选择本页全部' }).check();
          const button = workspace.page.getByRole('button', { name: /^删除 \d+ 条/ });
          other = full - Number(/\d+/.exec(await button.innerText())![0]);
          under = true;
          await button.click();
        } else {
          other = full;
          under = true;
          await workspace.page.getByTestId('undo').click();
        }
        await workspace.saved();
        stored = other;
        under = false;
      }
    },
    async check(workspace, lost) {
      const found = await records(workspace);
      const allowed = under || lost ? [stored, other, full] : [stored];
      expect(allowed, 'all of them or none').toContain(found);
      const outcome = found === stored ? 'before' : 'after';
      stored = found;
      under = false;
      return outcome;
    },
  };
}

function importing(): Phase {
  const file = people(2000);
  let full = 0;
  let count = 0;
  return {
    name: 'import',
    most: 1500,
    place: 'home',
    async begin(page) {
      const workspace = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
      full = JSON.parse(await file.text).data.records.length;
      await copied(workspace);
      count = 1;
      return workspace;
    },
    async ready(workspace) {
      const start = await new WorkspacesPage(workspace.page).show();
      await start.offer({ name: file.name, buffer: Buffer.from(await file.text) });
      return workspace;
    },
    async work(workspace) {
      await workspace.page.getByTestId('import-confirm').click();
      await pause(60_000);
    },
    async check(workspace) {
      const start = await new WorkspacesPage(workspace.page).show();
      const found = await workspace.page.getByTestId('workspace-card').count();
      expect([count, count + 1], 'one more workspace or none').toContain(found);
      const outcome = found === count ? 'before' : 'after';
      if (outcome === 'after') {
        const [newest] = (await start.active.allInnerTexts()).map((text) => text.split('\n')[0]!).filter((name) => name !== '北辰家居' || found === 1);
        const address = await workspace.page.getByTestId('workspace-card').filter({ hasText: newest! }).first().getByRole('link').getAttribute('href');
        const id = /[0-9a-f-]{36}/.exec(address!)![0];
        expect(await records(new WorkspacePage(workspace.page, id)), 'the whole file').toBe(full);
      }
      count = found;
      return outcome;
    },
  };
}

function checkpointing(): Phase {
  return {
    name: 'checkpoint',
    most: 900,
    place: 'p/1/s/1',
    async begin(page) {
      const workspace = new WorkspacePage(page, await new WorkspacesPage(page).create({ name: '北辰家居', who: '王小明' }));
      await workspace.showCharter();
      await workspace.enter(workspace.vision, '甲');
      await copied(workspace);
      return workspace;
    },
    async ready(workspace) {
      // Enough steps that the next start has a checkpoint to write.
      await workspace.showCharter();
      for (let step = 0; step < 6; step += 1) await workspace.enter(workspace.vision, step % 2 ? '甲' : '乙');
      return workspace;
    },
    async work(workspace) {
      await workspace.page.reload();
      await pause(60_000);
    },
    async check(workspace) {
      await workspace.showCharter();
      expect(await workspace.vision.inputValue()).toBe('甲');
      await whole(workspace);
      return 'before';
    },
  };
}

function upgrading(): Phase {
  const frozen = readFile(`${root}tests/data/frozen/databases-1.json`, 'utf8').then((text) => JSON.parse(text) as { databases: FrozenDatabase[]; workspace: string; records: number });
  return {
    name: 'upgrade',
    most: 2000,
    place: 'person',
    async begin(page) {
      return new WorkspacePage(page, (await frozen).workspace);
    },
    async ready(workspace) {
      const page = workspace.page;
      await dropDatabases(page);
      await page.evaluate(async () => {
        localStorage.clear();
        const top = await navigator.storage.getDirectory();
        await top.removeEntry('shizhu', { recursive: true }).catch(() => {});
      });
      await writeDatabases(page, (await frozen).databases);
      return workspace;
    },
    async work(workspace) {
      await workspace.page.goto(`./#/w/${workspace.id}/home`);
      await pause(60_000);
    },
    async check(workspace) {
      expect(await records(workspace)).toBe((await frozen).records);
      await whole(workspace);
      const points = workspace.page.getByTestId('restore-points');
      await expect(points).toContainText('升级之前');
      return (await points.getByRole('listitem').count()) > 1 ? 'before' : 'after';
    },
  };
}

async function rounds(browser: PersistentBrowser, phase: Phase, victim: Victim): Promise<Count> {
  const count: Count = { kills: 0, before: 0, after: 0, lost: 0 };
  let workspace = await phase.begin(await browser.open());
  let reach = phase.most;
  for (let round = 0; round < ROUNDS[victim]; round += 1) {
    if (phase.ready) workspace = await phase.ready(workspace);
    const work = phase.work(workspace, round).catch(() => {
      // The page is gone.
    });
    await pause(between(20, reach));
    const page = await kill(browser, victim);
    await Promise.race([work, pause(200)]);
    workspace = workspace.in(page);
    const lost = await reopen(workspace, phase.place);
    const outcome = await phase.check(workspace, lost);
    count.kills += 1;
    count.lost += lost ? 1 : 0;
    count[outcome] += 1;
    // The moment of the commit moves with the machine and its load: later after a kill that came too early, and the other way.
    reach = Math.min(2 * phase.most, Math.max(60, outcome === 'before' ? reach * 1.5 : reach / 1.5));
  }
  return count;
}

for (const victim of ['renderer', 'browser'] as const) {
  for (const phase of [typing, bulk, importing, checkpointing, upgrading]) {
    test(`killing the ${victim} during ${phase().name} leaves the state before or after, and what was saved [P00.11]`, async ({ persistent }, info) => {
      test.setTimeout(120_000 + ROUNDS[victim] * 60_000);
      const what = phase();
      const count = await rounds(persistent, what, victim);
      const told = line(what.name, victim, count);
      info.annotations.push({ type: 'kills', description: told });
      console.log(told);
      expect(count.kills).toBe(ROUNDS[victim]);
    });
  }
}
