import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import { coinbaseFeed, coinbaseProduct } from './coinbase-product.ts';
import type { PriceTold, QuoteChanged } from './feed-event.ts';
import { readFigure, readFigures } from './figure.ts';
import { isoMicros } from './iso-time.ts';
import { count, readShape } from './shape.ts';

// Channel "ticker": recorded April 2026.
const ticker = z.object({
  sequence: count,
  product_id: coinbaseProduct,
  price: z.string(),
  best_bid: z.string(),
  best_bid_size: z.string(),
  best_ask: z.string(),
  best_ask_size: z.string(),
  time: isoMicros,
  trade_id: count,
});

/** The last price, and best bid and ask after it. */
export function readTicker(value: unknown): Result<readonly (PriceTold | QuoteChanged)[]> {
  const shaped = readShape(ticker, value, 'ticker');
  if (!shaped.ok) return shaped;
  const { sequence, product_id, time, trade_id, ...texts } = shaped.value;
  const told = { feed: coinbaseFeed(product_id), tsEvent: time, tsSent: undefined };
  const price = readFigure(texts.price, 'price');
  if (!price.ok) return price;
  const last: PriceTold = { kind: 'PriceTold', ...told, price: price.value, trade: trade_id };
  // One side may be empty, and the price is good all the same.
  const prices = readFigures({ bid: texts.best_bid, ask: texts.best_ask }, 'price');
  const sizes = readFigures({ bidSize: texts.best_bid_size, askSize: texts.best_ask_size }, 'size');
  if (!prices.ok || !sizes.ok || prices.value.bid.value >= prices.value.ask.value) {
    return ok([last]);
  }
  const quote: QuoteChanged = {
    kind: 'QuoteChanged',
    ...told,
    ...prices.value,
    ...sizes.value,
    id: sequence,
  };
  return ok([last, quote]);
}
