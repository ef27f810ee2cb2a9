import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import { coinbaseFeed, coinbaseProduct } from './coinbase-product.ts';
import type { Traded } from './feed-event.ts';
import { readFigure } from './figure.ts';
import { isoMicros } from './iso-time.ts';
import { count, readShape } from './shape.ts';

// Channel "matches", as documented (docs.cdp.coinbase.com, websocket-feed/channels, read 2026-11).
const match = z.object({
  type: z.enum(['match', 'last_match']),
  trade_id: count,
  product_id: coinbaseProduct,
  side: z.enum(['buy', 'sell']),
  size: z.string(),
  price: z.string(),
  time: isoMicros,
});

export function readMatch(value: unknown): Result<readonly Traded[]> {
  const shaped = readShape(match, value, 'match');
  if (!shaped.ok) return shaped;
  const { type, trade_id, product_id, side, time, ...texts } = shaped.value;
  const price = readFigure(texts.price, 'price');
  if (!price.ok) return price;
  const size = readFigure(texts.size, 'size');
  if (!size.ok) return size;
  return ok([
    {
      kind: 'Traded',
      feed: coinbaseFeed(product_id),
      tsEvent: time,
      tsSent: undefined,
      price: price.value,
      size: size.value,
      // The wire tells the maker's side.
      side: side === 'buy' ? 'sell' : 'buy',
      id: trade_id,
      isAggregate: false,
      isHistory: type === 'last_match',
    },
  ]);
}
