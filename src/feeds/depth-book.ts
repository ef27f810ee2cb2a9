import { ok, type Result, refuse } from '../domain/result.ts';
import type { DepthSnapshot } from './wire/binance-depth.ts';
import type { DepthLevels } from './wire/depth-levels.ts';
import type { DepthChanged } from './wire/feed-event.ts';

/** Best bid and ask, all in units of 1e-6. */
export type DepthTop = {
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
};

/** So many changes wait for a snapshot; of more the oldest go, and only a newer one fits. */
const WAITING_MOST = 1_000;

/**
 * A book out of a snapshot and the changes around it (Binance: "how to manage a local order book
 * correctly", read 2026-11). Changes before the snapshot wait; those that it holds already are
 * dropped; the first that counts must follow it without a hole, and so must each after. A hole
 * makes the book unknown until another snapshot. Levels that were beyond the snapshot's end and
 * have not changed since are not in it.
 */
export class DepthBook {
  readonly #bids = new Map<number, number>();
  readonly #asks = new Map<number, number>();
  #waiting: DepthChanged[] = [];
  /** The last change that is in the book; undefined: the book is unknown. */
  #lastId: number | undefined;

  /** Whether every change is in it; else a snapshot is needed. */
  get isWhole(): boolean {
    return this.#lastId !== undefined;
  }

  /** Takes changes in. False: some are missing before these, the book is unknown from here. */
  change(change: DepthChanged): boolean {
    if (this.#lastId === undefined) {
      this.#waiting.push(change);
      if (this.#waiting.length > WAITING_MOST) this.#waiting.shift();
      return true;
    }
    if (change.lastId <= this.#lastId) return true;
    if (change.firstId > this.#lastId + 1) {
      this.lose();
      this.#waiting.push(change);
      return false;
    }
    this.#apply(change);
    return true;
  }

  /**
   * Builds the book anew. Refuses a snapshot that is `too_old` (changes between it and the first
   * that waits are lost), or finds a `hole` among those that wait. Ask for another one then; what
   * waits and may still be of use stays.
   */
  rebuild({ lastId, bids, asks }: DepthSnapshot): Result<void> {
    const later = this.#waiting.filter((change) => change.lastId > lastId);
    const [first] = later;
    if (first !== undefined && first.firstId > lastId + 1) {
      return refuse('too_old', `the snapshot ends at ${lastId}, changes begin at ${first.firstId}`);
    }
    this.lose();
    setLevels(this.#bids, bids);
    setLevels(this.#asks, asks);
    this.#lastId = lastId;
    for (const change of later) this.change(change);
    return this.isWhole ? ok(undefined) : refuse('hole', `changes are missing after ${lastId}`);
  }

  /** The connection broke, or the book is not believed any more. */
  lose(): void {
    this.#bids.clear();
    this.#asks.clear();
    this.#waiting = [];
    this.#lastId = undefined;
  }

  /** Undefined: the book is unknown, a side of it is empty, or it is crossed. */
  get top(): DepthTop | undefined {
    if (!this.isWhole || this.#bids.size === 0 || this.#asks.size === 0) return undefined;
    const bid = best(this.#bids, Math.max);
    const ask = best(this.#asks, Math.min);
    if (bid >= ask) return undefined;
    return { bid, bidSize: this.#bids.get(bid) ?? 0, ask, askSize: this.#asks.get(ask) ?? 0 };
  }

  /** All levels as [price, size] in units of 1e-6, best first; none while the book is unknown. */
  levels(side: 'bids' | 'asks'): [price: number, size: number][] {
    const levels = [...(side === 'bids' ? this.#bids : this.#asks)];
    return levels.sort(([a], [b]) => (side === 'bids' ? b - a : a - b));
  }

  #apply({ bids, asks, lastId }: DepthChanged): void {
    setLevels(this.#bids, bids);
    setLevels(this.#asks, asks);
    this.#lastId = lastId;
  }
}

function setLevels(side: Map<number, number>, { price, size }: DepthLevels): void {
  for (const [index, at] of price.entries()) {
    const total = size[index] ?? 0;
    if (total === 0) side.delete(at);
    else side.set(at, total);
  }
}

function best(side: ReadonlyMap<number, number>, better: (a: number, b: number) => number): number {
  let found = Number.NaN;
  for (const price of side.keys()) found = Number.isNaN(found) ? price : better(found, price);
  return found;
}
