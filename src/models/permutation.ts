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

/** Whole markets change their labels with each other: Fisher and Yates. */
export function dealtAnew({ labels, markets }: LabeledRows, random: Random): Uint8Array {
  const ids = [...new Set(markets)];
  const places = new Map(ids.map((id, place) => [id, place]));
  const dealt = new Uint8Array(ids.length);
  for (const [row, id] of markets.entries())
    dealt[places.get(id) as number] = labels[row] as number;
  for (let last = dealt.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const held = dealt[last] as number;
    dealt[last] = dealt[other] as number;
    dealt[other] = held;
  }
  return Uint8Array.from(markets, (id) => dealt[places.get(id) as number] as number);
}
