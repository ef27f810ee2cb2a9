/** Median, least and most of several runs. */
export type Spread = {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
};

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const nth = (i: number) => sorted[i] ?? Number.NaN;
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? nth(middle) : (nth(middle - 1) + nth(middle)) / 2;
  return { median, min: nth(0), max: nth(sorted.length - 1), runs: sorted.length };
}

/** From seconds to things a second. */
export function perSecond(count: number, seconds: Spread): Spread {
  return {
    median: count / seconds.median,
    min: count / seconds.max,
    max: count / seconds.min,
    runs: seconds.runs,
  };
}

/** Millions with min and max, e.g. "5.31 (5.20-5.44)". */
export function millions(spread: Spread): string {
  return text(spread, (value) => significant(value / 1e6));
}

export function text({ median, min, max }: Spread, format: (value: number) => string): string {
  return `${format(median)} (${format(min)}-${format(max)})`;
}

/** Three digits that count. */
export function significant(value: number): string {
  if (value === 0) return '0';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 6));
}
