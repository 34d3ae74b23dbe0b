// Smoke flows in Firefox ESR and WebKitGTK: `make browsers`. Each flow goes on from where the one before has left the browser.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Builder, By, Capabilities, error, until, type WebDriver, type WebElement } from 'selenium-webdriver';
import { Options, ServiceBuilder } from 'selenium-webdriver/firefox.js';
import { dist, root, xtask } from '../browser.ts';
import { Site } from '../site.ts';

const LIMIT = 40_000;

/** A browser and what the flows hand on. */
class Visit {
  readonly driver: WebDriver;
  readonly site: Site;
  readonly folder: string;
  workspace = '';
  exported = '';

  constructor(driver: WebDriver, site: Site, folder: string) {
    this.driver = driver;
    this.site = site;
    this.folder = folder;
  }

  async find(selector: string): Promise<WebElement> {
    const element = await this.driver.wait(until.elementLocated(By.css(selector)), LIMIT, `${selector} is not on the page`);
    await this.driver.wait(until.elementIsVisible(element), LIMIT, `${selector} is not visible`);
    return element;
  }

  /** Brings an element into the middle and acts on it, once more when the page has drawn it anew or still moves it. */
  async act(selector: string, action: (element: WebElement) => Promise<void>): Promise<void> {
    await this.driver.wait(async () => {
      const element = await this.find(selector);
      try {
        await this.driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', element);
        await action(element);
        return true;
      } catch (reason) {
        // WebKit's driver has words of its own for an element that is gone.
        if (reason instanceof error.WebDriverError) return false;
        throw reason;
      }
    }, LIMIT, `${selector} takes the action`);
  }

  async press(testId: string): Promise<void> {
    await this.act(`[data-testid="${testId}"]`, (element) => element.click());
  }

  async type(testId: string, text: string): Promise<void> {
    await this.act(`[data-testid="${testId}"]`, (element) => element.sendKeys(text));
  }

  async until(what: string, script: string): Promise<void> {
    await this.driver.wait(() => this.driver.executeScript<boolean>(`return Boolean(${script})`), LIMIT, what);
  }

  async saved(): Promise<void> {
    await this.until('everything is saved', `document.querySelector('[data-testid=save-state][data-state=saved]')`);
  }

  /** Shows a place of the workspace. */
  async show(place: string): Promise<void> {
    await this.driver.executeScript(`location.hash = '#/w/${this.workspace}/${place}'`);
    await this.find('main h1');
  }

