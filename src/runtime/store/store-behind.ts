import { Worker } from 'node:worker_threads';
import type { AlarmListener } from '../supervise/alarm.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import type { StoreChoice, StoreMessage } from './store-messages.ts';

export type StoreBehindOptions = StoreChoice & {
  readonly onNews: (text: string) => void;
  readonly onAlarm: AlarmListener;
};

/** At the end it takes in what is missing; a disk that hangs keeps nobody from ending. */
const STOP_WITHIN_MS = 10_000;

/**
 * The relational store, kept behind a run by a thread of its own that reads the run's journal. The
 * run waits for nothing of it; what it does not take in now, the next start takes in.
 */
export class StoreBehind {
  readonly #options: StoreBehindOptions;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #untaken: string | undefined = 'its thread ended early';
  #isStopped = false;
  health: LoopHealth;

  constructor(options: StoreBehindOptions) {
    const { root, run, others } = options;
    const workerData: StoreChoice = { root, run, others };
    this.#options = options;
    this.health = { ...NOT_BEGUN };
    this.#worker = new Worker(new URL('./store-thread.ts', import.meta.url), { workerData });
    this.#worker.unref();
    this.#worker.on('message', (message: StoreMessage) => this.#hear(message));
    this.#worker.on('error', (error) => {
      this.#untaken = String(error);
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        if (this.#untaken !== undefined) this.#fail(this.#untaken);
        resolve();
      });
    });
  }

  /** To be called when the run's journal is closed. Given when all of it is in the store. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#worker.ref();
    this.#worker.postMessage('stop');
    const late = setTimeout(() => {
      this.#untaken = `it takes longer than ${STOP_WITHIN_MS / 1_000} s`;
      void this.#worker.terminate();
    }, STOP_WITHIN_MS);
    await this.#ended;
    clearTimeout(late);
  }

  #hear(message: StoreMessage): void {
    const { onNews, onAlarm } = this.#options;
    if (message.kind === 'news') onNews(message.text);
    else if (message.kind === 'ended') this.#untaken = message.untaken;
    else {
      this.health = message.health;
      if (message.kind === 'alarm') onAlarm(message.alarm);
    }
  }

  #fail(why: string): void {
    const { run, onNews, onAlarm } = this.#options;
    const text = `${run} is not all in the store, the next start takes it in: ${why}`;
    const failures = this.health.failures + 1;
    this.health = { ...this.health, state: 'given_up', failures, until: undefined, message: why };
    if (this.#isStopped) onNews(text);
    else onAlarm({ code: 'loop_given_up', message: text });
  }
}

const NOT_BEGUN: LoopHealth = {
  name: 'store',
  state: 'running',
  failures: 0,
  until: undefined,
  message: undefined,
};
