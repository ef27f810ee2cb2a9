import { z } from 'zod';

/** BTC-USD. */
export const coinbaseProduct = z.string().regex(/^[A-Z0-9]{2,12}-[A-Z0-9]{2,8}$/);

/** coinbase/btcusd for BTC-USD. */
export function coinbaseFeed(product: string): string {
  return `coinbase/${product.replace('-', '').toLowerCase()}`;
}
