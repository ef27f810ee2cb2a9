import type { SetsNews } from '../../domain/event.ts';
import { complementOf, type MarketIndex } from '../../domain/ids.ts';
import { tradableSize } from '../../domain/size-rules.ts';
import {
  MICROS_PER_SECOND,
  mulDiv,
  NO_SHARES,
  SCALE,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import type { Desk } from '../../ports/desk.ts';
import type { View } from '../../ports/view.ts';
import { type SetRule, setWish } from './complete-sets.ts';
import { type Plan, unboundCash } from './plan.ts';
import type { QuotedMarket } from './quoted-market.ts';
import { LIMITS_HOLD, scopeOf } from './refusal-pauses.ts';
import type { SlotKeeper } from './slot-keeper.ts';

export type ChangerRule = SetRule & {
  /** Seconds until what the desk refuses of all is asked for again, and what the chain does. */
  readonly retryAfter: number;
  readonly denialPause: number;
  /** Dollars that may be bound in one market, units. */
  readonly maxCost: number;
};

/** Splits and merges complete sets of the markets, by what a decision about one has left. */
export class SetChanger {
  readonly #rule: ChangerRule;
  readonly #keeper: SlotKeeper;
  readonly #plan: Plan;

  constructor(rule: ChangerRule, keeper: SlotKeeper, plan: Plan) {
    this.#rule = rule;
    this.#keeper = keeper;
    this.#plan = plan;
  }

  /** One is done, or refused: a merge gets dollars out, so it waits no longer than it must. */
  hear(quoted: QuotedMarket, event: SetsNews, now: Timestamp): void {
    quoted.isChangingSets = false;
    if (event.kind === 'SetsChanged') return;
    const scope = scopeOf(event.code);
    const { retryAfter, denialPause } = this.#rule;
    const seconds = scope === 'desk' ? retryAfter : denialPause;
    quoted.setsAt = now + (scope === 'limits' ? LIMITS_HOLD : seconds * MICROS_PER_SECOND);
  }

  /** `isQuoted`: the keeper has just wished there. */
  change(quoted: QuotedMarket, isQuoted: boolean, view: View, desk: Desk): void {
    const { market, first } = quoted;
    if (quoted.isChangingSets || view.now < quoted.setsAt || !view.isOpen(market)) return;
    const second = complementOf(first);
    // What was wished in this decision is not free any more, and nobody else knows of it yet.
    const free = isQuoted
      ? this.#keeper.freeSets
      : Math.min(view.sellable(first), view.sellable(second));
    const sets = {
      free,
      held: Math.max(view.position(first), view.position(second)),
      least: view.markets[market]?.minimumSize ?? NO_SHARES,
      cash: isQuoted ? this.#cash(market, view) : 0,
      gas: view.setGas,
    };
    const { mergeThreshold } = this.#rule;
    const wish = setWish(sets, { mergeThreshold, splitSize: this.#keptBy(view) });
    if (wish === undefined) return;
    quoted.isChangingSets = true;
    const reason = { code: 'sets', numbers: { free, held: sets.held } };
    desk[wish.direction](market, wish.shares, reason);
  }

  /** Sets are there to be offered: where an operator sizes quotes down, that part is kept. */
  #keptBy({ part }: View): number {
    return tradableSize(mulDiv(this.#rule.splitSize, part, SCALE, 'down') as Shares);
  }

  /** Dollars that sets may cost after what this decision has bound, units. */
  #cash(market: MarketIndex, view: View): number {
    if (this.#plan.barred !== undefined) return 0;
    const { freeCash, bidCash } = this.#keeper;
    return Math.min(freeCash, unboundCash(market, this.#rule.maxCost, view) - bidCash);
  }
}