  /** The id of the workspace that has just opened. */
  async opened(): Promise<string> {
    await this.driver.wait(until.urlMatches(/#\/w\/[0-9a-f-]{36}\/home/), LIMIT, 'a workspace opens');
    await this.find('[data-testid="save-state"]');
    return /#\/w\/([0-9a-f-]{36})\//.exec(await this.driver.getCurrentUrl())![1]!;
  }

  /** Notes what is offered as a file from now on. */
  async watchDownloads(): Promise<void> {
    await this.driver.executeScript(
      'window.offered = []; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.offered.push(blob); return make.call(URL, blob); };',
    );
  }

  /** The text of the file that is offered. */
  async downloaded(): Promise<string> {
    await this.until('a file is offered', 'window.offered.length > 0');
    return this.driver.executeAsyncScript<string>('const done = arguments[arguments.length - 1]; window.offered.at(-1).text().then(done);');
  }

}

async function holds(condition: unknown, what: string): Promise<void> {
  if (!condition) throw new Error(what);
}

const WORDS = '让每个家都睡得好';
/** The first long text of the first step. */
const VISION = '[data-testid="form-charter"] textarea, main textarea';

const FLOWS: Record<string, (visit: Visit) => Promise<void>> = {
  'starts and shows its first page': async (visit) => {
    await visit.driver.get(visit.site.address);
    await visit.find('[data-testid="create-workspace"]');
  },
  'makes a workspace': async (visit) => {
    await visit.press('create-workspace');
    await visit.type('create-name', '北辰家居');
    await visit.type('create-who', '王小明');
    await visit.press('create-confirm');
    visit.workspace = await visit.opened();
  },
  'takes what is typed into a step of a pillar': async (visit) => {
    await visit.show('p/1/s/1');
    await visit.act(VISION, (field) => field.sendKeys(WORDS));
    await visit.driver.executeScript('document.activeElement.blur()');
    await visit.saved();
  },
  'has it again after a reload': async (visit) => {
    await visit.driver.navigate().refresh();
    const field = await visit.find(VISION);
    await visit.driver.wait(async () => (await field.getAttribute('value')) === WORDS, LIMIT, 'the words are back');
  },
  'exports a file': async (visit) => {
    await visit.show('data');
    await visit.watchDownloads();
    await visit.press('export');
    visit.exported = await visit.downloaded();
    await holds(visit.exported.includes(WORDS), 'the file holds the words');
  },
  'imports it as another workspace': async (visit) => {
    const file = join(visit.folder, 'workspace.shizhu.json');
    writeFileSync(file, visit.exported);
    await visit.driver.get(`${visit.site.address}#/workspaces`);
    await visit.find('[data-testid="create-workspace"]');
    await visit.driver.findElement(By.css('[data-testid="import-file"]')).sendKeys(file);
    await visit.press('import-confirm');
    const second = await visit.opened();
    await holds(second !== visit.workspace, 'it is a workspace of its own');
    await visit.saved();
  },
  'fills a document of the sample company in English': async (visit) => {
    await visit.driver.get(`${visit.site.address}#/workspaces`);
    await visit.press('other-language');
    await visit.until('the page is English', `document.documentElement.lang === 'en'`);
    await visit.press('open-demo');
    visit.workspace = await visit.opened();
    await visit.show('p/1/doc/goal_tree');
    await visit.until('the document has a picture or a table', `document.querySelector('main svg, main table')`);
  },
  'shows a page inside another page': async (visit) => {
    writeFileSync(visit.site.file('host.html'), `<iframe src="./?embed=1#/w/${visit.workspace}/p/1" width="1000" height="700"></iframe>`);
    await visit.driver.get(`${visit.site.address}host.html`);
    await visit.driver.switchTo().frame(await visit.find('iframe'));
    await visit.find('main h1');
    await visit.driver.switchTo().defaultContent();
  },
  'opens without the host after the first visit': async (visit) => {
    await visit.driver.get(`${visit.site.address}#/w/${visit.workspace}/settings`);
    await visit.until('the device is ready', `document.querySelector('[data-testid=offline-state][data-state=ready]')`);
    await visit.site.stop();
    // The driver's own reload goes past service workers in Firefox, as the one with the shift key does.
    await visit.driver.executeScript('location.reload()');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await visit.until('the page is back', `document.querySelector('[data-testid=offline-state]')`);
    await visit.site.start();
  },
  'opens as one file from the disk and keeps what is entered': async (visit) => {
    const file = join(visit.folder, 'shizhu.html');
    execFileSync(xtask, ['portable', dist, file]);
    await visit.driver.get(pathToFileURL(file).href);
    await visit.find('[data-testid="portable-note"]');
    const denied = await visit.driver.findElements(By.css('[data-testid="memory-banner"]'));
    if (denied.length > 0) {
      console.log('      (this browser keeps nothing for files; the page says so)');
      return;
    }
    await visit.press('create-workspace');
    await visit.type('create-name', '单文件');
    await visit.type('create-who', '王小明');
    await visit.press('create-confirm');
    const id = await visit.opened();
    await visit.saved();
    await visit.driver.navigate().refresh();
    await visit.find('[data-testid="save-state"]');
    await holds((await visit.driver.getCurrentUrl()).includes(id), 'the workspace is still open');
  },
  'makes a hand-over file that opens from the disk and gives its changes back': async (visit) => {
    await visit.driver.get(`${visit.site.address}#/w/${visit.workspace}/data`);
    await visit.find('[data-testid="handover-give"]');
    await visit.watchDownloads();
    await visit.press('handover-give');
    await visit.press('handover-make');
    const file = join(visit.folder, 'hand-over.html');
    writeFileSync(file, await visit.downloaded());
    await visit.driver.get(pathToFileURL(file).href);
    await visit.find('[data-testid="handover-band"]');
    await visit.until('the workspace is open', `/#\\/w\\/[0-9a-f-]{36}\\//.test(location.hash)`);
    await visit.driver.executeScript(`location.hash = location.hash.replace(/(#\\/w\\/[^/]+\\/).*/, '$1p/1/s/1')`);
    await visit.act(VISION, async (field) => {
      await field.clear();
      await field.sendKeys(WORDS);
    });
    await visit.driver.executeScript('document.activeElement.blur()');
    const denied = await visit.driver.findElements(By.css('[data-testid="memory-banner"]'));
    if (denied.length > 0) console.log('      (this browser keeps nothing for files; the page says so)');
    else await visit.saved();
    await visit.watchDownloads();
    await visit.press('handover-save');
    await holds((await visit.downloaded()).includes(WORDS), 'the saved file holds the change');
  },
};

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

const BROWSERS: Record<string, (folder: string) => Promise<{ driver: WebDriver; end: () => void }>> = {
  'Firefox ESR': async () => {
    const options = new Options().setBinary('/usr/bin/firefox-esr').addArguments('-headless').setPreference('intl.accept_languages', 'zh-CN');
    const driver = await new Builder().forBrowser('firefox').setFirefoxOptions(options).setFirefoxService(new ServiceBuilder(`${root}.tools/bin/geckodriver`)).build();
    return { driver, end: () => {} };
  },
  WebKitGTK: async () => {
    const port = await freePort();
    const child: ChildProcess = spawn('/usr/bin/WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, LANG: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN', WEBKIT_DISABLE_COMPOSITING_MODE: '1' } });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const capabilities = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } });
    const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
    return { driver, end: () => child.kill() };
  },
};

function miniBrowser(): string {
  return execFileSync('find', ['/usr/lib', '-path', '*webkit2gtk-4.*', '-name', 'MiniBrowser'], { encoding: 'utf8' }).trim().split('\n').at(-1)!;
}

let passed = 0;
let failed = 0;
const only = process.argv[2];
for (const [name, open] of Object.entries(BROWSERS)) {
  if (only && !name.startsWith(only)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'shizhu-browsers-'));
  const site = await new Site().start();
  const { driver, end } = await open(folder);
  const details = await driver.getCapabilities();
  console.log(`\n── ${name} ${details.getBrowserVersion() ?? ''} ──`);
  const visit = new Visit(driver, site, folder);
  for (const [flow, run] of Object.entries(FLOWS)) {
    const begin = Date.now();
    try {
      await run(visit);
      passed += 1;
      console.log(`   ok   ${flow} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
    } catch (reason) {
      failed += 1;
      console.log(`   FAIL ${flow}: ${(reason as Error).name} ${(reason as Error).message.split('\n')[0]}`);
      const text = await driver.executeScript<string>('return document.body ? document.body.innerText.slice(0, 300) : ""').catch(() => '');
      console.log(`        on the page: ${text.replaceAll('\n', ' | ')}`);
      await driver.switchTo().defaultContent().catch(() => {});
    }
  }
  await driver.quit().catch(() => {});
  end();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
