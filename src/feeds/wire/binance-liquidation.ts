import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import { binanceSymbol, FUTURES, feedOf } from './binance-symbol.ts';
import type { Liquidated } from './feed-event.ts';
import { readFigures } from './figure.ts';
import { millis, readShape } from './shape.ts';

// <symbol>@forceOrder as documented (developers.binance.com, derivatives, read 2026-11): of each
// second only the latest order is sent, so sums over these are too small.
const order = z.object({
  e: z.literal('forceOrder'),
  E: millis,
  o: z.object({
    s: binanceSymbol,
    S: z.enum(['BUY', 'SELL']),
    q: z.string(),
    p: z.string(),
    ap: z.string(),
    X: z.string().max(40),
    z: z.string(),
    T: millis,
  }),
});

export function readLiquidation(value: unknown): Result<Liquidated> {
  const shaped = readShape(order, value, 'forceOrder');
  if (!shaped.ok) return shaped;
  const { E, o } = shaped.value;
  const prices = readFigures({ price: o.p, averagePrice: o.ap }, 'price');
  if (!prices.ok) return prices;
  const sizes = readFigures({ size: o.q, filled: o.z }, 'size');
  if (!sizes.ok) return sizes;
  return ok({
    kind: 'Liquidated',
    feed: feedOf(FUTURES, o.s),
    tsEvent: o.T,
    tsSent: E,
    side: o.S === 'BUY' ? 'buy' : 'sell',
    ...prices.value,
    ...sizes.value,
    status: o.X,
  });
}
