// What every spec builds on: pages that keep their storage, checks for accessibility and a quiet console, own servers.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn, type ChildProcess } from 'node:child_process';
import { test as base, chromium, expect, type BrowserContext, type Page } from '@playwright/test';
import { address, args, dist, executablePath, root, xtask } from './browser.ts';

/** A browser with a profile of its own, which survives `restart` and `kill`. */
export class PersistentBrowser {
  context!: BrowserContext;

  constructor(readonly folder: string, private readonly options: { locale: string; viewport: { width: number; height: number } }) {}

  /** Starts the browser on the profile and returns its page. */
  async open(): Promise<Page> {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath,
      args,
      baseURL: address,
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      serviceWorkers: 'block',
      ...this.options,
    });
    return this.context.pages()[0] ?? (await this.context.newPage());
  }

  /** Closes the browser as a user does and starts it again. */
  async restart(): Promise<Page> {
    await this.context.close();
    return this.open();
  }

  /** Ends the browser's processes of this profile without warning, as a power cut does, and starts it again. */
  async kill(): Promise<Page> {
    const closed = this.context.waitForEvent('close', { timeout: 30_000 });
    await killProcessesOf(this.folder);
    await closed;
    await rm(join(this.folder, 'SingletonLock'), { force: true });
    return this.open();
  }
}

/** Sends SIGKILL to exactly those processes that name this profile folder on their command line. */
async function killProcessesOf(folder: string): Promise<void> {
  const { readdir, readFile } = await import('node:fs/promises');
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(`--user-data-dir=${folder}`)) {
      try {
        process.kill(Number(entry), 'SIGKILL');
      } catch {
        // It has ended in the meantime.
      }
    }
  }
}

/** A server of dist/ below another path or with other headers. */
export class Server {
  constructor(readonly address: string, private readonly child: ChildProcess) {}

  stop(): void {
    this.child.kill();
  }
}

/** Starts a server on a free port. */
export async function startServer(options: string[] = [], folder = dist): Promise<Server> {
  const child = spawn(xtask, ['serve', folder, '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout!.once('data', (data) => resolve(String(data)));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return new Server(line.trim().split(' ').at(-1)!, child);
}

/** Whatever the browser reports about a page that should report nothing. */
export function watchConsole(page: Page): string[] {
  const messages: string[] = [];
  page.on('console', (message) => {
    // Said by the tests' own block of service workers.
    if (message.text().startsWith('Service Worker registration blocked')) return;
    if (message.type() === 'error' || message.type() === 'warning') messages.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => messages.push(`page error: ${error.message}`));
  page.on('requestfailed', (request) => {
    // Leaving may come before the browser has fetched the picture of its tab, the worker that keeps copies, or chunks for later.
    const aborted = /\/icon\.svg$|\/keeper\.js$|\/chunks\//.test(request.url()) && request.failure()?.errorText === 'net::ERR_ABORTED';
    if (!aborted) messages.push(`request: ${request.url()} ${request.failure()?.errorText}`);
  });
  return messages;
}

type Fixtures = {
  /** Size of the window of `persistent`. */
  persistent: PersistentBrowser;
  /** The first page of a browser with a real profile: IndexedDB on disk, as users have it. */
  persistentPage: Page;
  /** Errors and warnings of `page`; the test fails if any is left at the end. Empty it to accept what is there. */
  quiet: string[];
};

export const test = base.extend<Fixtures>({
  persistent: async ({ locale, viewport }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'shizhu-profile-'));
    const browser = new PersistentBrowser(folder, { locale: locale ?? 'zh-CN', viewport: viewport ?? { width: 1280, height: 800 } });
    await use(browser);
    await browser.context?.close().catch(() => {});
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
  persistentPage: async ({ persistent }, use) => {
    await use(await persistent.open());
  },
  quiet: async ({ page }, use) => {
    const messages = watchConsole(page);
    await use(messages);
    expect(messages, 'the browser reports nothing').toEqual([]);
  },
});

export { expect };
