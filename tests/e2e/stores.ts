// What lies in the stores of the browser, past the program: databases and the origin private file system.
import type { Page } from '@playwright/test';

/** All databases, files and small settings of the page's origin as one text, with their names and keys; bytes are read as UTF-8. */
export async function dumpOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    const decoder = new TextDecoder();
    const tell = (value: unknown): string => (value instanceof Uint8Array ? decoder.decode(value) : JSON.stringify(value) ?? '');
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const source = database.transaction(store).objectStore(store);
        for (const request of [source.getAllKeys(), source.getAll()]) {
          const found = await new Promise<unknown[]>((resolve) => { request.onsuccess = () => resolve(request.result); });
          texts.push(...found.map(tell));
        }
      }
      texts.push(name!);
      database.close();
    }
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const handle of (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values()) {
        texts.push(handle.name);
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle);
        else texts.push(await (await (handle as FileSystemFileHandle).getFile()).text());
      }
    };
    await walk(await navigator.storage.getDirectory());
    texts.push(JSON.stringify(localStorage), JSON.stringify(sessionStorage));
    return texts.join('\n');
  });
}

/** Drops databases behind the program's back, as an engine does that finds them damaged. */
export async function dropDatabases(page: Page, only: RegExp = /./): Promise<void> {
  await page.goto('icon.svg');
  await page.evaluate(async (source) => {
    const wanted = new RegExp(source);
    for (const { name } of await indexedDB.databases()) {
      if (!wanted.test(name!)) continue;
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name!);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      });
    }
  }, only.source);
}

/** One database as a file of tests/data/frozen holds it. */
export interface FrozenDatabase {
  name: string;
  version: number;
  stores: { name: string; counted: boolean; values: [IDBValidKey, unknown][] }[];
}

/** Writes databases as an older version of the program has left them. */
export async function writeDatabases(page: Page, databases: FrozenDatabase[]): Promise<void> {
  await page.goto('icon.svg');
  await page.evaluate(async (databases) => {
    const encoder = new TextEncoder();
    for (const { name, version, stores } of databases) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store.name, { autoIncrement: store.counted }));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of stores) {
        const transaction = database.transaction(store.name, 'readwrite');
        for (const [key, value] of store.values) transaction.objectStore(store.name).put(encoder.encode(JSON.stringify(value)), key);
        await new Promise((resolve) => (transaction.oncomplete = resolve));
      }
      database.close();
    }
  }, databases);
}
