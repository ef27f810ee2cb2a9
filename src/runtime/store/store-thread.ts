// Runs in a thread of its own: however slow the disk is, who trades does not wait for it.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { SystemClock } from '../../net/system-clock.ts';
import { SupervisedLoop } from '../supervise/supervised-loop.ts';
import { KeptLog } from './kept-log.ts';
import { KeptStore } from './kept-store.ts';
import { LateLogs } from './late-logs.ts';
import type { StoreChoice, StoreLoop, StoreMessage } from './store-messages.ts';

const EVERY_MS = 250;
/** A piece is read, folded and written in milliseconds, on a disk that works. */
const PIECES_MOST = 200;
/** It does not wait for anything that could be late. */
const WITHIN_MS = 3_600_000;

follow(parentPort as MessagePort, workerData as StoreChoice);

/** What is kept behind a run, by its name. */
type Kept = {
  readonly step: () => boolean | Promise<boolean>;
  readonly finish?: () => unknown;
  readonly close?: () => unknown;
};

function follow(port: MessagePort, choice: StoreChoice): void {
  const tell = (message: StoreMessage) => port.postMessage(message);
  const options = { ...choice, onNews: (text: string) => tell({ kind: 'news', text }) };
  const store = new KeptStore(options);
  // Each on its own: what goes wrong with an earlier run holds nothing up of the one that goes on.
  const kept: Readonly<Record<StoreLoop, Kept>> = {
    store,
    log: new KeptLog(options),
    'store of earlier runs': { step: () => store.stepLate() },
    'log of earlier runs': new LateLogs(options),
  };
  const all = Object.entries(kept);
  const loops = all.map(([name, kept]) => loopOf(name, kept, tell));
  for (const loop of loops) loop.start();
  port.once('message', () => {
    void Promise.all(loops.map((loop) => loop.stop())).then(async () => {
      const untaken: string[] = [];
      for (const [name, one] of all) untaken.push(...(await takeRest(name, one)));
      tell({ kind: 'ended', untaken });
      port.close();
    });
  });
}

function loopOf(name: string, kept: Kept, tell: (message: StoreMessage) => void) {
  const loop: SupervisedLoop = new SupervisedLoop({
    name,
    everyMs: EVERY_MS,
    withinMs: WITHIN_MS,
    work: async () => {
      for (let pieces = 0; pieces < PIECES_MOST && (await kept.step()); pieces++);
      tell({ kind: 'health', health: loop.health });
    },
    clock: new SystemClock(),
    random: Math.random,
    onAlarm: (alarm) => tell({ kind: 'alarm', alarm, health: loop.health }),
  });
  return loop;
}

/** All that the journal has by now; says what kept some of it out. */
async function takeRest(name: string, kept: Kept): Promise<string[]> {
  try {
    await kept.finish?.();
    return [];
  } catch (error) {
    return [`${name}: ${error}`];
  } finally {
    await kept.close?.();
  }
}
