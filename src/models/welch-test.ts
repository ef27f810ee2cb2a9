import { studentBelow } from './price-paths/student-t.ts';

/**
 * How often chance alone brings the mean of `ones` so far below that of `others`, or further, if
 * both come from the same mean; undefined with fewer than two of either. Welch 1947: their
 * variances need not be alike.
 */
export function welchBelow(ones: readonly number[], others: readonly number[]): number | undefined {
  if (ones.length < 2 || others.length < 2) return undefined;
  const [one, other] = [momentsOf(ones), momentsOf(others)];
  const square = one.square + other.square;
  const difference = one.mean - other.mean;
  // All values alike on both sides: there is no chance in it.
  if (square === 0) return difference === 0 ? 0.5 : difference < 0 ? 0 : 1;
  const degrees =
    square ** 2 / (one.square ** 2 / (ones.length - 1) + other.square ** 2 / (others.length - 1));
  return studentBelow(difference / Math.sqrt(square), degrees);
}

/** The mean, and the square of its standard error. */
function momentsOf(values: readonly number[]) {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, square: squares / (count - 1) / count };
}
