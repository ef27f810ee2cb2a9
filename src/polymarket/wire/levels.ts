import { scanDecimal } from '../../domain/decimal.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { BID, type BookSide } from '../../domain/side.ts';
import { type Price, parseDecimal, SCALE, type Shares } from '../../domain/units.ts';
import type { Levels } from '../../ports/venue-wire.ts';
import { placed } from './parser.ts';

/** More levels than the finest tick allows: not a book. */
const MOST_LEVELS = 10_000;
/** Longer than any number the venue writes. */
const LONGEST = 100;

/**
 * A wire decimal to an integer at 1e-6, or the refusal. The venue sends text; some old recordings
 * hold JSON numbers, which are read through their shortest text, so a float with a rounding error
 * shows its digits and is refused instead of being silently cut.
 */
export function unitsOf(value: unknown): number | Refusal {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return refuse('not_a_decimal', `${typeof value} is no decimal`);
  const fast = scanDecimal(text);
  if (!Number.isNaN(fast)) return fast;
  if (text.length > LONGEST) return refuse('not_a_decimal', `${text.length} digits are too many`);
  const careful = parseDecimal(text);
  return careful.ok ? careful.value : careful;
}

/** The price of a resting order: strictly between 0 and 1 dollar. */
export function levelPriceOf(value: unknown): Price | Refusal {
  const units = unitsOf(value);
  if (typeof units !== 'number') return units;
  if (units > 0 && units < SCALE) return units as Price;
  return refuse('price_out_of_range', `price ${String(value)} is not between 0 and 1`);
}

/** A size in shares: zero or more. */
export function sizeOf(value: unknown): Shares | Refusal {
  const units = unitsOf(value);
  if (typeof units !== 'number') return units;
  if (units >= 0) return units as Shares;
  return refuse('negative_size', `size ${String(value)} is negative`);
}

/**
 * Wire levels, an array of {price, size} in any order, to columns in units of 1e-6, best first.
 * Levels of size 0 are left out: they do not exist. A price that comes twice is refused, because
 * nobody can tell which size holds. The venue sends the best level last (bids ascending, asks
 * descending), so the common case is one reversal, not a sort.
 */
export function readLevels(raw: unknown, side: BookSide, at: string): Result<Levels> {
  if (!Array.isArray(raw)) return refuse('bad_levels', `${at} is not an array of levels`);
  const count = raw.length;
  if (count > MOST_LEVELS) return refuse('bad_levels', `${at} has ${count} levels`);
  const price = new Int32Array(count);
  const size = new Float64Array(count);
  // From the back, so that the venue's order comes out best first.
  let kept = 0;
  for (let i = count - 1; i >= 0; i--) {
    const level: unknown = raw[i];
    if (typeof level !== 'object' || level === null) {
      return refuse('bad_levels', `${at}[${i}] is not a level`);
    }
    const p = levelPriceOf((level as { price?: unknown }).price);
    if (typeof p !== 'number') return placed(p, `${at}[${i}].price`);
    const s = sizeOf((level as { size?: unknown }).size);
    if (typeof s !== 'number') return placed(s, `${at}[${i}].size`);
    if (s === 0) continue;
    price[kept] = p;
    size[kept] = s;
    kept++;
  }
  return bestFirst(price, size, kept, side, at);
}

function bestFirst(
  price: Int32Array,
  size: Float64Array,
  count: number,
  side: BookSide,
  at: string,
): Result<Levels> {
  const worse = side === BID ? -1 : 1;
  let sorted = true;
  for (let i = 1; i < count && sorted; i++) {
    sorted = ((price[i] ?? 0) - (price[i - 1] ?? 0)) * worse > 0;
  }
  if (sorted) {
    // Only books with empty levels are copied.
    if (count === price.length) return ok({ price, size });
    return ok({ price: price.slice(0, count), size: size.slice(0, count) });
  }
  const order = Array.from({ length: count }, (_, i) => i);
  order.sort((a, b) => ((price[a] ?? 0) - (price[b] ?? 0)) * worse);
  const levels = { price: new Int32Array(count), size: new Float64Array(count) };
  for (const [to, from] of order.entries()) {
    levels.price[to] = price[from] ?? 0;
    levels.size[to] = size[from] ?? 0;
    if (to > 0 && levels.price[to] === levels.price[to - 1]) {
      return refuse('duplicate_level', `${at} has two levels at ${(price[from] ?? 0) / SCALE}`);
    }
  }
  return ok(levels);
}
