import { z } from 'zod';
import {
  type ConditionId,
  parseConditionId,
  parseTokenId,
  type TokenId,
} from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { type BookSide, bookSideOf, type Side } from '../../domain/side.ts';
import { type TickSize, tickSize } from '../../domain/tick.ts';
import { type Price, SCALE, type Shares, type Timestamp } from '../../domain/units.ts';
import { levelPriceOf, sizeOf, unitsOf } from './levels.ts';
import { readTime } from './wire-time.ts';

// Shapes of the market channel, venue docs "wss/market", read 2026-10, and of older recordings.
// Fields that nothing here reads are not listed: the venue adds some every few months.

/** A field whose text a domain parser judges; its refusal code becomes the issue's message. */
function judged<T>(read: (value: unknown) => Result<T> | number | { ok: false; code: string }) {
  return z.unknown().transform((value, context): T => {
    const result = read(value);
    if (typeof result === 'number') return result as T;
    if (result.ok) return result.value;
    context.addIssue({ code: 'custom', message: result.code });
    return z.NEVER;
  });
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** "" is what the venue sends for "none". */
const orNone = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

const token = judged<TokenId>((value) => parseTokenId(isText(value) ? value : ''));
const condition = judged<ConditionId>((value) => parseConditionId(isText(value) ? value : ''));
const time = judged<Timestamp>(readTime);
const levelPrice = judged<Price>(levelPriceOf);
const size = judged<Shares>(sizeOf);
const tick = judged<TickSize>((value) => {
  const units = unitsOf(value);
  return typeof units === 'number' ? tickSize(units) : units;
});

/** Old recordings and SDK wrappers differ in case. */
const side = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['buy', 'sell']))
  .transform((value): Side => value);
const bookSide = side.transform((value): BookSide => bookSideOf(value));

/** Best prices may be the ends of the scale: an empty side is sent as 0, 1 or "". */
const best = (none: Price) =>
  z
    .preprocess(
      (value) => (value === '' ? none / SCALE : value),
      judged<Price>((value) => {
        const units = unitsOf(value);
        if (typeof units !== 'number' || (units >= 0 && units <= SCALE)) return units;
        return { ok: false, code: 'price_out_of_range' };
      }),
    )
    .optional();

const bests = { best_bid: best(0 as Price), best_ask: best(SCALE as Price) };

const envelope = { market: orNone(condition), timestamp: time };

export const bookShape = z.object({
  ...envelope,
  asset_id: token,
  bids: z.unknown(),
  asks: z.unknown(),
  tick_size: orNone(tick),
  hash: orNone(z.string()),
});

const change = { price: levelPrice, size, side: bookSide, ...bests };

/** Since September 2025 each entry names its token. */
export const changesShape = z.object({
  ...envelope,
  price_changes: z.array(z.object({ asset_id: token, ...change })).max(10_000),
});

/** Before, one token for all entries. */
export const oldChangesShape = z.object({
  ...envelope,
  asset_id: token,
  changes: z.array(z.object(change)).max(10_000),
});

/** In 2024, one change a message. */
export const oneChangeShape = z.object({ ...envelope, asset_id: token, ...change });

export const tradeShape = z.object({ ...envelope, asset_id: token, price: levelPrice, size, side });

export const tickShape = z.object({ ...envelope, asset_id: token, new_tick_size: tick });

export const bestShape = z.object({ ...envelope, asset_id: token, ...bests });
