import { invariant } from '../domain/invariant.ts';
import type { Monotonic } from '../ports/clock.ts';

/** How much is admitted: a share that fills up steadily, or a count in any stretch of time. */
export type BucketRule =
  | { readonly kind: 'tokens'; readonly perSecond: number; readonly burst: number }
  | { readonly kind: 'window'; readonly limit: number; readonly windowMs: number };

/** A limit of the other side, counted on ours. */
export type Bucket = {
  /** Nothing that costs more can ever pass. */
  readonly most: number;
  /** When `cost` could be taken, if nobody else took anything; `now` or earlier: at once. */
  availableAt(cost: number, now: Monotonic): Monotonic;
  /** Takes it, available or not: what was done cannot be taken back. */
  take(cost: number, now: Monotonic): void;
  /** The other side says how much is left: believed when it is less than we thought. */
  lower(remaining: number, now: Monotonic): void;
  /** How much of it is taken; more than there is, when it is in debt. */
  taken(now: Monotonic): number;
};

/** @throws InvariantError when the rule would never admit anything. */
export function bucketOf(rule: BucketRule, now: Monotonic): Bucket {
  return rule.kind === 'tokens'
    ? new TokenBucket(rule.perSecond, rule.burst, now)
    : new SlidingWindow(rule.limit, rule.windowMs);
}

/** A token is a million parts: at so many tokens a second, so many parts come in each µs. */
const PARTS = 1_000_000;

/** Fills steadily up to the burst. May be in debt. */
class TokenBucket implements Bucket {
  readonly most: number;
  readonly #perSecond: number;
  /** In parts, as of `#at`. */
  #level: number;
  #at: Monotonic;

  constructor(perSecond: number, burst: number, now: Monotonic) {
    invariant(perSecond > 0 && burst > 0, `a bucket of ${perSecond}/s and ${burst} admits nothing`);
    this.most = burst;
    this.#perSecond = perSecond;
    this.#level = burst * PARTS;
    this.#at = now;
  }

  availableAt(cost: number, now: Monotonic): Monotonic {
    this.#fill(now);
    const short = cost * PARTS - this.#level;
    return (short <= 0 ? now : now + Math.ceil(short / this.#perSecond)) as Monotonic;
  }

  take(cost: number, now: Monotonic): void {
    this.#fill(now);
    this.#level -= Math.round(cost * PARTS);
  }

  lower(remaining: number, now: Monotonic): void {
    this.#fill(now);
    this.#level = Math.min(this.#level, remaining * PARTS);
  }

  taken(now: Monotonic): number {
    this.#fill(now);
    return this.most - this.#level / PARTS;
  }

  #fill(now: Monotonic): void {
    this.#level = Math.min(this.most * PARTS, this.#level + this.#perSecond * (now - this.#at));
    this.#at = now;
  }
}

/** In how many slices a window is counted. */
const SLICES = 100;

/**
 * At most so many in any stretch of the window's length. Counted in slices of a hundredth, and a
 * slice counts until all of it has left the window: never more than allowed, at worst 1 % less.
 */
class SlidingWindow implements Bucket {
  readonly most: number;
  readonly #windowUs: number;
  readonly #sliceUs: number;
  /** Slices in which something was taken, oldest first: their number and how much. */
  readonly #taken: { readonly slice: number; cost: number }[] = [];
  #sum = 0;

  constructor(limit: number, windowMs: number) {
    invariant(limit > 0 && windowMs > 0, `a window of ${limit} in ${windowMs} ms admits nothing`);
    this.most = limit;
    this.#windowUs = windowMs * 1_000;
    this.#sliceUs = this.#windowUs / SLICES;
  }

  availableAt(cost: number, now: Monotonic): Monotonic {
    this.#forget(now);
    let sum = this.#sum;
    if (sum + cost <= this.most) return now;
    for (const taken of this.#taken) {
      sum -= taken.cost;
      if (sum + cost <= this.most) return this.#leavesAt(taken.slice);
    }
    return Number.POSITIVE_INFINITY as Monotonic;
  }

  take(cost: number, now: Monotonic): void {
    this.#forget(now);
    const slice = Math.floor(now / this.#sliceUs);
    const last = this.#taken.at(-1);
    if (last?.slice === slice) last.cost += cost;
    else this.#taken.push({ slice, cost });
    this.#sum += cost;
  }

  lower(remaining: number, now: Monotonic): void {
    this.#forget(now);
    const unseen = this.most - remaining - this.#sum;
    if (unseen > 0) this.take(unseen, now);
  }

  taken(now: Monotonic): number {
    this.#forget(now);
    return this.#sum;
  }

  #leavesAt(slice: number): Monotonic {
    return Math.ceil((slice + 1) * this.#sliceUs + this.#windowUs) as Monotonic;
  }

  #forget(now: Monotonic): void {
    let gone = 0;
    for (const { slice, cost } of this.#taken) {
      if (this.#leavesAt(slice) > now) break;
      this.#sum -= cost;
      gone++;
    }
    this.#taken.splice(0, gone);
  }
}
