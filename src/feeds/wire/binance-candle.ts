import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { binanceSymbol, feedOf } from './binance-symbol.ts';
import type { CandleUpdated } from './feed-event.ts';
import { type Figure, readFigures } from './figure.ts';
import { count, millis, readShape } from './shape.ts';

// <symbol>@kline_<interval> as documented (developers.binance.com, read 2026-11), spot and futures.
const candle = z.object({
  e: z.literal('kline'),
  E: millis,
  s: binanceSymbol,
  k: z.object({
    t: millis,
    T: millis,
    s: binanceSymbol,
    i: z.string().max(4),
    o: z.string(),
    c: z.string(),
    h: z.string(),
    l: z.string(),
    v: z.string(),
    n: count,
    x: z.boolean(),
    q: z.string(),
    V: z.string(),
  }),
});

export function readCandle(value: unknown, venue: string): Result<CandleUpdated> {
  const shaped = readShape(candle, value, 'kline');
  if (!shaped.ok) return shaped;
  const { E, s, k } = shaped.value;
  if (k.s !== s) return refuse('wrong_symbol', `kline of ${s} holds ${k.s}`);
  const prices = readFigures({ open: k.o, high: k.h, low: k.l, close: k.c }, 'price');
  if (!prices.ok) return prices;
  const sizes = readFigures({ volume: k.v, turnover: k.q, takerBought: k.V }, 'size');
  if (!sizes.ok) return sizes;
  if (!isOrdered(prices.value)) return refuse('not_a_candle', `${s}: high and low hold not all`);
  return ok({
    kind: 'CandleUpdated',
    feed: feedOf(venue, s),
    tsEvent: E,
    tsSent: E,
    interval: k.i,
    opensAt: k.t,
    // The wire names the last millisecond that belongs to it.
    closesAt: (k.T + MICROS_PER_MS) as Timestamp,
    ...prices.value,
    ...sizes.value,
    trades: k.n,
    isClosed: k.x,
  });
}

function isOrdered({ open, high, low, close }: Record<'open' | 'high' | 'low' | 'close', Figure>) {
  const inside = (price: number) => low.value <= price && price <= high.value;
  return inside(open.value) && inside(close.value);
}
