// The same data and the same work in Dexie and in the plain calls of IndexedDB, in an empty page of the same origin.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { root } from '../browser.ts';

export type Peer = 'dexie' | 'raw';

const dexie = readFileSync(`${root}tests/e2e/node_modules/dexie/dist/dexie.min.js`, 'utf8');

interface Peers {
  /** From the text of the file to durable. */
  load(file: File): Promise<number>;
  open(): Promise<number>;
  put(round: number): Promise<number>;
  dump(): Promise<number>;
  filter(words: string): Promise<number>;
  drop(): Promise<void>;
}

declare global {
  interface Window {
    peers: Record<Peer, Peers>;
    chosen: File;
  }
}

/** An empty page of the origin with both peers on it. */
export async function show(page: Page): Promise<void> {
  await page.route('**/bench-peers.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>peers</title><input type="file">' }));
  await page.goto('bench-peers.html');
  await page.evaluate(dexie);
  await page.evaluate(() => {
    type Row = { id: string; fields: Record<string, unknown> };
    const time = async (work: () => Promise<unknown>): Promise<number> => {
      const begin = performance.now();
      await work();
      return performance.now() - begin;
    };
    const holds = (row: Row, words: string): boolean => Object.values(row.fields).some((value) => typeof value === 'string' && value.toLowerCase().includes(words));
    const rowsOf = async (file: File): Promise<Row[]> => (JSON.parse(await file.text()) as { data: { records: Row[] } }).data.records;
    const changed = (row: Row, round: number): Row => ({ ...row, fields: { ...row.fields, class: 'abc'[round % 3] } });

    // The import is strict like that of the program, everything else as relaxed as its edits are.
    const Dexie = (window as unknown as { Dexie: new (name: string, options: object) => never }).Dexie;
    const of = (durability: string): any => {
      const database: any = new Dexie('peer-dexie', { chromeTransactionDurability: durability });
      database.version(1).stores({ customers: 'id' });
      return database;
    };
    let kept: any;
    const dexie: Peers = {
      load: (file) =>
        time(async () => {
          const database = of('strict');
          await database.customers.bulkPut(await rowsOf(file));
          database.close();
        }),
      open: () =>
        time(async () => {
          kept = of('relaxed');
          (window as any).rows = await kept.customers.toArray();
        }),
      put: (round) => {
        const row = changed((window as any).rows[1], round);
        return time(() => kept.customers.put(row));
      },
      dump: () => time(async () => void URL.createObjectURL(new Blob([JSON.stringify(await kept.customers.toArray())]))),
      filter: (words) => time(() => kept.customers.filter((row: Row) => holds(row, words)).toArray()),
      drop: async () => {
        kept?.close();
        await of('relaxed').delete();
      },
    };

    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const base = (): Promise<IDBDatabase> => {
      const request = indexedDB.open('peer-raw', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('customers', { keyPath: 'id' });
      return asked(request);
    };
    const put = (database: IDBDatabase, rows: Row[], durability: IDBTransactionDurability): Promise<void> =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction('customers', 'readwrite', { durability });
        const store = transaction.objectStore('customers');
        for (const row of rows) store.put(row);
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
    let open: IDBDatabase | undefined;
    const all = (): Promise<Row[]> => asked(open!.transaction('customers').objectStore('customers').getAll());
    const raw: Peers = {
      load: (file) =>
        time(async () => {
          const database = await base();
          await put(database, await rowsOf(file), 'strict');
          database.close();
        }),
      open: () =>
        time(async () => {
          open = await base();
          (window as any).rows = await all();
        }),
      put: (round) => {
        const row = changed((window as any).rows[1], round);
        return time(() => put(open!, [row], 'relaxed'));
      },
      dump: () => time(async () => void URL.createObjectURL(new Blob([JSON.stringify(await all())]))),
      filter: (words) => time(async () => (await all()).filter((row) => holds(row, words))),
      drop: async () => {
        open?.close();
        await asked(indexedDB.deleteDatabase('peer-raw'));
      },
    };
    window.peers = { dexie, raw };
    document.querySelector('input')!.addEventListener('change', (event) => (window.chosen = (event.target as HTMLInputElement).files![0]!));
  });
}
