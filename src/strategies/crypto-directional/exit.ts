import { marketOf, type TokenIndex } from '../../domain/ids.ts';
import type { OrderTerms } from '../../domain/order.ts';
import { tradableSize } from '../../domain/size-rules.ts';
import { SCALE } from '../../domain/units.ts';
import { proceedsOfShare } from '../../models/kelly.ts';
import type { View } from '../../ports/view.ts';
import { takerOrder } from '../taker-order.ts';
import { microdollars } from './microdollars.ts';
import type { DirectionalRule } from './parameters.ts';

export type Exit = {
  readonly code: 'stop_loss' | 'take_profit' | 'edge_reversal';
  readonly terms: OrderTerms;
  readonly numbers: Readonly<Record<string, number>>;
};

/**
 * Why what is held of a token is sold now, the first of three that holds; undefined: it is kept.
 * `wins`: what it is worth; undefined where that is not known, and then only prices decide.
 */
export function weighExit(
  token: TokenIndex,
  wins: number | undefined,
  rule: DirectionalRule,
  view: View,
): Exit | undefined {
  const market = marketOf(token);
  const held = view.position(token);
  const size = tradableSize(view.sellable(token));
  const bid = view.bestBid(token);
  if (size <= 0 || held <= 0 || bid === undefined || !view.isTrusted(market)) return undefined;
  const fee = view.markets[market]?.fee?.value;
  const cost = view.cost(token) / held;
  // A fee that is not known counts as none: getting out must not wait for it.
  const proceeds = fee === undefined ? bid / SCALE : proceedsOfShare(bid, fee);
  const gain = microdollars(proceeds - cost);
  const edge = wins === undefined ? undefined : microdollars(wins - proceeds);
  const code = reasonOf(gain, edge, rule);
  if (code === undefined) return undefined;
  const known = wins === undefined || edge === undefined ? {} : { wins, edge };
  const numbers = { bid, cost, proceeds, gain, ...known };
  return { code, terms: takerOrder(token, 'sell', bid, size), numbers };
}

function reasonOf(
  gain: number,
  edge: number | undefined,
  { stopLoss, takeProfit, edgeReversal }: DirectionalRule,
): Exit['code'] | undefined {
  if (gain <= -stopLoss) return 'stop_loss';
  if (gain >= takeProfit) return 'take_profit';
  return edge !== undefined && edge <= edgeReversal ? 'edge_reversal' : undefined;
}
