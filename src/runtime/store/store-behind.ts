import { Worker } from 'node:worker_threads';
import type { AlarmListener } from '../supervise/alarm.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import { STORE_LOOPS, type StoreChoice, type StoreMessage } from './store-messages.ts';

export type StoreBehindOptions = StoreChoice & {
  readonly onNews: (text: string) => void;
  readonly onAlarm: AlarmListener;
};

/** At the end it takes in what is missing; a disk that hangs keeps nobody from ending. */
const STOP_WITHIN_MS = 10_000;

/**
 * Store and log, kept behind a run by a thread of its own that reads the run's journal. The run
 * waits for nothing of it; what it does not take in now, the next start takes in.
 */
export class StoreBehind {
  readonly #options: StoreBehindOptions;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #health = new Map<string, LoopHealth>(
    STORE_LOOPS.map((name) => [name, { ...NOT_BEGUN, name }]),
  );
  #untaken: readonly string[] = ['its thread ended early'];
  #isStopped = false;

  constructor(options: StoreBehindOptions) {
    const { root, run, others } = options;
    const workerData: StoreChoice = { root, run, others };
    this.#options = options;
    this.#worker = new Worker(new URL('./store-thread.ts', import.meta.url), { workerData });
    this.#worker.unref();
    this.#worker.on('message', (message: StoreMessage) => this.#hear(message));
    this.#worker.on('error', (error) => {
      this.#untaken = [String(error)];
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        if (this.#untaken.length > 0) this.#fail(this.#untaken.join('; '));
        resolve();
      });
    });
  }

  get health(): readonly LoopHealth[] {
    return [...this.#health.values()];
  }

  /** To be called when the run's journal is closed. Given when all of it is in the store. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#worker.ref();
    this.#worker.postMessage('stop');
    const late = setTimeout(() => {
      this.#untaken = [`it takes longer than ${STOP_WITHIN_MS / 1_000} s`];
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
      this.#health.set(message.health.name, message.health);
      if (message.kind === 'alarm') onAlarm(message.alarm);
    }
  }

  #fail(why: string): void {
    const { run, onNews, onAlarm } = this.#options;
    const text = `${run} is not all in store and log, the next start takes it in: ${why}`;
    for (const [name, had] of this.#health) {
      const failures = had.failures + 1;
      const now = { name, state: 'given_up', failures, until: undefined, message: why } as const;
      this.#health.set(name, now);
    }
    if (this.#isStopped) onNews(text);
    else onAlarm({ code: 'loop_given_up', message: text });
  }
}

const NOT_BEGUN: Omit<LoopHealth, 'name'> = {
  state: 'running',
  failures: 0,
  until: undefined,
  message: undefined,
};
