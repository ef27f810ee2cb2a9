import { binOf, edgesOf } from './edges.ts';
import type { Rows } from './labeled-rows.ts';

/** How each input lay in training, as plain JSON numbers. */
export type DriftReference = {
  readonly rows: number;
  /** Tenths of the training, or fewer where many values are equal. */
  readonly edges: readonly (readonly number[])[];
  /** Rows by bin. */
  readonly counts: readonly (readonly number[])[];
};

export type InputDrift = {
  readonly input: number;
  /** Population stability index: 0 where nothing has changed. */
  readonly index: number;
  /** What chance alone passes in one of some hundred inputs, by the numbers of rows. */
  readonly byChance: number;
  readonly isAlarm: boolean;
};

const BINS = 10;
/** "Significant change": Siddiqi 2006, "Credit Risk Scorecards", §10. */
const LARGE = 0.25;
/** Standard deviations. */
const FAR = 3;

export function driftReference(rows: Rows): DriftReference {
  const edges = Array.from({ length: rows.inputs }, (_, input) => [
    ...edgesOf(knownOf(rows, input).toSorted(), BINS),
  ]);
  const counts = edges.map((cuts, input) => countsOf(knownOf(rows, input), cuts));
  return { rows: rows.count, edges, counts };
}

/**
 * How far recent rows lie from those of the training: sum (a - e) ln(a / e) over the shares of the
 * bins, each counted with half a row more. By chance it is (bins - 1)(1/n + 1/m) times a chi-square
 * by its degrees of freedom (Yurdakul 2018); an alarm is large and not by chance. Missing values do
 * not count: they make the model abstain by themselves.
 */
export function driftOf(reference: DriftReference, recent: Rows): InputDrift[] {
  return reference.edges.map((cuts, input) => {
    const before = reference.counts[input] as readonly number[];
    const now = countsOf(knownOf(recent, input), cuts);
    const index = stabilityIndex(before, now);
    const freedom = cuts.length;
    const noise = 1 / Math.max(sumOf(before), 1) + 1 / Math.max(sumOf(now), 1);
    const byChance = (freedom + FAR * Math.sqrt(2 * freedom)) * noise;
    return { input, index, byChance, isAlarm: index > Math.max(LARGE, byChance) };
  });
}

/** `before` and `now` are rows by bin. */
export function stabilityIndex(before: readonly number[], now: readonly number[]): number {
  const [expected, actual] = [sharesOf(before), sharesOf(now)];
  return expected.reduce((sum, e, bin) => {
    const a = actual[bin] as number;
    return sum + (a - e) * Math.log(a / e);
  }, 0);
}

function sharesOf(counts: readonly number[]): number[] {
  const all = sumOf(counts) + counts.length / 2;
  return counts.map((count) => (count + 0.5) / all);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function countsOf(values: Float64Array, cuts: readonly number[]): number[] {
  const counts = Array<number>(cuts.length + 1).fill(0);
  for (const value of values) {
    const bin = binOf(value, cuts);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

function knownOf({ count, inputs, values }: Rows, input: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, row) => values[row * inputs + input] as number,
  ).filter(Number.isFinite);
}
