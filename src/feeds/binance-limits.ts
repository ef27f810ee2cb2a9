import { invariant } from '../domain/invariant.ts';
import { WEIGHT } from './live/feed-service.ts';

/** More streams on one connection are refused (web-socket-streams, read 2026-11). */
const STREAMS_MOST = 1_024;

/** Binance ends connections at 24 hours; ours are replaced at this age or up to 5 % earlier, ms. */
export const BINANCE_LIFE_MS = 23.5 * 3_600_000;

/** So much weight of requests a minute. */
export function weightsOf(limit: number) {
  return { [WEIGHT]: { kind: 'window', limit, windowMs: 60_000 } } as const;
}

/** The path of a combined stream: every channel of every symbol ("btcusdt"). */
export function streamPath(symbols: readonly string[], channels: readonly string[]): string {
  const streams = symbols.flatMap((symbol) => channels.map((channel) => `${symbol}@${channel}`));
  const isPossible = streams.length > 0 && streams.length <= STREAMS_MOST;
  invariant(isPossible, `${streams.length} streams: between 1 and ${STREAMS_MOST}`);
  return `/stream?streams=${streams.join('/')}`;
}
