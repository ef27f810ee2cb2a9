import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { binanceSymbol, feedOf } from './binance-symbol.ts';
import type { QuoteChanged } from './feed-event.ts';
import { readFigures } from './figure.ts';
import { count, millis, readShape } from './shape.ts';

// <symbol>@bookTicker as documented (developers.binance.com, read 2026-11). On spot it carries
// neither a name nor a time.
const quote = z.object({
  e: z.literal('bookTicker').optional(),
  E: millis.optional(),
  T: millis.optional(),
  u: count,
  s: binanceSymbol,
  b: z.string(),
  B: z.string(),
  a: z.string(),
  A: z.string(),
});

export function readQuote(value: unknown, venue: string): Result<QuoteChanged> {
  const shaped = readShape(quote, value, 'bookTicker');
  if (!shaped.ok) return shaped;
  const { E, T, u, s, b, B, a, A } = shaped.value;
  const prices = readFigures({ bid: b, ask: a }, 'price');
  if (!prices.ok) return prices;
  const sizes = readFigures({ bidSize: B, askSize: A }, 'size');
  if (!sizes.ok) return sizes;
  const { bid, ask } = prices.value;
  if (bid.value >= ask.value) return refuse('crossed_book', `${s}: ${b} bid, ${a} asked`);
  const told = { feed: feedOf(venue, s), tsEvent: T, tsSent: E, id: u };
  return ok({ kind: 'QuoteChanged', ...told, ...prices.value, ...sizes.value });
}
