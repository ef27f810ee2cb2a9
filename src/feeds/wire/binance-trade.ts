import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import { binanceSymbol, feedOf } from './binance-symbol.ts';
import type { Traded } from './feed-event.ts';
import { readFigure } from './figure.ts';
import { count, millis, readShape } from './shape.ts';

// <symbol>@trade: recorded April 2026. <symbol>@aggTrade: as documented
// (developers.binance.com, web-socket-streams, read 2026-11), spot and futures alike.
const trade = z.object({
  e: z.enum(['trade', 'aggTrade']),
  E: millis,
  s: binanceSymbol,
  /** Id of the trade. */
  t: count.optional(),
  /** Id of the aggregate; in a plain trade the seller's order, where it is told at all. */
  a: count.optional(),
  p: z.string(),
  q: z.string(),
  T: millis,
  /** The buyer was the maker: the taker sold. */
  m: z.boolean(),
});

export function readTrade(value: unknown, venue: string): Result<Traded> {
  const shaped = readShape(trade, value, 'trade');
  if (!shaped.ok) return shaped;
  const { e, E, s, t, a, p, q, T, m } = shaped.value;
  const isAggregate = e === 'aggTrade';
  const id = readShape(count, isAggregate ? a : t, `id of ${e}`);
  if (!id.ok) return id;
  const price = readFigure(p, 'price');
  if (!price.ok) return price;
  const size = readFigure(q, 'size');
  if (!size.ok) return size;
  return ok({
    kind: 'Traded',
    feed: feedOf(venue, s),
    tsEvent: T,
    tsSent: E,
    price: price.value,
    size: size.value,
    side: m ? 'sell' : 'buy',
    id: id.value,
    isAggregate,
    isHistory: false,
  });
}
