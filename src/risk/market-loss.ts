import { marketOf, type Outcome, outcomeOf } from '../domain/ids.ts';
import type { OrderTerms } from '../domain/order.ts';
import { NO_SHARES, NO_USD } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import { buyCost } from './buy-cost.ts';

/** Whoever holds and asks for something: the account, or one strategy through its view. */
export type Holder = Pick<View, 'lossIf'>;

/** What is lost at worst in one market, where its first outcome wins and where it does not. */
export type MarketLoss = readonly [ifFirst: number, ifSecond: number];

/** What an order's market may cost without it, and with it. */
export type LossMove = { readonly before: MarketLoss; readonly after: MarketLoss };

/** What is won for sure in one market is not held against what another may lose. */
export function worstOf([ifFirst, ifSecond]: MarketLoss): number {
  return Math.max(0, ifFirst, ifSecond);
}

/** What can be lost more than before; 0 or less: the order only gets us out. */
export function riseOf({ before, after }: LossMove): number {
  return worstOf(after) - worstOf(before);
}

/**
 * A buy counts with all that it can cost, and that it might complete a pair is not counted in its
 * favor before it has settled. A sale takes away what would pay if that outcome wins: half of a
 * pair is not sold without risk.
 */
export function lossMove(terms: OrderTerms, holder: Holder, view: View): LossMove {
  const market = marketOf(terms.token);
  const own = outcomeOf(terms.token);
  const isBuy = terms.side === 'buy';
  const offered = isBuy ? NO_SHARES : terms.size;
  const bid = isBuy ? buyCost(terms, view) : NO_USD;
  // A buy is lost where the other outcome wins, a sale is missed where its own does.
  const hit = isBuy ? other(own) : own;
  const before: MarketLoss = [holder.lossIf(market, 0), holder.lossIf(market, 1)];
  const worse = holder.lossIf(market, hit, offered, bid);
  return { before, after: hit === 0 ? [worse, before[1]] : [before[0], worse] };
}

function other(outcome: Outcome): Outcome {
  return outcome === 0 ? 1 : 0;
}
