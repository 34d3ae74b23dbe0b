// The consultant's report, and documents as files.
import { inflateRawSync } from 'node:zlib';
import { expect, type Download, type Locator } from '@playwright/test';
import { WorkspacePage } from './data.ts';

/** The files of an archive by name, read by its central directory. */
export function unpacked(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, size, name, extra, comment, start] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const body = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const packed = bytes.subarray(body, body + size);
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), method === 8 ? inflateRawSync(packed) : packed);
    at += 46 + name + extra + comment;
  }
  return files;
}

/** A Word file as a reader sees it: paragraphs with their style, tables, pictures. */
export class WordFile {
  readonly parts: Map<string, Buffer>;
  readonly body: string;

  constructor(bytes: Buffer) {
    this.parts = unpacked(bytes);
    this.body = this.parts.get('word/document.xml')!.toString('utf8');
  }

  /** Texts of the paragraphs of a style. */
  styled(style: string): string[] {
    const paragraphs = this.body.match(/<w:p[ >].*?<\/w:p>/gs) ?? [];
    return paragraphs.filter((one) => one.includes(`<w:pStyle w:val="${style}" />`)).map((one) => [...one.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((text) => text[1]).join(''));
  }

  get text(): string {
    return [...this.body.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((text) => text[1]).join('\n');
  }

  count(tag: string): number {
    return this.body.split(`<w:${tag}>`).length + this.body.split(`<w:${tag} `).length - 2;
  }

  /** Width and height of the pictures in the file, px. */
  get pictures(): [number, number][] {
    return [...this.parts].filter(([name]) => name.endsWith('.png')).map(([, bytes]) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]);
  }
}

export class ReportPage extends WorkspacePage {
  /** Shows the report, drawn whole. */
  async open(): Promise<this> {
    await this.show('report');
    await this.drawn();
    return this;
  }

  /** Waits until nothing of the report is still on its way. */
  async drawn(): Promise<void> {
    await expect(this.report).toBeVisible({ timeout: 30_000 });
    await expect(this.report.locator('.loading')).toHaveCount(0);
  }

  /** Shows a document of a pillar, drawn whole; its content may have to be fetched first. */
  async document(place: string, testId: string): Promise<void> {
    await this.goto(`#/w/${this.id}/${place}`);
    await expect(this.page.getByTestId(testId)).toBeVisible({ timeout: 30_000 });
    await expect(this.page.locator('.doc .loading')).toHaveCount(0);
  }

  get report(): Locator {
    return this.page.getByTestId('report');
  }

  /** Titles of the pages, in order. */
  get titles(): Locator {
    return this.report.locator('.report-title');
  }

  /** Downloads the document on the page in a format: `word`, `excel`, `markdown`. */
  async file(format: 'word' | 'excel' | 'markdown'): Promise<{ name: string; bytes: Buffer }> {
    await this.page.getByTestId('paper-menu').click();
    const item = this.page.getByRole('menuitem').nth(['word', 'excel', 'markdown'].indexOf(format));
    return this.bytes(() => item.click());
  }

  /** Downloads what `action` offers. */
  async bytes(action: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const [download]: [Download, void] = await Promise.all([this.page.waitForEvent('download', { timeout: 60_000 }), action()]);
    const { readFile } = await import('node:fs/promises');
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
}
