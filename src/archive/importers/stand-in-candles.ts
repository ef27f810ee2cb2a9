import { formatDecimal, mulDiv, SCALE, type Timestamp } from '../../domain/units.ts';
import { type Decision, undecided } from './decision.ts';

/** First and last trade of a minute on an exchange, in 1e-6 dollars. */
export type Candle = { readonly open: number; readonly close: number };

/** Candles of a minute by its first millisecond. */
export type Candles = ReadonlyMap<number, Candle>;

/**
 * Below such a move, in millionths, another feed cannot tell who won. Of 14,880 five-minute
 * windows from 2025-12 to 2026-03 whose outcome is known, Binance contradicts 17 of the 11,249 that
 * moved by 0.02 % or more, and 520 of the 3,631 that moved less (btc-5m-outcomes-2025-12).
 */
const TELLS_FROM = 200;
export const MINUTE_MS = 60_000;
const MICROS_PER_MS = 1_000;

/**
 * Who won a window by the candles of an exchange, where the market's own feed is not recorded: a
 * proxy. The last price told in the window does not count: it came before the end, and windows
 * that turned after it must not drop out.
 */
export function standIn(candles: Candles, opensAt: Timestamp, closesAt: Timestamp): Decision {
  const first = candles.get(opensAt / MICROS_PER_MS);
  const last = candles.get(closesAt / MICROS_PER_MS - MINUTE_MS);
  if (first === undefined || last === undefined) return undecided('no_candle');
  const { open } = first;
  const { close } = last;
  const move = close - open;
  if (mulDiv(Math.abs(move), SCALE, open, 'down') < TELLS_FROM)
    return undecided('too_small_a_move');
  const payout = move > 0 ? SCALE : 0;
  return {
    resolution: { payout, at: closesAt, source: 'other_feed' },
    note:
      `proxy: ${formatDecimal(open)} at the opening and ${formatDecimal(close)} at the close on ` +
      'Binance, not on the feed of the market; the official outcome is not in the recording',
  };
}
