import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '../../../domain/result.ts';
import { parseJson } from '../json.ts';
import { isRecord } from '../parser.ts';

/** In this order, and `hash` empty: protocol notes §3.2, recomputed on real books of 2026. */
const KEYS = [
  'market',
  'asset_id',
  'timestamp',
  'hash',
  'bids',
  'asks',
  'min_order_size',
  'tick_size',
  'neg_risk',
  'last_trade_price',
] as const;

/**
 * The hash that a book of GET /book should carry: SHA-1 of its compact JSON, levels as received.
 * Refuses a book that lacks a field, as those of the market channel do: it cannot be checked. A
 * hash that differs is a reason to ask again, not to stop.
 */
export function bookHash(text: string): Result<string> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const book = json.value;
  if (!isRecord(book)) return refuse('not_an_object', 'book is not an object');
  const missing = KEYS.find((key) => book[key] === undefined);
  if (missing !== undefined) return refuse('missing_field', `book has no ${missing}`);
  const sides = [levelsOf(book.bids), levelsOf(book.asks)];
  const told = { ...book, hash: '', bids: sides[0], asks: sides[1] };
  const ordered = Object.fromEntries(KEYS.map((key) => [key, told[key as keyof typeof told]]));
  return ok(createHash('sha1').update(JSON.stringify(ordered)).digest('hex'));
}

/** Levels with their two fields in order. */
function levelsOf(side: unknown): unknown {
  if (!Array.isArray(side)) return side;
  return side.map((level) => (isRecord(level) ? { price: level.price, size: level.size } : level));
}
