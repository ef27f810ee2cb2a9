import type { MarketIndex, StrategyIndex } from '../domain/ids.ts';
import { InvariantError, invariant } from '../domain/invariant.ts';
import { NEVER, type Timestamp } from '../domain/units.ts';

export type Timer = {
  readonly at: Timestamp;
  /** Order of asking: breaks ties. */
  readonly sequence: number;
  readonly strategy: StrategyIndex;
  readonly market: MarketIndex;
};

/** In a strategy's place: it is the desk itself that wants to be called. */
export const DESK = -1 as StrategyIndex;

/** In place of a market: not the strategy is called, but it may be started anew. */
export const RESTART = -1 as MarketIndex;

/** In place of a market: it is a loop of the strategy that rings. */
export function loopTimer(loop: number): MarketIndex {
  return (-2 - loop) as MarketIndex;
}

/** Which loop of the strategy rings; undefined: none, the timer is about a market. */
export function loopOf({ market }: Pick<Timer, 'market'>): number | undefined {
  return market <= -2 ? -2 - market : undefined;
}

/** In place of a market, of the desk: where the market went after fills is to be noted. */
export const FOLLOWING = -1 as MarketIndex;
/** Likewise: resting orders are to be scored for rewards. */
export const SAMPLING = -2 as MarketIndex;

/** The same: the account is to be looked at. */
export const RISK = -3 as MarketIndex;

/** More than any sane strategy asks for; a leak of timers stops the run instead of the machine. */
const LIMIT = 1_000_000;

/** Wake-up calls, earliest first, ties in the order of asking. A binary heap. */
export class Timers {
  #heap: Timer[] = [];
  #sequence = 0;
  /** When the next call is due. */
  next: Timestamp = NEVER;

  /**
   * At NEVER nobody is called.
   * @throws InvariantError when the time is no number, and when too many timers wait.
   */
  add(at: Timestamp, strategy: StrategyIndex, market: MarketIndex): void {
    if (!(at >= 0)) throw new InvariantError(`strategy ${strategy} asked for a timer at ${at}`);
    invariant(this.#heap.length < LIMIT, 'a million timers are waiting: a strategy leaks them');
    if (at === NEVER) return;
    const heap = this.#heap;
    heap.push({ at, sequence: this.#sequence++, strategy, market });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!before(heap[child] as Timer, heap[parent] as Timer)) break;
      swap(heap, child, parent);
      child = parent;
    }
    this.next = (heap[0] as Timer).at;
  }

  /** One strategy is not called any more. */
  forget(strategy: StrategyIndex): void {
    const kept = this.#heap.filter((timer) => timer.strategy !== strategy);
    // In order, they are a heap.
    kept.sort((a, b) => (before(a, b) ? -1 : 1));
    this.#heap = kept;
    this.next = kept[0]?.at ?? NEVER;
  }

  /** Nobody is called any more. */
  clear(): void {
    this.#heap.length = 0;
    this.next = NEVER;
  }

  /** The earliest timer due at or before `until`, removed; undefined when none is. */
  take(until: Timestamp): Timer | undefined {
    if (this.next > until) return undefined;
    const heap = this.#heap;
    const first = heap[0] as Timer;
    const last = heap.pop() as Timer;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    this.next = heap[0]?.at ?? NEVER;
    return first;
  }

  #sink(): void {
    const heap = this.#heap;
    let parent = 0;
    for (;;) {
      const left = parent * 2 + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child =
        right < heap.length && before(heap[right] as Timer, heap[left] as Timer) ? right : left;
      if (!before(heap[child] as Timer, heap[parent] as Timer)) return;
      swap(heap, child, parent);
      parent = child;
    }
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}

function swap(heap: Timer[], i: number, j: number): void {
  const held = heap[i] as Timer;
  heap[i] = heap[j] as Timer;
  heap[j] = held;
}
