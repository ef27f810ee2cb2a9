import type { ResolutionRule, Sourced } from './market.ts';
import { MICROS_PER_SECOND, type Timestamp } from './units.ts';

// Protocol notes §2.2, read 2026-10: crypto up/down markets settled on Chainlink's spot stream
// until 2026-08-07 00:00 UTC, then on its averages: 60 s for 15 m and 4 h; for 5 m 30 s, and 60 s
// from 2026-08-14. One-hour markets settle on the Binance candle. Ties go to Up.
const TWAP_SINCE = Date.UTC(2026, 7, 7) * 1_000;
const LONG_TWAP_SINCE = Date.UTC(2026, 7, 14) * 1_000;
const SOURCE = 'venue rule of that date (protocol notes 2.2, read 2026-10)';

/**
 * How a crypto up/down market of `durationSeconds` that closes at `closesAt` is decided, by the
 * rule in force on its date.
 */
export function upDownRule(
  asset: string,
  durationSeconds: number,
  closesAt: Timestamp,
): Sourced<ResolutionRule> {
  const tie = 'first';
  if (durationSeconds === 3600) {
    const feed = `binance/${asset}usdt`;
    return { value: { kind: 'spot_close_vs_open', feed, tie }, source: SOURCE };
  }
  const feed = `chainlink/${asset}usd`;
  // Both ends of the window are read from the same stream, so the opening decides.
  if (closesAt - durationSeconds * MICROS_PER_SECOND < TWAP_SINCE) {
    return { value: { kind: 'spot_close_vs_open', feed, tie }, source: SOURCE };
  }
  const short = durationSeconds === 300 && closesAt < LONG_TWAP_SINCE;
  const lookbackSeconds = short ? 30 : 60;
  return { value: { kind: 'twap_close_vs_open', feed, lookbackSeconds, tie }, source: SOURCE };
}
