import { type Result, refuse } from '../domain/result.ts';
import { type Price, parsePrice, SCALE } from '../domain/units.ts';

/** How far to either side of a told price a book is made of it, in dollars. */
export function parseHalfSpread(text: string): Result<Price> {
  const parsed = parsePrice(text);
  if (!parsed.ok || (parsed.value > 0 && parsed.value < SCALE / 2)) return parsed;
  return refuse('out_of_range', `${text} is not between 0 and 0.5`);
}
