import { Buckets } from '../../server/metrics/buckets.ts';

/** One event in so many is timed: to ask for the time costs as much as a small event. */
const EACH = 64;
const NOT_TIMED = -1;
const MS = 1_000;

/**
 * How long the stages of an engine take, measured around it, for it has no clock. Allocates
 * nothing: it stands on the way of market data.
 */
export class StageTimes {
  /** From an event heard to all that is decided and sent because of it. */
  readonly decision = new Buckets();
  /** How late what was due was taken: timers, and answers of the exchange. */
  readonly queue = new Buckets();
  #count = 0;

  /** An event is here; give what this returns to {@link decided}. */
  begin(): number {
    this.#count = (this.#count + 1) % EACH;
    return this.#count === 0 ? performance.now() : NOT_TIMED;
  }

  decided(began: number): void {
    if (began !== NOT_TIMED) this.decision.observe((performance.now() - began) / MS);
  }

  /** What was due is taken only now: so much later, seconds. */
  late(seconds: number): void {
    this.queue.observe(seconds);
  }
}
