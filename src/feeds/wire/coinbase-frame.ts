import { z } from 'zod';
import { type Result, refuse } from '../../domain/result.ts';
import { readHeartbeat } from './coinbase-heartbeat.ts';
import { readMatch } from './coinbase-match.ts';
import { readTicker } from './coinbase-ticker.ts';
import type { FeedEvent, FrameReader } from './feed-event.ts';
import { readJson, readShape } from './shape.ts';

// As documented (websocket-feed/errors, read 2026-11): what we asked for, we will not get.
const error = z.object({ message: z.string(), reason: z.string().optional() });

function readError(value: unknown): Result<never> {
  const shaped = readShape(error, value, 'error');
  if (!shaped.ok) return shaped;
  const { message, reason = '' } = shaped.value;
  return refuse('denied', `${message} ${reason}`.trim().slice(0, 200));
}

const BY_TYPE: Readonly<Record<string, (value: unknown) => Result<readonly FeedEvent[]>>> = {
  ticker: readTicker,
  match: readMatch,
  last_match: readMatch,
  heartbeat: readHeartbeat,
  error: readError,
};

/** A frame of the exchange's socket. */
export const readCoinbase: FrameReader = (text) => {
  const json = readJson(text);
  if (!json.ok) return json;
  const frame = json.value;
  if (typeof frame !== 'object' || frame === null || !('type' in frame)) return undefined;
  const type = String(frame.type);
  return Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type]?.(frame) : undefined;
};
