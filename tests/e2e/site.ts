// A copy of the release on a host of its own: it can be stopped, changed and followed by another release under the same address.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dist, xtask } from './browser.ts';

export class Site {
  /** The folder that is served; files of it may be changed. */
  readonly folder = mkdtempSync(join(tmpdir(), 'shizhu-site-'));
  private readonly base: string;
  private readonly name: string;
  private readonly options: string[];
  private child: ChildProcess | undefined;
  private port = 0;

  /** `base`: path below the host; `name`: another name of this machine; `options`: of the server. */
  constructor(base = '/', name = '127.0.0.1', options: string[] = []) {
    this.base = base;
    this.name = name;
    this.options = options;
    cpSync(dist, this.folder, { recursive: true });
    this.seal();
  }

  get address(): string {
    return `http://${this.name}:${this.port}${this.base}`;
  }

  /** Serves the folder, always at the same address. */
  async start(): Promise<this> {
    const child = spawn(xtask, ['serve', this.folder, String(this.port), '--base', this.base, ...this.options], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout!.once('data', (data) => resolve(String(data)));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    this.port = Number(new URL(line.trim().split(' ').at(-1)!).port);
    this.child = child;
    return this;
  }

  /** The network is gone: nobody answers any more. */
  async stop(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
  }

  /** Names the release anew after a change of its files; without a version it is that of the working copy. */
  seal(version?: string, below = ''): string {
    return execFileSync(xtask, ['seal', this.file(below), ...(version ? [version] : [])], { encoding: 'utf8' }).trim();
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  change(name: string, edit: (text: string) => string): void {
    writeFileSync(this.file(name), edit(readFileSync(this.file(name), 'utf8')));
  }

  /** Puts another release in place: the same program, a text changed so that it can be told apart. */
  release(version: string, title = `十柱 ${version}`): string {
    this.change('lang/zh-CN.json', (text) => JSON.stringify({ ...JSON.parse(text), 'ui.start.title': title }, null, 1));
    return this.seal(version);
  }

  remove(name: string): void {
    rmSync(this.file(name));
  }

  /** Ends the server and clears the folder away. */
  async close(): Promise<void> {
    await this.stop();
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true });
  }
}
