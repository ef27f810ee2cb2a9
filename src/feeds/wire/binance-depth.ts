import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { binanceSymbol, feedOf } from './binance-symbol.ts';
import { type DepthLevels, readDepthLevels } from './depth-levels.ts';
import type { DepthChanged } from './feed-event.ts';
import { count, millis, readJson, readShape } from './shape.ts';

// <symbol>@depth and GET /api/v3/depth as documented (developers.binance.com, read 2026-11).
const update = z.object({
  e: z.literal('depthUpdate'),
  E: millis,
  s: binanceSymbol,
  U: count,
  u: count,
  b: z.unknown(),
  a: z.unknown(),
});
const snapshot = z.object({ lastUpdateId: count, bids: z.unknown(), asks: z.unknown() });

/** The book as of an id, as far as it reaches: beyond its last level nobody knows. */
export type DepthSnapshot = {
  readonly lastId: number;
  readonly bids: DepthLevels;
  readonly asks: DepthLevels;
};

export function readDepth(value: unknown, venue: string): Result<DepthChanged> {
  const shaped = readShape(update, value, 'depthUpdate');
  if (!shaped.ok) return shaped;
  const { E, s, U, u, b, a } = shaped.value;
  if (U > u) return refuse('ids_reversed', `${s}: from ${U} to ${u}`);
  const sides = readSides(b, a);
  if (!sides.ok) return sides;
  const told = { feed: feedOf(venue, s), tsEvent: E, tsSent: E };
  return ok({ kind: 'DepthChanged', ...told, firstId: U, lastId: u, ...sides.value });
}

/** The answer of the REST service. */
export function readDepthSnapshot(text: string): Result<DepthSnapshot> {
  const json = readJson(text);
  if (!json.ok) return json;
  const shaped = readShape(snapshot, json.value, 'depth');
  if (!shaped.ok) return shaped;
  const { lastUpdateId, bids, asks } = shaped.value;
  const sides = readSides(bids, asks);
  if (!sides.ok) return sides;
  return ok({ lastId: lastUpdateId, ...sides.value });
}

function readSides(
  bidPairs: unknown,
  askPairs: unknown,
): Result<{ readonly bids: DepthLevels; readonly asks: DepthLevels }> {
  const bids = readDepthLevels(bidPairs, 'bids');
  if (!bids.ok) return bids;
  const asks = readDepthLevels(askPairs, 'asks');
  if (!asks.ok) return asks;
  return ok({ bids: bids.value, asks: asks.value });
}
