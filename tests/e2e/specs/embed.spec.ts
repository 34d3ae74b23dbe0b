// The app inside pages of others: by address alone, by the element, with data kept by the host, and with a hostile host.
// Host pages come from another site (localhost against 127.0.0.1), in a real profile with the browser's partitioning on.
import { createServer, type Server as HttpServer } from 'node:http';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { chromium, type BrowserContext, type Frame, type Page } from '@playwright/test';
import { address, args, dist, executablePath, port, root } from '../browser.ts';
import { expect, test } from '../fixtures.ts';

const app = address.replace(/\/$/, '');

/** A site of somebody else: pages by path. */
class Host {
  readonly pages = new Map<string, string>();
  private server!: HttpServer;
  address = '';

  async start(name = 'localhost'): Promise<this> {
    this.server = createServer((request, response) => {
      const page = this.pages.get(request.url!.split('?')[0]!);
      response.writeHead(page === undefined ? 404 : 200, { 'content-type': request.url!.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8' });
      response.end(page ?? '');
    });
    await new Promise<void>((resolve) => this.server.listen(0, name, resolve));
    this.address = `http://${name}:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  page(path: string, body: string, script = ''): string {
    this.pages.set(path, `<!DOCTYPE html><meta charset="utf-8"><title>host</title><body>${body}<script>${script}</script>`);
    return this.address + path;
  }

  stop(): void {
    this.server.close();
  }
}

/** Playwright switches partitioning off by one of its own flags; here the browser behaves as it does for people. */
async function flagAgainstPartitioning(): Promise<string[]> {
  const browser = await chromium.launch({ executablePath, args });
  const found: string[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const line = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    found.push(...line.split('\0').filter((flag) => flag.startsWith('--disable-features=') && flag.includes('ThirdPartyStoragePartitioning')));
  }
  await browser.close();
  return [...new Set(found)];
}

let context: BrowserContext;
let host: Host;

/**
 * A browser with a profile of its own, in which the pages around may have been granted the app's own storage, or in which
 * frames of other sites get no storage at all.
 */
async function launch(profile: string, grantedTo?: string, blocked = false): Promise<BrowserContext> {
  if (blocked) {
    await mkdir(`${profile}/Default`, { recursive: true });
    await writeFile(`${profile}/Default/Preferences`, JSON.stringify({ profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } }));
  } else if (grantedTo) {
    // As the browser notes the reader's answer to its question. Its debugger can set the same, but the page does not survive it.
    const now = String((BigInt(Date.now()) + 11_644_473_600_000n) * 1000n);
    const site = (origin: string) => origin.replace(/\d+$/, '*');
    const storage_access = { [`${site(app)},${site(grantedTo)}`]: { last_modified: now, setting: 1 } };
    await mkdir(`${profile}/Default`, { recursive: true });
    await writeFile(`${profile}/Default/Preferences`, JSON.stringify({ profile: { content_settings: { exceptions: { storage_access } } } }));
  }
  return chromium.launchPersistentContext(profile, {
    executablePath, args, baseURL: address, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 900 },
    // Without partitions, a browser that blocks third-party cookies denies the frame any storage.
    ignoreDefaultArgs: blocked ? [] : await flagAgainstPartitioning(),
  });
}

test.beforeEach(async ({}, info) => {
  host = await new Host().start();
  context = await launch(info.outputPath('profile'), info.title.startsWith('granted') ? host.address : undefined, info.title.startsWith('where frames'));
});

test.afterEach(async () => {
  host.stop();
  await context.close();
});

/** The frame of the app on a page that has one. */
async function frameOf(page: Page, ours = (url: string) => url.startsWith(app)): Promise<Frame> {
  const found = () => page.frames().filter((frame) => frame !== page.mainFrame() && ours(frame.url()));
  await expect.poll(() => found().length).toBe(1);
  return found()[0]!;
}

/** A workspace as a file, as the app writes it; `make` begins it on the first page. */
async function fileOf(make: (page: Page) => Promise<void>): Promise<string> {
  const page = await context.newPage();
  await page.goto(address);
  await make(page);
  await page.waitForURL(/#\/w\/.*\/home/);
  await page.goto(page.url().replace(/home$/, 'data'));
  const download = page.waitForEvent('download');
  await page.getByTestId('export').click();
  const text = readFileSync(await (await download).path(), 'utf8');
  await page.close();
  return text;
}

const demoFile = (): Promise<string> => fileOf((page) => page.getByTestId('open-demo').click());

/** The sample company is often more than needed. */
const smallFile = (): Promise<string> =>
  fileOf(async (page) => {
    await page.getByTestId('create-workspace').click();
    await page.getByTestId('create-name').fill('海港工具');
    await page.getByTestId('create-who').fill('王小明');
    await page.getByTestId('create-confirm').click();
  });

test('by address alone: a view of the demo in a plain frame, which changes nothing', async () => {
  const page = await context.newPage();
  await page.goto(`${address}embed/examples/plain.html`);
  const frame = await frameOf(page);
  await expect(frame.locator('h1')).toBeVisible({ timeout: 30_000 });
  await expect(frame.locator('.shell-sidebar')).toHaveCount(0);
  await expect(frame.getByRole('link', { name: 'Open in a new window' })).toHaveAttribute('target', '_blank');
  const list = page.locator('iframe');
  await list.evaluate((element: HTMLIFrameElement) => { element.src = element.src.replace(/#.*/, '#/p/1/s/1'); });
  await expect(frame.locator('fieldset[disabled]').first()).toBeAttached();
  await expect(frame.locator('.step-footer')).toBeHidden();
});

test('the element: height follows the content, theme and page change by methods, two on one page', async ({}, info) => {
  const page = await context.newPage();
  await page.goto(`${address}embed/examples/element.html`);
  const frame = page.locator('#first iframe').contentFrame();
  await expect(frame.locator('h1')).toBeVisible({ timeout: 30_000 });
  const height = () => page.locator('#first iframe').evaluate((element) => element.clientHeight);
  await expect.poll(height).toBeGreaterThan(401);
  // From the moment the content grows until the frame around it has grown: told, not judged, since the machine may be busy.
  const [before, grown] = [await height(), 700];
  await page.evaluate(() => {
    const frame = document.querySelector('#first iframe')!;
    new MutationObserver(() => ((window as unknown as { grownAt: number }).grownAt ??= Date.now())).observe(frame, { attributes: true, attributeFilter: ['style'] });
  });
  const begun = await frame.locator('main').evaluate((main, grown) => {
    const block = document.createElement('div');
    block.style.height = `${grown}px`;
    main.append(block);
    return Date.now();
  }, grown);
  await expect.poll(height).toBeGreaterThanOrEqual(before + grown - 2);
  const followed = (await page.evaluate(() => (window as unknown as { grownAt: number }).grownAt)) - begun;
  info.annotations.push({ type: 'height followed after, milliseconds', description: String(followed) });
  console.log(`the height follows the content after ${followed} ms`);
  await page.locator('#dark').click();
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.locator('#goals').click();
  await expect(page.locator('#log')).toHaveText('p/1');
  await expect(frame.locator('.embed-pillars [aria-current]')).toContainText('1');
  await page.locator('#second').scrollIntoViewIfNeeded();
  const second = page.locator('#second iframe').contentFrame();
  await expect(second.locator('h1')).toHaveText('客户', { timeout: 30_000 });
  await expect(second.locator('.embed-pillars')).toHaveCount(0);
});

test('a host on another site keeps the data: asked once, loaded, edited, saved back, nothing stays in the browser', async () => {
  const text = await demoFile();
  host.pages.set('/data.json', text);
  const page = await context.newPage();
  await page.goto(host.page('/', `<script src="${app}/embed.js"></script><shizhu-embed id="e" store="host" mode="edit" page="p/1/s/1" lang="zh-CN"></shizhu-embed>`, `
    window.saved = []; window.failed = null;
    const e = document.querySelector('#e');
    e.addEventListener('shizhu:saved', (event) => window.saved.push(event.detail.data));
    fetch('/data.json').then((r) => r.text()).then((text) => e.load(text)).then((r) => { window.loaded = r; }, (error) => { window.failed = error.code; });`));
  const frame = await frameOf(page);
  const allow = frame.getByTestId('consent-once');
  await expect(allow).toBeVisible({ timeout: 30_000 });
  await expect(frame.getByTestId('embed-consent')).toContainText(host.address);
  await expect(allow).toBeEnabled();
  await allow.click();
  await expect.poll(() => page.evaluate(() => (window as never as { loaded: object }).loaded)).toMatchObject({ records: expect.any(Number) });
  const field = frame.locator('textarea').first();
  await field.fill('由外层页面保管的愿景');
  await expect.poll(() => page.evaluate(() => (window as never as { saved: string[] }).saved.some((data) => data.includes('由外层页面保管的愿景'))), { timeout: 15_000 }).toBe(true);
  const names = await frame.evaluate(async () => (await indexedDB.databases()).map((database) => database.name));
  expect(names.filter((name) => name?.startsWith('shizhu-w-'))).toEqual([]);
});

/** A page with data of its own: one view, and a field beside it. */
const KEEPER = (text: string) => `
    window.saved = [];
    const e = document.querySelector('#e');
    e.addEventListener('shizhu:saved', (event) => window.saved.push(event.detail.data));
    window.give = () => e.load(${JSON.stringify(text)}).then((r) => { window.loaded = r; });
    window.give();`;

test('where frames get no storage, data kept by the host work all the same, with no warning of loss', async () => {
  const text = await smallFile();
  const page = await context.newPage();
  await page.goto(host.page('/', `<script src="${app}/embed.js"></script><shizhu-embed id="e" store="host" mode="edit" page="p/1/s/1" lang="zh-CN"></shizhu-embed>`, KEEPER(text)));
  const frame = await frameOf(page);
  const denied = await frame.evaluate(() => { try { return localStorage === null; } catch { return true; } });
  expect(denied, 'this browser gives the frame no storage').toBe(true);
  await frame.getByTestId('consent-once').click({ timeout: 30_000 });
  const field = frame.locator('textarea').first();
  await field.fill('由外层页面保管');
  await expect.poll(() => page.evaluate(() => (window as never as { saved: string[] }).saved.some((data) => data.includes('由外层页面保管'))), { timeout: 15_000 }).toBe(true);
  await expect(frame.getByTestId('memory-banner')).toHaveCount(0);
  // On its own the frame would lose what is entered, and says so.
  await page.goto(host.page('/alone', `<iframe src="${app}/?embed=1&mode=edit#/workspaces" width="1000" height="700"></iframe>`));
  await expect(page.frameLocator('iframe').getByTestId('memory-banner')).toBeVisible({ timeout: 30_000 });
});

test('data that the host gives again keep their name and leave the focus where it is', async () => {
  const text = await smallFile();
  const page = await context.newPage();
  await page.goto(host.page('/', `<input id="own"><script src="${app}/embed.js"></script><shizhu-embed id="e" store="host" mode="edit" page="p/1/s/1" lang="zh-CN"></shizhu-embed>`, KEEPER(text)));
  const frame = await frameOf(page);
  await frame.getByTestId('consent-once').click({ timeout: 30_000 });
  await expect(frame.locator('textarea').first()).toBeVisible();
  await page.locator('#own').focus();
  const before = frame.url();
  await page.evaluate(() => (window as never as { give: () => Promise<void> }).give());
  await expect.poll(() => frame.url(), 'the view shows what was given').not.toBe(before);
  await expect(frame.locator('textarea').first()).toBeVisible();
  await page.keyboard.type('weiter', { delay: 60 });
  await expect(page.locator('#own')).toHaveValue('weiter');
  await frame.locator('textarea').first().fill('neu');
  const names = () => page.evaluate(() => (window as never as { saved: string[] }).saved.map((data) => (JSON.parse(data) as { name: string }).name));
  await expect.poll(async () => (await names()).at(-1), { timeout: 15_000 }).toBe('海港工具');
});

test('a hostile host gets nothing: wrong window, forged envelope, replay, flood, malformed, oversized, denied', async () => {
  const page = await context.newPage();
  await page.goto(host.page('/', `<iframe id="f" src="${app}/?embed=1&ns=x&ws=demo&mode=edit#/home" width="900" height="600"></iframe>`, `
    window.heard = [];
    addEventListener('message', (event) => window.heard.push(event.data));
    window.say = (type, payload, id) => document.querySelector('#f').contentWindow.postMessage({ app: 'shizhu', v: 1, ns: 'x', type, id, payload }, '*');`));
  const say = (type: string, payload: unknown, id?: string) => page.evaluate(([a, b, c]) => (window as never as { say: (...all: unknown[]) => void }).say(a, b, c), [type, payload, id] as const);
  const heard = () => page.evaluate(() => (window as never as { heard: { type: string; re?: string; payload: { code?: string } }[] }).heard);
  const codeOf = async (id: string) => (await heard()).find((message) => message.re === id && message.type === 'error')?.payload.code;
  await expect.poll(async () => (await heard()).some((message) => message.type === 'hello')).toBe(true);

  // Nothing before the handshake.
  await say('get', { what: 'workspace', format: 'json' }, 'early');
  await say('init', { protocol: 9 }, 'version');
  await expect.poll(() => codeOf('version')).toBe('E_PROTOCOL');
  await say('init', { protocol: 1 }, 'begin');
  await expect.poll(async () => (await heard()).some((message) => message.type === 'ready')).toBe(true);
  expect((await heard()).some((message) => message.re === 'early')).toBe(false);

  // Another page of the same site, and another frame of this page, are not the parent.
  await page.evaluate(() => {
    const other = document.createElement('iframe');
    other.srcdoc = `<script>parent.document.querySelector('#f').contentWindow.postMessage({ app: 'shizhu', v: 1, ns: 'x', type: 'ping', id: 'forged' }, '*')</script>`;
    document.body.append(other);
  });
  // Malformed, unknown page, denied editing, repeated, oversized.
  await say('set', { theme: 'red' }, 'malformed');
  await expect.poll(() => codeOf('malformed')).toBe('E_SCHEMA_INVALID');
  await say('navigate', { page: 'nowhere/at/all' }, 'nowhere');
  await expect.poll(() => codeOf('nowhere')).toBe('E_UNKNOWN_PAGE');
  await say('set', { mode: 'edit' }, 'editing');
  await expect.poll(() => codeOf('editing')).toBe('E_DENIED');
  await say('ping', {}, 'twice');
  await say('ping', {}, 'twice');
  await expect.poll(() => codeOf('twice')).toBe('E_REPEATED');
  await page.evaluate(() => (window as never as { say: (...all: unknown[]) => void }).say('load', { workspace: 'x'.repeat(20_000_001) }, 'large'));
  await expect.poll(async () => (await heard()).some((message) => message.payload?.code === 'E_TOO_LARGE'), { timeout: 20_000 }).toBe(true);
  await page.waitForTimeout(1100);
  await page.evaluate(() => { for (let i = 0; i < 3000; i += 1) (window as never as { say: (...all: unknown[]) => void }).say('ping', {}, `flood-${i}`); });
  await expect.poll(async () => (await heard()).filter((message) => message.payload?.code === 'E_TOO_MANY').length, { timeout: 20_000 }).toBeGreaterThan(0);
  expect((await heard()).filter((message) => message.re?.startsWith('flood-')).length).toBeLessThan(500);
  await page.waitForTimeout(1100);

  // Data needs the reader's word; the word is no.
  await say('get', { what: 'workspace', format: 'json' }, 'steal');
  const frame = await frameOf(page);
  const deny = frame.getByTestId('consent-deny');
  await expect(deny).toBeEnabled({ timeout: 15_000 });
  // The question about editing comes first; each no answers one.
  while (await deny.isVisible()) {
    await expect(deny).toBeEnabled();
    await deny.click();
    await page.waitForTimeout(300);
  }
  await say('get', { what: 'workspace', format: 'json' }, 'steal-again');
  await expect.poll(() => codeOf('steal-again')).toBe('E_DENIED');
  const all = await heard();
  expect(all.some((message) => message.re === 'forged')).toBe(false);
  expect(all.filter((message) => message.type === 'data' || 'data' in (message.payload ?? {}))).toEqual([]);
});

test('the buttons of the question do not work while something lies over it', async () => {
  const page = await context.newPage();
  await page.goto(host.page('/', `<iframe id="f" src="${app}/?embed=1&ws=demo&mode=edit#/home" width="900" height="600" style="opacity:0.01"></iframe>`));
  const frame = await frameOf(page);
  const allow = frame.getByTestId('consent-always');
  await expect(allow).toBeAttached({ timeout: 30_000 });
  await page.waitForTimeout(2500);
  await expect(allow).toBeDisabled();
  await page.locator('#f').evaluate((element) => { element.style.opacity = '1'; });
  await expect(allow).toBeEnabled();
});

test('a frame on another site has a storage of its own and says so', async () => {
  await demoFile();
  const page = await context.newPage();
  await page.goto(host.page('/', `<iframe id="f" src="${app}/?embed=1&mode=view#/home" width="900" height="600"></iframe>`));
  const frame = await frameOf(page);
  // The demo opened on its own is not here: nothing is, and the start page offers it.
  await expect(frame.getByTestId('open-demo')).toBeVisible({ timeout: 30_000 });
  await frame.getByTestId('open-demo').click();
  await expect(frame.getByTestId('embed-partition')).toBeVisible({ timeout: 30_000 });
  // The data panel says the same about where the data are.
  await frame.evaluate(() => { location.hash = location.hash.replace(/home$/, 'data'); });
  await expect(frame.getByTestId('partitioned')).toBeVisible({ timeout: 30_000 });
  await expect(frame.getByTestId('data-where')).toContainText('IndexedDB');
});

test('the page of README, with one address changed, shows two views of data that it keeps', async () => {
  test.setTimeout(120_000);
  const readme = readFileSync(`${root}README.md`, 'utf8');
  const [, code] = readme.slice(readme.indexOf('### In a frame')).match(/```html\n([^]*?)```/)!;
  host.pages.set('/plan.html', code!.replace('https://host/app/', address));
  const text = await demoFile();
  const page = await context.newPage();
  await page.goto(`${host.address}/plan.html`);
  const [edit, view] = ['#edit', '#view'].map((id) => page.locator(`${id} iframe`).contentFrame());
  await page.locator('#file').setInputFiles({ name: 'plan.shizhu.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  // Both ask; the word given for good in one counts for the other.
  await expect(view!.getByTestId('embed-consent')).toBeVisible({ timeout: 30_000 });
  const always = edit!.getByTestId('consent-always');
  await expect(always).toBeEnabled({ timeout: 30_000 });
  await always.click();
  await expect(page.locator('#told')).toHaveText('open');
  await expect(view!.getByTestId('embed-consent')).toHaveCount(0);
  const vision = edit!.locator('textarea').first();
  await vision.fill('Written in the first view');
  await expect(page.locator('#told')).toHaveText('kept');
  await expect(view!.getByText('Written in the first view').first()).toBeVisible();
  // The page has it, and nothing asks again.
  await page.reload();
  await expect(vision).toHaveValue('Written in the first view', { timeout: 30_000 });
});

test('the example with its script in a file of its own does the same from another site', async () => {
  test.setTimeout(120_000);
  for (const name of ['host-store.html', 'host-store.js']) host.pages.set(`/${name}`, readFileSync(`${root}public/embed/examples/${name}`, 'utf8').replace('../../embed.js', `${address}embed.js`));
  const text = await demoFile();
  const page = await context.newPage();
  await page.goto(`${host.address}/host-store.html`);
  const [edit, view] = ['#goals', '#document'].map((id) => page.locator(`${id} iframe`).contentFrame());
  await page.locator('#file').setInputFiles({ name: 'plan.shizhu.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(view!.getByTestId('embed-consent')).toBeVisible({ timeout: 30_000 });
  const always = edit!.getByTestId('consent-always');
  await expect(always).toBeEnabled({ timeout: 30_000 });
  await always.click();
  await expect(page.locator('#log')).toHaveText('loaded');
  await expect(view!.locator('h1').first()).toBeVisible();
});

test('the note about a storage apart is only where it is true', async () => {
  test.setTimeout(120_000);
  const frame = (base: string) => `<iframe src="${base}/?embed=1&mode=view#/home" width="900" height="600"></iframe>`;
  const page = await context.newPage();
  const shown = async (address: string) => {
    await page.goto(address);
    const shown = await frameOf(page, (url) => url.includes('embed=1'));
    await expect(shown.locator('h1').first()).toBeVisible({ timeout: 30_000 });
    return shown;
  };
  const near = await new Host().start('127.0.0.1');
  const note = 'embed-partition';
  try {
    // Names that end alike: what a site is there, the browser alone knows, until the app was opened by itself.
    const [own, around] = ['app', 'www'].map((name, index) => `http://${name}.intranet.localhost:${[port, new URL(near.address).port][index]}`);
    near.page('/named', frame(own!));
    const unclear = await shown(`${around}/named`);
    await unclear.getByTestId('open-demo').click();
    await expect(unclear.getByTestId(note)).toContainText('由浏览器决定');
    await page.goto(`${own}/`);
    await expect(page.locator('h1').first()).toBeVisible({ timeout: 30_000 });
    const known = await shown(`${around}/named`);
    await expect(known.locator('.embed-head')).toBeVisible();
    await expect(known.getByTestId('open-demo')).toHaveCount(0);
    await expect(known.getByTestId(note)).toHaveCount(0);
    // Another port of the same host is the same site: the demo opened by itself is there.
    await demoFile();
    const same = await shown(near.page('/same', frame(app)));
    await expect(same.getByTestId('open-demo')).toHaveCount(0);
    await expect(same.getByTestId(note)).toHaveCount(0);
    await same.evaluate(() => { location.hash = location.hash.replace(/home$/, 'data'); });
    await expect(same.getByTestId('data-where')).toBeVisible({ timeout: 30_000 });
    await expect(same.getByTestId('partitioned')).toHaveCount(0);
    // A page of another site in between sets it apart again.
    host.page('/between', frame(app));
    near.page('/nested', `<iframe src="${host.address}/between" width="1000" height="700"></iframe>`);
    const nested = await shown(`${near.address}/nested`);
    await nested.getByTestId('open-demo').click();
    await expect(nested.getByTestId(note)).toContainText('另一个网站');
  } finally {
    near.stop();
  }
});

test('granted the storage of the app itself, the frame shows the data opened on its own, from the button on', async () => {
  const alone = await context.newPage();
  await alone.goto(address);
  await alone.getByTestId('open-demo').click();
  await alone.waitForURL(/#\/w\/.*\/home/);
  const id = alone.url().match(/#\/w\/([^/]+)/)![1]!;
  const page = await context.newPage();
  await page.goto(host.page('/', `<iframe id="f" src="${app}/?embed=1&mode=view#/home" width="900" height="600" allow="storage-access"></iframe>`));
  const frame = await frameOf(page);
  // Nothing is here yet: a workspace of the frame's own.
  await frame.getByTestId('open-demo').click({ timeout: 30_000 });
  await frame.getByTestId('embed-access').click({ timeout: 30_000 });
  await expect(frame.getByTestId('embed-first-party')).toBeVisible({ timeout: 30_000 });
  await expect(frame.getByTestId('embed-partition')).toHaveCount(0);
  await expect.poll(() => frame.url()).toContain(`/w/${id}/home`);
  await expect(frame.locator('h1').first()).toBeVisible();
});

test('refused the storage of the app itself, the frame says what to do instead', async () => {
  const page = await context.newPage();
  await page.goto(host.page('/', `<iframe id="f" src="${app}/?embed=1&mode=view#/home" width="900" height="600" allow="storage-access"></iframe>`));
  const frame = page.locator('#f').contentFrame();
  await frame.getByTestId('open-demo').click({ timeout: 30_000 });
  await frame.getByTestId('embed-access').click({ timeout: 30_000 });
  await expect(frame.getByTestId('embed-access-denied')).toBeVisible();
  await expect(frame.getByTestId('embed-partition')).toContainText('另一个网站');
});

test('the script is small and the examples name only what exists', async () => {
  const { gzipSync } = await import('node:zlib');
  const script = readFileSync(`${dist}/embed.js`);
  expect(gzipSync(script, { level: 9 }).length).toBeLessThan(6 * 1024);
  const parameters = readFileSync(`${dist}/embed/README.md`, 'utf8');
  for (const key of String(script).match(/const KEYS = \[(.*?)\]/)![1]!.match(/'(\w+)'/g)!) expect(parameters).toContain(`\`${key.slice(1, -1)}\``);
});

test('the builder writes code that works when it is pasted into a page of another site', async () => {
  const page = await context.newPage();
  await page.goto(address);
  await page.getByTestId('open-demo').click();
  await page.waitForURL(/#\/w\/.*\/home/);
  await page.goto(page.url().replace(/home$/, 'embed'));
  await page.getByTestId('embed-page').selectOption('goal-tree');
  await page.getByTestId('embed-theme').selectOption('dark');
  const code = page.getByTestId('embed-code');
  await expect(code).toContainText('theme=dark#/goal-tree');
  await expect(page.getByTestId('embed-preview')).toHaveAttribute('src', /theme=dark/);
  await page.getByRole('tab', { name: '完整网页' }).click();
  await expect(code).toContainText('<shizhu-embed page="goal-tree"');
  const pasted = (await code.textContent())!;
  const other = await context.newPage();
  host.pages.set('/pasted', pasted);
  await other.goto(`${host.address}/pasted`);
  await expect(other.locator('shizhu-embed iframe').contentFrame().locator('html')).toHaveAttribute('data-theme', 'dark', { timeout: 30_000 });
  // The choice is remembered.
  await page.reload();
  await expect(page.getByTestId('embed-theme')).toHaveValue('dark');
});

test('the builder tries the messages and a colour, and says where a colour cannot be read', async () => {
  const page = await context.newPage();
  await page.goto(address);
  await page.getByTestId('open-demo').click();
  await page.waitForURL(/#\/w\/.*\/home/);
  await page.goto(page.url().replace(/home$/, 'embed'));
  const log = page.getByTestId('embed-messages');
  await expect(log).toContainText('"type":"hello"', { timeout: 30_000 });
  await expect(log).toContainText('"type":"ready"');
  const frame = page.getByTestId('embed-preview').contentFrame();
  await page.getByTestId('embed-send-0').click();
  await expect(log).toContainText('"type":"pong"');
  await page.getByTestId('embed-send-1').click();
  await expect(log).toContainText('"type":"data"');
  await page.getByTestId('embed-send-2').click();
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByTestId('embed-send-4').click();
  await expect(log).toContainText('"type":"navigated"');
  await expect(frame.locator('.embed-head')).toBeVisible();
  await page.getByTestId('embed-test-clear').click();
  await expect(log).toHaveCount(0);

  await page.getByTestId('embed-accent-way').selectOption('chosen');
  await page.getByTestId('embed-accent').fill('#ffd400');
  await expect(page.getByTestId('embed-code')).toContainText('accent=ffd400');
  await expect(page.getByRole('main')).toContainText('已自动加深');
  await page.getByTestId('embed-mode').selectOption('present');
  await expect(frame.locator('html')).toHaveAttribute('data-mode', 'present', { timeout: 30_000 });
  await expect(frame.locator('html')).toHaveAttribute('data-scale', 'presenter');
});

test('a script of another version says what to do, in the page and to its program', async () => {
  const page = await context.newPage();
  await page.route('**/embed.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('const PROTOCOL = 1;', 'const PROTOCOL = 2;') });
  });
  await page.goto(host.page('/', `<script src="${app}/embed.js"></script><shizhu-embed id="e" lang="en"></shizhu-embed>`, `
    window.told = [];
    const e = document.querySelector('#e');
    e.addEventListener('shizhu:error', (event) => window.told.push(event.detail));
    e.ready.catch((error) => window.told.push({ code: 'rejected ' + error.code, message: error.message }));`));
  await expect(page.getByRole('status')).toContainText('Load embed.js from the address of the app itself', { timeout: 30_000 });
  await expect(page.getByRole('link', { name: 'Open in a new window' })).toBeVisible();
  const told = await page.evaluate(() => (window as never as { told: { code: string; message: string }[] }).told);
  expect(told.map(({ code }) => code).sort()).toEqual(['E_PROTOCOL', 'rejected E_PROTOCOL']);
  for (const { message } of told) expect(message).toMatch(/load embed\.js from the address of the app itself/i);
});

test('a frame whose address asks for another version says so', async () => {
  const page = await context.newPage();
  for (const [asked, notes] of [['9', 1], ['1', 0]] as const) {
    await page.goto(host.page(`/v${asked}`, `<iframe src="${app}/?embed=1&v=${asked}&lang=en#/p/1" width="900" height="600"></iframe>`));
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 30_000 });
    await expect(frame.getByTestId('embed-version')).toHaveCount(notes);
  }
});

test('a frame that will answer nothing is told to the page, which shows the way to open it', async () => {
  // What the frame sends when the part that talks to the host did not arrive.
  host.pages.set('/app/embed.js', readFileSync(`${dist}/embed.js`, 'utf8'));
  host.pages.set('/app/', `<!DOCTYPE html><script>
    parent.postMessage({ app: 'shizhu', v: 1, ns: new URLSearchParams(location.search).get('ns'), type: 'error', payload: { code: 'E_INCOMPLETE', message: 'x', retryable: true } }, '*');</script>`);
  const page = await context.newPage();
  await page.goto(host.page('/', `<script src="app/embed.js"></script><shizhu-embed id="e" lang="en"></shizhu-embed>`, `
    window.codes = [];
    const e = document.querySelector('#e');
    e.addEventListener('shizhu:error', (event) => window.codes.push(event.detail.code));
    e.get('workspace').catch((error) => window.codes.push('rejected ' + error.code));`));
  await expect.poll(() => page.evaluate(() => (window as never as { codes: string[] }).codes)).toEqual(expect.arrayContaining(['E_INCOMPLETE', 'rejected E_INCOMPLETE']));
  await expect(page.getByRole('link', { name: 'Open in a new window' })).toBeVisible();
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => (window as never as { codes: string[] }).codes.filter((code) => code === 'E_INCOMPLETE').length), 'the frame is not loaded again and again').toBe(1);
});
