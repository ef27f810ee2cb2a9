import { MICROS_PER_SECOND, type Timestamp } from '../../src/domain/units.ts';

/** What a recording tells of an asset's price, in order of time. */
export type Walk = {
  readonly asset: string;
  /** When each price was so, microseconds; of a candle its end. */
  readonly at: readonly number[];
  readonly last: readonly number[];
  /** Of candles; of single prices the price itself. */
  readonly high: readonly number[];
  readonly low: readonly number[];
  /** Between two looks, microseconds; 0 where candles tell every trade. */
  readonly step: number;
};

/** What a stretch of a walk came to. */
export type Stretch = { readonly last: number; readonly high: number; readonly low: number };

/** A stretch is told only where no hole in it is longer, and none at its ends. */
const LONGEST_HOLE = 30 * 60 * MICROS_PER_SECOND;

/** Place of the last price at or before a time; -1: none. */
export function placeAt({ at }: Walk, time: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** After `from` up to `to`; undefined where the recording has a hole. */
export function stretchOf(walk: Walk, from: number, to: number): Stretch | undefined {
  const first = placeAt(walk, from);
  const last = placeAt(walk, to);
  if (first < 0 || last <= first || to - (walk.at[last] as number) > LONGEST_HOLE) return undefined;
  let [high, low] = [0, Number.POSITIVE_INFINITY];
  for (let i = first + 1; i <= last; i++) {
    const hole = (walk.at[i] as number) - Math.max(walk.at[i - 1] as number, from);
    if (hole > LONGEST_HOLE) return undefined;
    high = Math.max(high, walk.high[i] as number);
    low = Math.min(low, walk.low[i] as number);
  }
  return { last: walk.last[last] as number, high, low };
}

/** Prices alone, without what was between them. */
export function walkOf(
  asset: string,
  prices: readonly (readonly [seconds: number, price: number])[],
  stepSeconds: number,
): Walk {
  const sorted = [...prices].sort(([a], [b]) => a - b);
  const last = sorted.map(([, price]) => price);
  const at = sorted.map(([seconds]) => (seconds * MICROS_PER_SECOND) as Timestamp);
  return { asset, at, last, high: last, low: last, step: stepSeconds * MICROS_PER_SECOND };
}
