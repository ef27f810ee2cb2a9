import { scoreForecasts } from '../domain/forecast-score.ts';
import { invariant } from '../domain/invariant.ts';
import { Random } from '../domain/random.ts';
import { forecastsOf } from './calibration/calibrated-model.ts';
import type { LabeledRows } from './labeled-rows.ts';
import { crossFit, type Trainer } from './splits/cross-fit.ts';
import type { Split } from './splits/purged.ts';

export type PermutationTest = {
  /** Out of sample, lower is better. */
  readonly brier: number;
  /** The same with labels that belong to other markets. */
  readonly shuffled: readonly number[];
  /** How often chance alone does as well, itself counted in: Phipson and Smyth 2010. */
  readonly pValue: number;
};

export type PermutationOptions = { readonly rounds: number; readonly seed: number };

/**
 * Whether a model knows more than chance: trained and scored again and again on labels that were
 * dealt anew among the markets. If it seems to have skill on those, something leaks.
 */
export function permutationTest(
  rows: LabeledRows,
  splits: readonly Split[],
  train: Trainer,
  { rounds, seed }: PermutationOptions,
): PermutationTest {
  const random = new Random(seed, 'permutation');
  const brier = brierOf(rows, splits, train);
  const shuffled = Array.from({ length: rounds }, () =>
    brierOf({ ...rows, labels: dealtAnew(rows, random) }, splits, train),
  );
  const asGood = shuffled.filter((other) => other <= brier).length;
  return { brier, shuffled, pValue: (asGood + 1) / (rounds + 1) };
}

function brierOf(rows: LabeledRows, splits: readonly Split[], train: Trainer): number {
  const score = scoreForecasts(forecastsOf(crossFit(rows, splits, train), rows), []);
  invariant(score !== undefined, 'a permutation test needs a model that says something');
  return score.brier;
}

/** Neighbors in their offsets that change labels with each other: few enough to be alike. */
const ALIKE = 10;

/**
 * Whole markets change their labels with each other: Fisher and Yates. Where rows have offsets only
 * markets of like offsets do, so that the offsets are worth as much as before.
 */
export function dealtAnew(rows: LabeledRows, random: Random): Uint8Array {
  const { labels, markets, offsets } = rows;
  const ids = offsets === undefined ? [...new Set(markets)] : byOffset(markets, offsets);
  const size = offsets === undefined ? Number.POSITIVE_INFINITY : ALIKE;
  const places = new Map(ids.map((id, place) => [id, place]));
  const dealt = new Uint8Array(ids.length);
  for (const [row, id] of markets.entries())
    dealt[places.get(id) as number] = labels[row] as number;
  for (let start = 0; start < dealt.length; start += size) {
    shuffle(dealt.subarray(start, Math.min(start + size, dealt.length)), random);
  }
  return Uint8Array.from(markets, (id) => dealt[places.get(id) as number] as number);
}

function shuffle(dealt: Uint8Array, random: Random): void {
  for (let last = dealt.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const held = dealt[last] as number;
    dealt[last] = dealt[other] as number;
    dealt[other] = held;
  }
}

/** Markets by the mean of their offsets. */
function byOffset(markets: Int32Array, offsets: Float64Array): number[] {
  const sums = new Map<number, { sum: number; rows: number }>();
  for (const [row, id] of markets.entries()) {
    const { sum, rows } = sums.get(id) ?? { sum: 0, rows: 0 };
    sums.set(id, { sum: sum + (offsets[row] as number), rows: rows + 1 });
  }
  const means = [...sums].map(([id, { sum, rows }]) => ({ id, mean: sum / rows }));
  return means.sort((a, b) => a.mean - b.mean).map(({ id }) => id);
}
