import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { WatchedDesk } from './watched-desk.ts';

/** What those who looked have heard. */
export type Heard = {
  readonly bytes: number;
  /** Changes that each browser was told: the fewest; undefined where no browser looked. */
  readonly fewestChanges?: number;
};

/** Somebody who looks at a desk. */
export type Lookers = {
  readonly name: string;
  /** Resolves when all of them hear it. @returns what ends that, and tells what they heard */
  begin(desk: WatchedDesk): Promise<() => Promise<Heard>>;
};

export const NOBODY = feedListeners('nobody', []);
export const ONE = feedListeners('one', ['/feed']);
export const ONE_AND_MARKETS = feedListeners('one, and one at each of 4 markets', [
  '/feed',
  ...Array.from({ length: 4 }, (_, i) => `/feed/market?slug=bench-${i}`),
]);

/** Each of them in a thread of its own, at a path of the control server. */
function feedListeners(name: string, paths: readonly string[]): Lookers {
  return {
    name,
    begin: async ({ control: { port, token }, close }) => {
      const heard = await Promise.all(
        paths.map(async (path) => {
          const file = new URL('./feed-reader.ts', import.meta.url);
          const worker = new Worker(file, { workerData: { port, token, path } });
          await once(worker, 'message');
          return { bytes: once(worker, 'message').then(([bytes]) => bytes as number) };
        }),
      );
      return async () => {
        // They listen until the desk ends.
        await close();
        const all = await Promise.all(heard.map(({ bytes }) => bytes));
        return { bytes: all.reduce((sum, bytes) => sum + bytes, 0) };
      };
    },
  };
}
