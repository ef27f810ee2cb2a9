import type { SetsNews } from '../../domain/event.ts';
import {
  type ClientOrderId,
  type MarketIndex,
  type Outcome,
  tokenIndex,
} from '../../domain/ids.ts';
import { isClosed } from '../../domain/order-status.ts';
import { takeableSize, tradableSize } from '../../domain/size-rules.ts';
import { NO_SHARES, type Price, type Shares } from '../../domain/units.ts';
import type { Desk } from '../../ports/desk.ts';
import type { View } from '../../ports/view.ts';
import { takeLimit, takerOrder } from '../taker-order.ts';
import type { Opportunity, Way } from './opportunity.ts';

export type RoundRule = {
  /** What becomes of a leg that has no partner. */
  readonly leg: 'unwind' | 'hold';
  /** How far below the best bid a leg is let go. */
  readonly unwindTicks: number;
  /** Fewer sets than this are not merged: they pay their dollar at the end as well. */
  readonly least: Shares;
};

/** Where a round stands, and for what it waits. */
type Phase = 'splitting' | 'legs' | 'closing' | 'over';

/**
 * One attempt in one market: both legs, then what they left. It acts by what the strategy holds, so
 * a fill that comes late or is taken back by the chain changes what is merged and let go.
 */
export class SetRound {
  phase: Phase;
  readonly #market: MarketIndex;
  readonly #rule: RoundRule;
  /** Its orders that are not over, as far as is known. */
  readonly #pending = new Set<ClientOrderId>();
  #split: ClientOrderId | undefined;
  #merge: ClientOrderId | undefined;
  #hasMerged = false;
  #hasUnwound = false;

  private constructor(market: MarketIndex, phase: Phase, rule: RoundRule) {
    this.#market = market;
    this.phase = phase;
    this.#rule = rule;
  }

  /** Undefined: no size does that the venue takes on both legs. */
  static begin(
    way: Way,
    market: MarketIndex,
    found: Opportunity,
    rule: RoundRule,
    desk: Desk,
  ): SetRound | undefined {
    const reason = { code: way, numbers: numbersOf(found) };
    if (way === 'split_sell') {
      const round = new SetRound(market, 'splitting', rule);
      round.#split = desk.split(market, found.shares, reason);
      return round;
    }
    const size = sizeForBoth(found.shares, found.worst);
    if (size < rule.least) return undefined;
    const round = new SetRound(market, 'legs', rule);
    for (const [outcome, price] of found.worst.entries()) {
      const terms = takerOrder(tokenIndex(market, outcome as Outcome), 'buy', price, size);
      round.#pending.add(desk.submit(terms, reason));
    }
    return round;
  }

  /** A split or merge of this strategy was answered. `found`: what selling brings now. */
  onSets(event: SetsNews, found: Opportunity | undefined, view: View, desk: Desk): void {
    if (event.change === this.#split) {
      this.#split = undefined;
      if (event.kind !== 'SetsChanged') this.phase = 'over';
      else if (found === undefined) this.phase = 'closing';
      else this.#sell(found, view, desk);
    } else if (event.change === this.#merge) {
      this.#merge = undefined;
      // What was not merged pays its dollar at the end.
      this.#hasMerged = true;
    }
    this.step(view, desk);
  }

  /** An order was denied: it is known nowhere else. */
  denied(order: ClientOrderId): void {
    this.#pending.delete(order);
  }

  /** Whatever was heard: goes on as far as it can. */
  step(view: View, desk: Desk): void {
    for (const id of this.#pending) {
      const order = view.order(id);
      // One that is not known yet is about to be sent: the other leg may have been denied first.
      if (order !== undefined && isClosed(order.status)) this.#pending.delete(id);
    }
    if (this.phase === 'legs') {
      if (this.#pending.size > 0) return;
      this.phase = 'closing';
    }
    if (this.phase !== 'closing') return;
    const isDone = [this.#mergeSets(view, desk), this.#letGo(view, desk)];
    if (isDone.every((done) => done)) this.phase = 'over';
  }

  /** As many as it still pays to sell; the rest is merged again. */
  #sell({ worst, shares }: Opportunity, view: View, desk: Desk): void {
    this.phase = 'legs';
    const reason = { code: 'split_sell', numbers: { first: worst[0], second: worst[1] } };
    for (const [outcome, price] of worst.entries()) {
      const token = tokenIndex(this.#market, outcome as Outcome);
      const size = Math.min(tradableSize(view.sellable(token)), shares) as Shares;
      if (size > 0) this.#pending.add(desk.submit(takerOrder(token, 'sell', price, size), reason));
    }
  }

  /** True: nothing is left to merge. */
  #mergeSets(view: View, desk: Desk): boolean {
    if (this.#merge !== undefined) return false;
    const [first, second] = this.#held(view);
    const sets = Math.min(first, second) as Shares;
    if (this.#hasMerged || sets < this.#rule.least || sets <= view.setGas) return true;
    const [a, b] = [0, 1].map((outcome) =>
      view.sellable(tokenIndex(this.#market, outcome as Outcome)),
    ) as [Shares, Shares];
    // The chain has yet to confirm some of them.
    if (Math.min(a, b) < sets) return false;
    this.#merge = desk.merge(this.#market, sets, { code: 'complete_sets', numbers: { sets } });
    return false;
  }

  /** True: no leg is left alone, or it is kept. */
  #letGo(view: View, desk: Desk): boolean {
    if (this.#hasUnwound) return this.#pending.size === 0;
    const [first, second] = this.#held(view);
    const size = tradableSize(Math.abs(first - second) as Shares);
    if (this.#rule.leg === 'hold' || size === NO_SHARES) return true;
    const token = tokenIndex(this.#market, first > second ? 0 : 1);
    if (view.sellable(token) < size) return false;
    this.#hasUnwound = true;
    const price = takeLimit(view, token, 'sell', this.#rule.unwindTicks);
    if (price === undefined) return true;
    const reason = { code: 'leg_alone', numbers: { size } };
    this.#pending.add(desk.submit(takerOrder(token, 'sell', price, size), reason));
    return false;
  }

  #held(view: View): readonly [Shares, Shares] {
    const first = tokenIndex(this.#market, 0);
    return [view.position(first), view.position(tokenIndex(this.#market, 1))];
  }
}

/** The largest size that the venue takes as an immediate buy at both prices. */
function sizeForBoth(wanted: Shares, [first, second]: readonly [Price, Price]): Shares {
  let size = wanted;
  for (;;) {
    const next = takeableSize(takeableSize(size, first), second);
    if (next === size) return size;
    size = next;
  }
}

function numbersOf({ shares, net, fees, worst }: Opportunity) {
  return { shares, net, fees, first: worst[0], second: worst[1] };
}
