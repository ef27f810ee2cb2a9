import type { Fill } from '../domain/fill.ts';
import { type ClientOrderId, type MarketIndex, marketOf, outcomeOf } from '../domain/ids.ts';
import { NEVER, type Price, type Timestamp } from '../domain/units.ts';
import { midNow } from './equity.ts';
import type { EngineState } from './state.ts';

/** A fill that is to be judged by where the midpoint will be. */
type Waiting = {
  readonly order: ClientOrderId;
  readonly market: MarketIndex;
  /** 1: it gains when the first outcome rises; -1: when it falls. */
  readonly gains: 1 | -1;
  readonly mid: Price;
  readonly at: Timestamp;
};

/** A fill whose time has come: how far the midpoint has moved in our favor since. */
export type Judged = { readonly market: MarketIndex; readonly moved: number };

/**
 * Fills, and where the midpoint went after them. Several of one order count once while they wait;
 * where one of both midpoints is not known, nothing is said.
 */
export class FillJudge {
  readonly #state: EngineState;
  readonly #after: number;
  /** In order of time: each waits equally long. */
  readonly #waiting: Waiting[] = [];
  readonly #orders = new Set<ClientOrderId>();

  constructor(state: EngineState, after: number) {
    this.#state = state;
    this.#after = after;
  }

  /** When the next is to be judged. */
  get due(): Timestamp {
    return this.#waiting[0]?.at ?? NEVER;
  }

  filled({ order, token, side }: Fill): void {
    const market = marketOf(token);
    const mid = midNow(this.#state, market);
    if (mid === undefined || this.#orders.has(order)) return;
    const gains = (side === 'buy') === (outcomeOf(token) === 0) ? 1 : -1;
    const at = (this.#state.now + this.#after) as Timestamp;
    this.#orders.add(order);
    this.#waiting.push({ order, market, gains, mid, at });
  }

  /** Those that are to be judged now. */
  judge(): Judged[] {
    const judged: Judged[] = [];
    while (this.due <= this.#state.now) {
      const { order, market, gains, mid } = this.#waiting.shift() as Waiting;
      this.#orders.delete(order);
      const now = midNow(this.#state, market);
      if (now !== undefined) judged.push({ market, moved: gains * (now - mid) });
    }
    return judged;
  }
}
