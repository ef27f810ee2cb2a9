/** Halvings after which nothing is left of a double's digits. */
const HALVINGS = 100;

/**
 * Parts of one: as they are to each other, but none below `least` or above `most`, and together 1.
 * Cutting first and dividing by the sum afterwards, as source system S3 does, breaks the bounds
 * again; here all are scaled alike until those that are cut and those that are not make one.
 * @throws RangeError when no parts of that number fit the bounds.
 */
export function boundedShares(raw: readonly number[], least: number, most: number): number[] {
  if (!(least >= 0 && least * raw.length <= 1 && most * raw.length >= 1)) {
    throw new RangeError(`${raw.length} parts of one do not fit between ${least} and ${most}`);
  }
  // Of nothing but zeros none is more than another.
  const parts = raw.some((part) => part > 0) ? raw : raw.map(() => 1);
  const cut = (scale: number) => parts.map((part) => Math.min(Math.max(part * scale, least), most));
  const sum = (scale: number) => cut(scale).reduce((all, part) => all + part, 0);
  let low = 0;
  let high = 1;
  // Those that are 0 stay at the least: the others may not be enough, and then this ends anyway.
  while (sum(high) < 1 && high < Number.MAX_VALUE / 2) high *= 2;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (sum(middle) < 1) low = middle;
    else high = middle;
  }
  return cut(high);
}
