import { invariant } from '../domain/invariant.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Clock, Monotonic, Timer } from '../ports/clock.ts';
import { type Bucket, type BucketRule, bucketOf } from './bucket.ts';

/** Who goes first when not all can: lower numbers. Getting out goes before getting in. */
export const PRIORITY = { cancel: 0, order: 1, read: 2 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

export type Admission = {
  /** What it costs in each bucket that it passes through. */
  readonly costs: Readonly<Record<string, number>>;
  readonly priority: Priority;
  /** Not admitted within this time, it is refused: what was wanted then may not be wanted now. */
  readonly ageMsMost: number;
  /** Nobody wants it any more. */
  readonly signal?: AbortSignal | undefined;
};

type Waiting = Admission & {
  readonly staleAt: Monotonic;
  readonly settle: (result: Result<void>) => void;
};

/** What the other side says about a bucket. */
export type Adjustment = {
  /** How much it would still admit. */
  readonly remaining?: number;
  /** Nothing is admitted for so long. */
  readonly pauseMs?: number;
  /** Another tier: what is taken of the old bucket is taken of the new one. */
  readonly rule?: BucketRule;
};

type Named = { bucket: Bucket; notBefore: Monotonic };

/**
 * Admits requests so that none is refused by the other side. Those that cannot pass wait in order
 * of priority, then of arrival; a waiting request holds back later ones only in the buckets that it
 * is short of, so a full order bucket delays no read. With the same calls at the same times it
 * decides the same.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Named>();
  readonly #waitingMost: number;
  #waiting: Waiting[] = [];
  #timer: Timer | undefined;

  constructor(clock: Clock, rules: Readonly<Record<string, BucketRule>>, waitingMost: number) {
    this.#clock = clock;
    this.#waitingMost = waitingMost;
    const now = clock.monotonic();
    for (const [name, rule] of Object.entries(rules)) {
      this.#buckets.set(name, { bucket: bucketOf(rule, now), notBefore: now });
    }
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Resolves when the request may be sent, or to a refusal: `never_fits` (it costs more than a
   * bucket holds), `queue_full`, `stale`, `given_up`, `closed`. It never rejects.
   * @throws InvariantError for a bucket that does not exist.
   */
  acquire(admission: Admission): Promise<Result<void>> {
    for (const [name, cost] of Object.entries(admission.costs)) {
      const { most } = this.#named(name).bucket;
      if (cost > most) {
        return Promise.resolve(refuse('never_fits', `${name}: ${cost} is more than ${most}`));
      }
    }
    const { signal, ageMsMost } = admission;
    if (signal?.aborted) return Promise.resolve(refuse('given_up', 'it is not wanted any more'));
    const staleAt = (this.#clock.monotonic() + ageMsMost * 1_000) as Monotonic;
    return new Promise((resolve) => {
      const giveUp = () => this.#giveUp(waiting);
      const settle = (result: Result<void>) => {
        signal?.removeEventListener('abort', giveUp);
        resolve(result);
      };
      const waiting = { ...admission, staleAt, settle };
      signal?.addEventListener('abort', giveUp);
      this.#enqueue(waiting);
      this.#admit();
    });
  }

  /** Takes a cost that became known only afterwards; the bucket may go into debt. */
  debit(name: string, cost: number): void {
    this.#named(name).bucket.take(cost, this.#clock.monotonic());
  }

  /** Takes in what the other side says. */
  adjust(name: string, { remaining, pauseMs, rule }: Adjustment): void {
    const named = this.#named(name);
    const now = this.#clock.monotonic();
    if (rule !== undefined) {
      const taken = named.bucket.taken(now);
      named.bucket = bucketOf(rule, now);
      if (taken > 0) named.bucket.take(taken, now);
    }
    if (remaining !== undefined) named.bucket.lower(remaining, now);
    if (pauseMs !== undefined) {
      named.notBefore = Math.max(named.notBefore, now + pauseMs * 1_000) as Monotonic;
    }
    this.#admit();
  }

  /** What is left of each bucket, as a part of what it holds; below 0: in debt. */
  headroom(): ReadonlyMap<string, number> {
    const now = this.#clock.monotonic();
    const left = new Map<string, number>();
    for (const [name, { bucket, notBefore }] of this.#buckets) {
      // What rests admits nothing, whatever it holds.
      const part = notBefore > now ? 0 : 1 - bucket.taken(now) / bucket.most;
      left.set(name, part);
    }
    return left;
  }

  /** Refuses all that wait. */
  close(): void {
    for (const { settle } of this.#waiting.splice(0)) {
      settle(refuse('closed', 'the limiter was closed'));
    }
    this.#admit();
  }

  #giveUp(waiting: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== waiting);
    waiting.settle(refuse('given_up', 'it is not wanted any more'));
    this.#admit();
  }

  #named(name: string): Named {
    const named = this.#buckets.get(name);
    invariant(named !== undefined, `there is no bucket "${name}"`);
    return named;
  }

  /** Behind all of the same priority. When the queue is full, its end makes room for the urgent. */
  #enqueue(waiting: Waiting): void {
    const place = this.#waiting.findIndex((other) => other.priority > waiting.priority);
    this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, waiting);
    if (this.#waiting.length <= this.#waitingMost) return;
    this.#waiting.pop()?.settle(refuse('queue_full', `${this.#waitingMost} requests wait already`));
  }

  /** Admits whoever can pass, refuses whoever is stale, and comes back when that changes. */
  #admit(): void {
    const now = this.#clock.monotonic();
    const held = new Set<string>();
    let next = Number.POSITIVE_INFINITY;
    this.#waiting = this.#waiting.filter((waiting) => {
      if (waiting.staleAt <= now) {
        waiting.settle(refuse('stale', `not admitted within ${waiting.ageMsMost} ms`));
        return false;
      }
      const isHeld = Object.keys(waiting.costs).some((name) => held.has(name));
      const changesAt = this.#holdShort(waiting, now, held);
      if (isHeld || changesAt < Number.POSITIVE_INFINITY) {
        next = Math.min(next, changesAt, waiting.staleAt);
        return true;
      }
      for (const [name, cost] of Object.entries(waiting.costs)) {
        this.#named(name).bucket.take(cost, now);
      }
      waiting.settle(ok(undefined));
      return false;
    });
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
    this.#timer = undefined;
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = this.#clock.setTimer((next - now) / 1_000, () => this.#admit());
  }

  /**
   * Holds the buckets that the request is short of, so that nobody overtakes it there. Returns when
   * the first of them has enough for it; infinite when it is short of none.
   */
  #holdShort({ costs }: Waiting, now: Monotonic, held: Set<string>): number {
    let first = Number.POSITIVE_INFINITY;
    for (const [name, cost] of Object.entries(costs)) {
      const { bucket, notBefore } = this.#named(name);
      const enoughAt = Math.max(bucket.availableAt(cost, now), notBefore);
      if (enoughAt <= now) continue;
      held.add(name);
      first = Math.min(first, enoughAt);
    }
    return first;
  }
}
