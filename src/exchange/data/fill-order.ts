import type { TradeRecord } from '../venue/trade-record.ts';
import type { OwnFill } from './holding.ts';
import { fillsOf } from './wallet-history.ts';

/** Where a fill stands among all: its trade, and which part of that it is, the taker's being 0. */
export type Place = { readonly trade: number; readonly part: number };

export function placeOf({ trade, part }: OwnFill): Place {
  return { trade: trade.number, part: trade.makers.indexOf(part) + 1 };
}

/** Whether a fill comes after a place: newest trades first, of each the taker first. */
export function isAfter(fill: OwnFill, place: Place): boolean {
  const { trade, part } = placeOf(fill);
  return trade < place.trade || (trade === place.trade && part > place.part);
}

/**
 * All fills after a place, newest first, of trades that are oldest first. Each is made when it is
 * asked for: whoever stops early has paid for what came until then.
 */
export function* newestFirst(
  trades: Iterable<TradeRecord>,
  after: Place | undefined,
): Generator<OwnFill> {
  const all = [...trades];
  for (let trade = all.pop(); trade !== undefined; trade = all.pop()) {
    if (after !== undefined && trade.number > after.trade) continue;
    for (const fill of fillsOf(trade)) {
      if (after === undefined || isAfter(fill, after)) yield fill;
    }
  }
}
