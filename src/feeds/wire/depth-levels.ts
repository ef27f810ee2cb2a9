import { ok, type Result, refuse } from '../../domain/result.ts';
import { exactUnitsOf, unitsOf } from './figure.ts';
import { UNKNOWN_SHAPE } from './shape.ts';

/**
 * Levels as columns in units of 1e-6, in the order of the message. The digits beyond are only in
 * the frame: a level has no texts of its own, because there are thousands.
 */
export type DepthLevels = { readonly price: Float64Array; readonly size: Float64Array };

/** More levels in one message than any exchange sends. */
const LEVELS_MOST = 20_000;

/** Pairs [price, size] of texts; `side` names the place in refusals. Written by hand: it is hot. */
export function readDepthLevels(pairs: unknown, side: string): Result<DepthLevels> {
  if (!Array.isArray(pairs) || pairs.length > LEVELS_MOST) {
    return refuse(UNKNOWN_SHAPE, `${side}: not a list of at most ${LEVELS_MOST} levels`);
  }
  const levels = { price: new Float64Array(pairs.length), size: new Float64Array(pairs.length) };
  for (const [index, pair] of pairs.entries()) {
    const [priceText, sizeText] = Array.isArray(pair) ? pair : [];
    if (typeof priceText !== 'string' || typeof sizeText !== 'string') {
      return refuse(UNKNOWN_SHAPE, `${side} ${index}: not a pair of texts`);
    }
    // Exact: two prices that round to one would become one level.
    const price = exactUnitsOf(priceText);
    if (!price.ok) return refuse(price.code, `${side} ${index}: ${price.message}`);
    if (price.value <= 0) return refuse('not_a_price', `${side} ${index}: price ${priceText}`);
    // Up: a level that exists never becomes the zero that removes one.
    const size = unitsOf(sizeText, 'up');
    if (!size.ok) return refuse(size.code, `${side} ${index}: ${size.message}`);
    if (size.value < 0) return refuse('negative_size', `${side} ${index}: size ${sizeText}`);
    levels.price[index] = price.value;
    levels.size[index] = size.value;
  }
  return ok(levels);
}
