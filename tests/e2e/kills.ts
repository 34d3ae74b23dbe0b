// Killing the renderer or the whole browser of a real profile, and what must hold afterwards.
import { readdir, readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { PersistentBrowser } from './fixtures.ts';
import { WorkspacePage } from './pages/data.ts';
import { dumpOf } from './stores.ts';

/** Rounds of each phase: `SOAK=20` kills 20 browsers and twice as many renderers in each. */
const BROWSERS = Number(process.env.SOAK ?? 1);
export const ROUNDS: Record<Victim, number> = { renderer: process.env.SOAK ? 2 * BROWSERS : 1, browser: BROWSERS };

/** Parent and command line of every process. */
async function processes(): Promise<Map<number, { parent: number; command: string }>> {
  const found = new Map<number, { parent: number; command: string }>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (stat) found.set(Number(entry), { parent, command });
  }
  return found;
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Kills the renderers of this profile's browser and of no other. */
async function killRenderers(folder: string): Promise<number> {
  const all = await processes();
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at && at > 1; at = all.get(at)?.parent) if (all.get(at)?.command.includes(`--user-data-dir=${folder}`)) return true;
    return false;
  };
  let killed = 0;
  for (const [pid, { command }] of all) {
    if (command.includes('--type=renderer') && belongs(pid)) {
      try {
        process.kill(pid, 'SIGKILL');
        killed += 1;
      } catch {
        // It has ended in the meantime.
      }
    }
  }
  return killed;
}

export type Victim = 'renderer' | 'browser';

/** Kills and returns a page of the same profile. */
export async function kill(browser: PersistentBrowser, victim: Victim): Promise<Page> {
  if (victim === 'browser') return browser.kill();
  expect(await killRenderers(browser.folder), 'a renderer was killed').toBeGreaterThan(0);
  const old = browser.context.pages();
  await pause(300);
  // The browser may give a new page the very process that is dying: then once more.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const fresh = await Promise.race([browser.context.newPage().catch(() => null), pause(5_000).then(() => null)]);
    if (!fresh) continue;
    // A page whose process is gone may never answer that it is closed.
    await Promise.race([Promise.all(old.map((page) => page.close().catch(() => {}))), pause(2_000)]);
    return fresh;
  }
  throw new Error('no new page after the renderer was killed');
}

/** What was counted in the rounds of one phase. */
export interface Count {
  kills: number;
  /** The state was the one before the step under way. */
  before: number;
  /** It was the one after. */
  after: number;
  /** The engine had dropped all databases; the copy was offered and restored. */
  lost: number;
}

/** One line for the report. */
export function line(phase: string, victim: Victim, count: Count): string {
  return `kills: ${phase}, ${victim}: ${count.kills} kills, ${count.before} before, ${count.after} after, ${count.lost} lost by the engine and restored from the copy`;
}

/** Opens the workspace after a kill. Where the engine has dropped it, the copy must be offered with its age; it is restored. Returns whether that was so. */
export async function reopen(workspace: WorkspacePage, place: string): Promise<boolean> {
  const { page } = workspace;
  await workspace.goto('#/workspaces');
  const card = page.getByTestId('workspace-card').or(page.getByTestId('loss'));
  await expect(card.first()).toBeVisible({ timeout: 20_000 });
  const lost = await page.getByTestId('loss').isVisible();
  if (lost) {
    await expect(page.getByTestId('outside-copy').first()).toContainText(/刚刚|分钟前|just now|min ago/);
    await page.getByTestId('restore-copy').first().click();
    await expect(workspace.saveMark).toBeVisible({ timeout: 20_000 });
  }
  await workspace.show(place);
  return lost;
}

/** Asks the program to read everything anew: nothing may be damaged. */
export async function whole(workspace: WorkspacePage): Promise<void> {
  await workspace.show('data');
  await workspace.page.getByTestId('check-now').click();
  await expect(workspace.toast).toContainText('都读得出');
}

export { dumpOf };
