import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { MICROS_PER_MS } from '../src/domain/units.ts';
import { DashboardBehind } from '../src/runtime/dashboard/dashboard-behind.ts';
import { announceDesk } from '../src/runtime/desk/desk-file.ts';
import { storePath } from '../src/runtime/store/kept-store.ts';
import { DeskStore } from '../src/store/desk/desk-store.ts';
import type { BrowserHeard } from './browser-client.ts';
import { lastDocument } from './last-document.ts';
import type { Heard, Lookers } from './lookers.ts';
import type { WatchedDesk } from './watched-desk.ts';

const BROWSERS = 20;
/** The first of them look at a market, two at each; the rest at the overview. */
const MARKETS = ['bench-0', 'bench-1', 'bench-2', 'bench-3'];
const WATCHED = [...MARKETS, ...MARKETS];
/** Above what the system gives to others; so many after it are tried. */
const PORT = 22_420;
const PORTS = 100;

/** They have the dashboard between them and the desk, in a thread of its own as behind any desk. */
export const TWENTY_BROWSERS: Lookers = {
  name: `${BROWSERS} browsers, ${WATCHED.length} of them at 4 markets`,
  begin: async (desk) => {
    const dashboard = await dashboardOf(desk);
    const browsers = fork(
      join(import.meta.dirname, 'browsers-process.ts'),
      [dashboard.address, String(BROWSERS), ...WATCHED],
      { execArgv: ['--disable-warning=ExperimentalWarning'] },
    );
    await heardOf(browsers);
    return async () => {
      const heard = heardOf(browsers);
      browsers.send(await lastDocument(desk.screens.feed));
      const all = (await heard) as readonly BrowserHeard[];
      await dashboard.stop();
      await desk.close();
      return together(all);
    };
  },
};

/** It finds the desk as it finds any: by the file in which that says that it runs. */
async function dashboardOf({ control: { port, token } }: WatchedDesk) {
  const startedAt = Date.now() * MICROS_PER_MS;
  const facts = { name: 'bench', mode: 'paper', provenance: 'simulated', startedAt } as const;
  const forget = await announceDesk({ ...facts, pid: process.pid, port, token });
  const root = join(homedir(), 'archive');
  // Pages ask for what was: a desk has a store, be there nothing in it yet.
  DeskStore.open(storePath(root)).close();
  const begun = await DashboardBehind.start({
    ...{ root, config: undefined, port: PORT, others: PORTS },
    onNews: (text) => console.error(text),
  });
  if (!begun.ok) throw new Error(begun.message);
  const stop = async () => {
    await begun.value.stop();
    await forget();
  };
  return { address: begun.value.address, stop };
}

/** What they say next. @throws Error when they end without a word, which they have said why. */
async function heardOf(browsers: ChildProcess): Promise<unknown> {
  const end = new AbortController();
  const { signal } = end;
  try {
    const ended = once(browsers, 'exit', { signal }).then(() => {
      throw new Error('the browsers have failed');
    });
    const [message] = await Promise.race([once(browsers, 'message', { signal }), ended]);
    return message;
  } finally {
    end.abort();
  }
}

/** @throws Error when one of them was told nothing while the desk was measured. */
function together(all: readonly BrowserHeard[]): Heard {
  const fewestChanges = Math.min(...all.map(({ changes }) => changes));
  const isDeaf = all.slice(0, WATCHED.length).some(({ looks }) => looks === 0);
  if (isDeaf || fewestChanges === 0) throw new Error('a browser has heard nothing of the desk');
  return { bytes: all.reduce((sum, { bytes }) => sum + bytes, 0), fewestChanges };
}
