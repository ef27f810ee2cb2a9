import type { ResolutionRule, Sourced } from './market.ts';
import type { Timestamp } from './units.ts';

// Protocol notes §2.2, read 2026-10: crypto up/down markets settled on Chainlink's spot stream
// until 2026-08-07 00:00 UTC, then on its averages: 60 s for 15 m and 4 h; for 5 m 30 s, and 60 s
// from 2026-08-14. One-hour markets settle on the Binance candle, days on the closes of its minutes
// at noon in New York. Ties go to Up, except for days.
const TWAP_SINCE = Date.UTC(2026, 7, 7) * 1_000;
const LONG_TWAP_SINCE = Date.UTC(2026, 7, 14) * 1_000;
const SOURCE = 'venue rule of that date (protocol notes 2.2, read 2026-10)';

/** How long an up/down window is; days run from noon to noon in New York. */
export type UpDownFrame = '5m' | '15m' | '1h' | '4h' | 'daily';

export const UP_DOWN_FRAMES: readonly UpDownFrame[] = ['5m', '15m', '1h', '4h', 'daily'];

/** How a crypto up/down market is decided, by the rule in force on the date of its window. */
export function upDownRule(
  asset: string,
  frame: UpDownFrame,
  opensAt: Timestamp,
  closesAt: Timestamp,
): Sourced<ResolutionRule> {
  if (frame === '1h' || frame === 'daily') {
    // A day is up only when it closes strictly higher; unchanged, each side gets one half.
    const tie = frame === '1h' ? 'first' : 'half';
    const feed = `binance/${asset}usdt`;
    return { value: { kind: 'spot_close_vs_open', feed, tie }, source: SOURCE };
  }
  const tie = 'first';
  const feed = `chainlink/${asset}usd`;
  // Both ends of the window are read from the same stream, so the opening decides.
  if (opensAt < TWAP_SINCE) {
    return { value: { kind: 'spot_close_vs_open', feed, tie }, source: SOURCE };
  }
  const lookbackSeconds = frame === '5m' && closesAt < LONG_TWAP_SINCE ? 30 : 60;
  return { value: { kind: 'twap_close_vs_open', feed, lookbackSeconds, tie }, source: SOURCE };
}
