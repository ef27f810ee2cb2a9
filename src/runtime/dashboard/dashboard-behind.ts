import { Worker } from 'node:worker_threads';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { hashOf, newToken } from '../../server/dashboard/access-token.ts';
import { addressOf } from './access-files.ts';
import type { DashboardChoice, DashboardMessage } from './dashboard-messages.ts';

export type DashboardBehindOptions = Omit<DashboardChoice, 'access'> & {
  readonly onNews: (text: string) => void;
};

/** More than a page full of browsers takes: a leak ends the thread and not the desk. */
const MEMORY_MB = 512;
const STOP_WITHIN_MS = 5_000;

/**
 * The dashboard behind a desk, in a thread of its own that knows of the desk what any process
 * could. When it dies, {@link check} says so once and begins another; nothing of the desk is lost.
 */
export class DashboardBehind {
  readonly #options: DashboardBehindOptions;
  /** What opens the pages and signs in: to be shown once, and kept nowhere. */
  address = '';
  #choice: DashboardChoice;
  #worker: Worker | undefined;
  #death: string | undefined;
  #isStopped = false;

  private constructor(options: DashboardBehindOptions, choice: DashboardChoice) {
    this.#options = options;
    this.#choice = choice;
  }

  /** Refuses `port_taken`, and `dashboard_failed` where it does not come to listen at all. */
  static async start(options: DashboardBehindOptions): Promise<Result<DashboardBehind>> {
    const { onNews: _, ...rest } = options;
    const token = newToken();
    const behind = new DashboardBehind(options, { ...rest, access: hashOf(token) });
    const begun = await behind.#begin();
    if (!begun.ok) return begun;
    behind.address = addressOf(begun.value, token);
    // When it begins again it is where it was, and the token that holds then is in its file.
    behind.#choice = { ...rest, port: begun.value, others: 0, access: undefined };
    return ok(behind);
  }

  /** To be called again and again. @throws why it has died, once for each time */
  check(): void {
    const why = this.#death;
    this.#death = undefined;
    if (why !== undefined) throw new Error(why);
    if (this.#worker === undefined && !this.#isStopped) void this.#begin();
  }

  /** Ends its thread, as what it cannot help would. */
  die(): void {
    void this.#worker?.terminate();
  }

  /** Ends it; what it has not answered by then it does not answer. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage('stop');
    const late = setTimeout(() => void worker.terminate(), STOP_WITHIN_MS);
    await ended;
    clearTimeout(late);
  }

  /** Given when it listens, or will not. */
  #begin(): Promise<Result<number>> {
    const worker = new Worker(new URL('./dashboard-thread.ts', import.meta.url), {
      workerData: this.#choice,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    this.#worker = worker;
    let why = 'its thread has ended';
    return new Promise((resolve) => {
      worker.on('message', (message: DashboardMessage) => {
        if (message.kind === 'news') this.#options.onNews(message.text);
        else if (message.kind === 'listening') {
          // A desk that ends, or fails to start, does not wait for it.
          worker.unref();
          resolve(ok(message.port));
        } else {
          why = message.message;
          resolve(refuse(message.code, message.message));
        }
      });
      worker.on('error', (error) => {
        why = String(error);
      });
      worker.once('exit', () => {
        this.#worker = undefined;
        if (!this.#isStopped) this.#death = why;
        resolve(refuse('dashboard_failed', why));
      });
    });
  }
}
