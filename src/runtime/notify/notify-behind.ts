import { Worker } from 'node:worker_threads';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { Backoff } from '../../net/backoff.ts';
import { type Clock, elapsedMs, type Monotonic, type Timer } from '../../ports/clock.ts';
import type { AlarmListener } from '../supervise/alarm.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import { followedBy, NOTHING_TOLD } from './alert-tally.ts';
import type { AlertTally, NotifyEnd, NotifyMessage, NotifyStart } from './notify-messages.ts';

const NAME = 'alerts';
const WAITS = { leastMs: 1_000, firstMs: 5_000, mostMs: 300_000 };
/** Longer than the thread itself takes for it: then it is ended. */
const STOP_WITHIN_MS = 12_000;
/** It holds a document and some hundred alerts: what needs more is ended, and begins anew. */
const MEMORY_MB = 256;
/** A thread that has lived for so long has not failed in a row. */
const LIVED_MS = 600_000;

export type NotifyBehindOptions = {
  readonly start: NotifyStart;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onAlarm: AlarmListener;
  /** What its thread runs, unless it is the real one. */
  readonly thread?: URL;
};

const THREAD = new URL('./notify-thread.ts', import.meta.url);

/** Alerts of a desk, told by a thread of its own, that begins anew when it fails. */
export class NotifyBehind {
  readonly #options: NotifyBehindOptions;
  readonly #backoff: Backoff;
  #start: NotifyStart;
  #worker: Worker;
  #begunAt: Monotonic;
  #timer: Timer | undefined;
  #failures = 0;
  /** Of threads that are gone, and of the one that is. */
  #before = NOTHING_TOLD;
  #now = NOTHING_TOLD;
  #isStopped = false;
  #health: LoopHealth = {
    ...{ name: NAME, state: 'running', failures: 0, until: undefined, message: undefined },
  };

  constructor(options: NotifyBehindOptions) {
    this.#options = options;
    this.#start = options.start;
    this.#backoff = new Backoff(WAITS, options.random);
    this.#begunAt = options.clock.monotonic();
    this.#worker = this.#begin();
  }

  /** What became of alerts, over all threads. */
  get tally(): AlertTally {
    return followedBy(this.#before, this.#now);
  }

  get health(): LoopHealth {
    return this.#health;
  }

  /** Has the end of the desk told with what is left; says what could not be told. */
  async stop(end: Omit<NotifyEnd, 'kind'>): Promise<readonly string[]> {
    const { clock } = this.#options;
    this.#isStopped = true;
    if (this.#timer !== undefined) {
      clock.clearTimer(this.#timer);
      // One that has failed is tried once more: how the desk ends is worth it.
      this.#worker = this.#begin();
    }
    const worker = this.#worker;
    worker.ref();
    const ended = new Promise<number | undefined>((resolve) => {
      worker.on('message', (message: NotifyMessage) => {
        if (message.kind === 'ended') resolve(message.untold);
      });
      worker.once('exit', () => resolve(undefined));
    });
    worker.postMessage({ kind: 'end', ...end } satisfies NotifyEnd);
    let isLate = false;
    const late = clock.setTimer(STOP_WITHIN_MS, () => {
      isLate = true;
      void worker.terminate();
    });
    const untold = await ended;
    clock.clearTimer(late);
    if (untold === 0) return [];
    if (untold !== undefined) return [`${untold} alerts could not be told: ${LATER}`];
    const what = isLate ? 'their thread has not ended by itself' : 'their thread has failed';
    return [`alerts: ${what}; of what is untold, ${LATER}`];
  }

  /** Ends its thread, as what it cannot help would. */
  die(): void {
    void this.#worker.terminate();
  }

  #begin(): Worker {
    const { thread = THREAD } = this.#options;
    const worker = new Worker(thread, {
      workerData: this.#start,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    // It ends with the program, however that ends.
    worker.unref();
    let why = 'it ended';
    worker.on('error', (error) => {
      why = String(error);
    });
    worker.on('message', (message: NotifyMessage) => {
      this.#hear(message);
    });
    worker.once('exit', () => {
      if (!this.#isStopped) this.#failed(why);
    });
    return worker;
  }

  #hear(message: NotifyMessage): void {
    if (message.kind === 'trouble') {
      this.#options.onAlarm({ code: 'alerts_trouble', message: message.text });
    } else if (message.kind === 'tally') this.#now = message.tally;
    else if (message.kind === 'settings') {
      this.#start = { ...this.#start, settings: message.settings };
    }
  }

  #failed(why: string): void {
    const { clock, onAlarm } = this.#options;
    this.#failures++;
    this.#before = this.tally;
    // What waits has not gone: the next thread says how much that is.
    this.#now = { ...NOTHING_TOLD, waiting: this.#before.waiting };
    if (elapsedMs(this.#begunAt, clock.monotonic()) >= LIVED_MS) this.#backoff.reset();
    const waitMs = this.#backoff.next();
    const until = Math.round(clock.now() + waitMs * MICROS_PER_MS) as Timestamp;
    const failures = this.#failures;
    this.#health = { name: NAME, state: 'backing_off', failures, until, message: why };
    const message = `${NAME} failed, again in ${(waitMs / 1_000).toFixed(1)} s: ${why}`;
    onAlarm({ code: 'loop_backing_off', message });
    this.#timer = clock.setTimer(waitMs, () => {
      this.#timer = undefined;
      this.#health = { ...this.#health, state: 'running', until: undefined };
      this.#begunAt = clock.monotonic();
      this.#worker = this.#begin();
    });
  }
}

const LATER = 'the next desk of this archive tells them';
