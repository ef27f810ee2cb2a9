// Runs in a thread of its own: however slow the disk is, who trades does not wait for it.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { SystemClock } from '../../net/system-clock.ts';
import { SupervisedLoop } from '../supervise/supervised-loop.ts';
import { KeptStore } from './kept-store.ts';
import type { StoreChoice, StoreMessage } from './store-messages.ts';

const EVERY_MS = 250;
/** A piece is read, folded and written in milliseconds, on a disk that works. */
const PIECES_MOST = 200;
/** It does not wait for anything that could be late. */
const WITHIN_MS = 3_600_000;

follow(parentPort as MessagePort, workerData as StoreChoice);

function follow(port: MessagePort, choice: StoreChoice): void {
  const tell = (message: StoreMessage) => port.postMessage(message);
  const kept = new KeptStore({ ...choice, onNews: (text) => tell({ kind: 'news', text }) });
  const loop = new SupervisedLoop({
    name: 'store',
    everyMs: EVERY_MS,
    withinMs: WITHIN_MS,
    work: () => {
      for (let pieces = 0; pieces < PIECES_MOST && kept.step(); pieces++);
      tell({ kind: 'health', health: loop.health });
    },
    clock: new SystemClock(),
    random: Math.random,
    onAlarm: (alarm) => tell({ kind: 'alarm', alarm, health: loop.health }),
  });
  loop.start();
  port.once('message', () => {
    void loop.stop().then(() => {
      tell({ kind: 'ended', untaken: takeRest(kept) });
      port.close();
    });
  });
}

/** All that the journal has by now; says what kept some of it out. */
function takeRest(kept: KeptStore): string | undefined {
  try {
    kept.finish();
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    kept.close();
  }
}
