import { Worker } from 'node:worker_threads';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { Backoff } from '../../net/backoff.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { AlarmListener } from '../supervise/alarm.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import type { NotifyEnd, NotifyMessage, NotifyStart } from './notify-messages.ts';

const NAME = 'alerts';
const WAITS = { leastMs: 1_000, firstMs: 5_000, mostMs: 300_000 };
/** Longer than the thread itself takes for it: then it is ended. */
const STOP_WITHIN_MS = 12_000;
/** It holds a document and some hundred alerts: what needs more is ended, and begins anew. */
const MEMORY_MB = 256;

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
  #worker: Worker;
  #timer: Timer | undefined;
  #isStopped = false;
  #health: LoopHealth = {
    ...{ name: NAME, state: 'running', failures: 0, until: undefined, message: undefined },
  };

  constructor(options: NotifyBehindOptions) {
    this.#options = options;
    this.#backoff = new Backoff(WAITS, options.random);
    this.#worker = this.#begin();
  }

  get health(): LoopHealth {
    return this.#health;
  }

  /** Has the end of the desk told with what is left; says what could not be told. */
  async stop(end: Omit<NotifyEnd, 'kind'>): Promise<readonly string[]> {
    const { clock } = this.#options;
    this.#isStopped = true;
    const isAway = this.#timer !== undefined;
    if (this.#timer !== undefined) clock.clearTimer(this.#timer);
    if (isAway) return ['alerts: their thread had failed'];
    const worker = this.#worker;
    worker.ref();
    const ended = new Promise<number | undefined>((resolve) => {
      worker.on('message', (message: NotifyMessage) => {
        if (message.kind === 'ended') resolve(message.untold);
      });
      worker.once('exit', () => resolve(undefined));
    });
    worker.postMessage({ kind: 'end', ...end } satisfies NotifyEnd);
    const late = clock.setTimer(STOP_WITHIN_MS, () => void worker.terminate());
    const untold = await ended;
    clock.clearTimer(late);
    if (untold === undefined) return ['alerts: their thread has not ended by itself'];
    return untold === 0 ? [] : [`${untold} alerts could not be told`];
  }

  #begin(): Worker {
    const { thread = THREAD } = this.#options;
    const worker = new Worker(thread, {
      workerData: this.#options.start,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    // It ends with the program, however that ends.
    worker.unref();
    let why = 'it ended';
    worker.on('error', (error) => {
      why = String(error);
    });
    worker.on('message', (message: NotifyMessage) => {
      if (message.kind !== 'trouble') return;
      this.#options.onAlarm({ code: 'alerts_trouble', message: message.text });
    });
    worker.once('exit', () => {
      if (!this.#isStopped) this.#failed(why);
    });
    return worker;
  }

  #failed(why: string): void {
    const { clock, onAlarm } = this.#options;
    const waitMs = this.#backoff.next();
    const until = Math.round(clock.now() + waitMs * MICROS_PER_MS) as Timestamp;
    const failures = this.#backoff.failures;
    this.#health = { name: NAME, state: 'backing_off', failures, until, message: why };
    const message = `${NAME} failed, again in ${(waitMs / 1_000).toFixed(1)} s: ${why}`;
    onAlarm({ code: 'loop_backing_off', message });
    this.#timer = clock.setTimer(waitMs, () => {
      this.#timer = undefined;
      this.#health = { ...this.#health, state: 'running', until: undefined };
      this.#worker = this.#begin();
    });
  }
}
