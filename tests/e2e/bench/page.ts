// What runs inside the page that is measured: the ends of transactions, long tasks, single actions from begin to end.
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    bench: {
      writes: { begun: number; done?: number }[];
      tasks: { at: number; duration: number }[];
      /** The time at which a write that began after this moment was durable. */
      durable(after: number): Promise<number>;
      /** The time at which something is there. */
      seen(selector: string): Promise<number>;
      /** After the handlers, the effects they cause, and the layout. */
      settled(): Promise<number>;
      /** The longest task since this moment, and the sum of what exceeds 50 ms. */
      blocked(after: number): { longest: number; over: number };
    };
  }
}

/** Watches every page of this browser from its first script on. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const writes: Window['bench']['writes'] = [];
    const tasks: Window['bench']['tasks'] = [];
    const original = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given: Parameters<typeof original>) {
      const transaction = original.apply(this, given);
      if (given[1] === 'readwrite' && this.name.startsWith('shizhu-w-')) {
        const write: (typeof writes)[number] = { begun: performance.now() };
        writes.push(write);
        transaction.addEventListener('complete', () => (write.done = performance.now()));
      }
      return transaction;
    };
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => tasks.push({ at: entry.startTime, duration: entry.duration }))).observe({ type: 'longtask', buffered: true });
    const turn = (): Promise<void> =>
      new Promise((done) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done();
        channel.port2.postMessage(0);
      });
    // Looks every few milliseconds: looking all the time would keep the page, and on a small machine the worker, from its work.
    const until = async <T>(what: () => T | undefined | null | false): Promise<T> => {
      for (;;) {
        const found = what();
        if (found) return found;
        await new Promise((done) => setTimeout(done, 4));
      }
    };
    window.bench = {
      writes,
      tasks,
      durable: (after) => until(() => writes.find((write) => write.begun >= after)?.done),
      seen: async (selector) => {
        await until(() => document.querySelector(selector));
        return performance.now();
      },
      settled: async () => {
        await turn();
        void document.body.offsetHeight;
        return performance.now();
      },
      blocked: (after) => {
        const since = tasks.filter(({ at }) => at >= after);
        return { longest: Math.max(0, ...since.map(({ duration }) => duration)), over: since.reduce((sum, { duration }) => sum + duration - 50, 0) };
      },
    };
  });
}
