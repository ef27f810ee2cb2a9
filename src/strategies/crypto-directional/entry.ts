import { complementOf, marketOf, type TokenIndex } from '../../domain/ids.ts';
import type { OrderTerms } from '../../domain/order.ts';
import { MARKETABLE_MINIMUM, takeableSize, tradableSize } from '../../domain/size-rules.ts';
import { floorToTick } from '../../domain/tick.ts';
import { mulDiv, type Price, SCALE, type Shares, type Usd } from '../../domain/units.ts';
import { costOfShare, kellyFraction } from '../../models/kelly.ts';
import type { View } from '../../ports/view.ts';
import { takeLimit, takerOrder } from '../taker-order.ts';
import type { FollowedMarket } from './followed-market.ts';
import { microdollars } from './microdollars.ts';
import type { DirectionalRule } from './parameters.ts';

/** Smallest position of source system S1, shares; the market's own minimum may be above it. */
const LEAST_SHARES = 5 * SCALE;

/** An entry that could be made, or the code of why none. */
export type Entry = {
  readonly code: string;
  /** The side that has the edge; undefined: none has. */
  readonly token: TokenIndex | undefined;
  readonly terms: OrderTerms | undefined;
  readonly numbers: Readonly<Record<string, number>>;
};

type Offer = { readonly price: Price; readonly cost: number };

/**
 * What would be bought at a probability of Yes: the side that is worth more than its midpoint, if
 * what it costs with the fee leaves the least edge. Nothing here looks at what is held.
 */
export function weighEntry(
  { market, yes }: FollowedMarket,
  fair: number,
  rule: DirectionalRule,
  view: View,
): Entry {
  const mid = view.mid(yes);
  if (!view.isTrusted(market)) return none('book_untrusted', {});
  if (mid === undefined) return none('one_sided_book', {});
  const isYes = fair > mid / SCALE;
  const token = isYes ? yes : complementOf(yes);
  const wins = isYes ? fair : 1 - fair;
  const offer = offerOf(token, wins, rule, view);
  if (typeof offer === 'string') return none(offer, { mid });
  const edge = microdollars(wins - offer.cost);
  const numbers = { mid, wins, limit: offer.price, cost: offer.cost, edge };
  if (edge < rule.minEdge || edge <= 0) return none('no_edge', numbers);
  if (edge > rule.maxEdge) return none('edge_implausible', numbers);
  const sized = sizeOf(token, wins, offer, rule, view);
  if (typeof sized === 'string') return { code: sized, token, terms: undefined, numbers };
  return { code: 'trade', token, terms: sized, numbers };
}

/** At which price, and for how much a share, it would be bought. */
function offerOf(
  token: TokenIndex,
  wins: number,
  { mode, slippageTicks }: DirectionalRule,
  view: View,
): Offer | string {
  const market = view.markets[marketOf(token)];
  if (mode === 'take') {
    const price = takeLimit(view, token, 'buy', slippageTicks);
    const fee = market?.fee?.value;
    if (price === undefined) return 'one_sided_book';
    if (fee === undefined) return 'fee_unknown';
    return { price, cost: costOfShare(price, fee) };
  }
  const bid = view.bestBid(token);
  if (bid === undefined) return 'one_sided_book';
  // Makers pay no fee. Never above what it is worth, rounded down to the grid.
  const worth = Math.floor(wins * SCALE) as Price;
  const price = floorToTick(Math.min(bid, worth) as Price, view.tick(marketOf(token)));
  return price <= 0 ? 'no_edge' : { price, cost: price / SCALE };
}

function sizeOf(
  token: TokenIndex,
  wins: number,
  { price, cost }: Offer,
  { kellyPart, maxStake, mode }: DirectionalRule,
  view: View,
): OrderTerms | string {
  if (view.available < MARKETABLE_MINIMUM) return 'no_balance';
  const part = Math.min(kellyPart * kellyFraction(wins, cost), maxStake);
  const stake = mulDiv(view.available, Math.floor(part * SCALE), SCALE, 'down') as Usd;
  if (stake < MARKETABLE_MINIMUM) return 'too_small';
  const wanted = mulDiv(stake, SCALE, Math.ceil(cost * SCALE), 'down') as Shares;
  const size = mode === 'take' ? takeableSize(wanted, price) : tradableSize(wanted);
  const least = Math.max(view.markets[marketOf(token)]?.minimumSize ?? 0, LEAST_SHARES);
  if (size < least) return 'shares_too_small';
  if (mode === 'take') return takerOrder(token, 'buy', price, size);
  const rests = { timeInForce: 'GTC', postOnly: true, expiresAt: undefined } as const;
  return { token, side: 'buy', price, size, ...rests };
}

function none(code: string, numbers: Entry['numbers']): Entry {
  return { code, token: undefined, terms: undefined, numbers };
}
