import type { Timestamp } from '../../domain/units.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import { Backoff } from '../../net/backoff.ts';
import { inTime } from '../../net/in-time.ts';
import { type Clock, elapsedMs, type Monotonic, type Timer } from '../../ports/clock.ts';
import type { AlarmListener } from './alarm.ts';

/** How a loop is doing; `until`: when it is tried again. */
export type LoopHealth = {
  readonly name: string;
  readonly state: 'running' | 'backing_off' | 'given_up' | 'stopped';
  readonly failures: number;
  readonly until: Timestamp | undefined;
  /** What went wrong last. */
  readonly message: string | undefined;
};

export type LoopOptions = {
  readonly name: string;
  readonly everyMs: number;
  /** Done one after the other; what takes longer than `withinMs` has failed. */
  readonly work: () => unknown;
  readonly withinMs: number;
  readonly clock: Clock;
  /** Gives numbers in [0, 1): waits are spread by them. */
  readonly random: () => number;
  readonly onAlarm: AlarmListener;
};

const WAITS = { leastMs: 500, firstMs: 2_000, mostMs: 60_000 };
/** With so many failures within the period it is given up. */
const FAILURES_MOST = 8;
const PERIOD_MS = 600_000;

type Outcome = { readonly why: string | undefined };

/**
 * Work that is repeated beside the trading, such as telling the status: when it throws or hangs it
 * alarms and is tried again later and later, and nothing else stops.
 */
export class SupervisedLoop {
  readonly #options: LoopOptions;
  readonly #backoff: Backoff;
  #timer: Timer | undefined;
  #working: Promise<unknown> = Promise.resolve();
  #state: LoopHealth['state'] = 'running';
  #failures = 0;
  #recent: Monotonic[] = [];
  #until: Timestamp | undefined;
  #message: string | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#backoff = new Backoff(WAITS, options.random);
  }

  get health(): LoopHealth {
    const { name } = this.#options;
    const until = this.#state === 'backing_off' ? this.#until : undefined;
    return { name, state: this.#state, failures: this.#failures, until, message: this.#message };
  }

  start(): void {
    this.#plan(this.#options.everyMs);
  }

  /** Does it no more; given when what is under way has ended. */
  async stop(): Promise<void> {
    this.#state = 'stopped';
    if (this.#timer !== undefined) this.#options.clock.clearTimer(this.#timer);
    this.#timer = undefined;
    await this.#working.catch(() => {});
  }

  #plan(ms: number): void {
    this.#timer = this.#options.clock.setTimer(ms, () => {
      this.#timer = undefined;
      void this.#turn();
    });
  }

  async #turn(): Promise<void> {
    const { why } = await this.#do();
    if (this.#state === 'stopped') return;
    if (why === undefined) this.#succeeded();
    else this.#failed(why);
  }

  async #do(): Promise<Outcome> {
    const { clock, withinMs, work } = this.#options;
    // A work that throws at once is as one that rejects.
    const working = (async () => work())();
    this.#working = working;
    try {
      const done = await inTime(
        clock,
        withinMs,
        working.then(() => true),
      );
      return { why: done ? undefined : `it takes longer than ${withinMs / 1_000} s` };
    } catch (error) {
      return { why: String(error) };
    }
  }

  #succeeded(): void {
    const { name, everyMs, onAlarm } = this.#options;
    if (this.#state === 'backing_off') {
      onAlarm({ code: 'loop_recovered', message: `${name} goes on` });
    }
    this.#state = 'running';
    this.#backoff.reset();
    this.#plan(everyMs);
  }

  #failed(why: string): void {
    const { name, everyMs, clock, onAlarm } = this.#options;
    const now = clock.monotonic();
    this.#failures++;
    this.#message = why;
    this.#recent = [...this.#recent.filter((at) => elapsedMs(at, now) < PERIOD_MS), now];
    if (this.#recent.length >= FAILURES_MOST) {
      this.#state = 'given_up';
      onAlarm({ code: 'loop_given_up', message: `${name} is given up: ${why}` });
      return;
    }
    const waitMs = Math.max(everyMs, this.#backoff.next());
    this.#state = 'backing_off';
    this.#until = Math.round(clock.now() + waitMs * MICROS_PER_MS) as Timestamp;
    const message = `${name} failed, again in ${(waitMs / 1_000).toFixed(1)} s: ${why}`;
    onAlarm({ code: 'loop_backing_off', message });
    this.#plan(waitMs);
  }
}
