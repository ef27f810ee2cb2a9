import { z } from 'zod';

/** Names of our feeds begin with these. */
export const SPOT = 'binance';
export const FUTURES = 'binance-futures';

/** BTCUSDT; delivery futures have a date behind an underscore (BTCUSDT_260626). */
export const binanceSymbol = z.string().regex(/^[A-Z0-9]{2,20}(_\d{6})?$/);

export function feedOf(venue: string, symbol: string): string {
  return `${venue}/${symbol.toLowerCase()}`;
}
