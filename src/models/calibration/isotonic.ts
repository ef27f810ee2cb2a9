import type { Forecast } from '../../domain/forecast-score.ts';

/** Values of neighbors that were pooled. */
type Block = { value: number; weight: number; count: number };

/**
 * The rising sequence nearest to `values` in weighted squares: neighbors that fall are pooled to
 * their mean until none does (pool adjacent violators; Ayer et al. 1955).
 */
export function pooled(values: readonly number[], weights: readonly number[]): number[] {
  const blocks: Block[] = [];
  for (const [i, value] of values.entries()) {
    let last: Block = { value, weight: weights[i] as number, count: 1 };
    let before = blocks.at(-1);
    while (before !== undefined && before.value >= last.value) {
      blocks.pop();
      last = merged(before, last);
      before = blocks.at(-1);
    }
    blocks.push(last);
  }
  return blocks.flatMap(({ value, count }) => Array<number>(count).fill(value));
}

function merged(a: Block, b: Block): Block {
  const weight = a.weight + b.weight;
  const value = (a.value * a.weight + b.value * b.weight) / weight;
  return { value, weight, count: a.count + b.count };
}

/** Plain numbers, both rising: at a center the value, between two of them the line. */
export type Isotonic = {
  readonly kind: 'isotonic';
  readonly centers: readonly number[];
  readonly values: readonly number[];
};

/** Zadrozny and Elkan 2002; forecasts that are equal count as one of their number. */
export function fitIsotonic(forecasts: readonly Forecast[]): Isotonic {
  const equal = [...Map.groupBy(forecasts, ({ probability }) => probability)]
    .map(([said, members]) => {
      const hits = members.filter(({ happened }) => happened).length;
      return { said, weight: members.length, observed: hits / members.length };
    })
    .sort((a, b) => a.said - b.said);
  const rising = pooled(
    equal.map(({ observed }) => observed),
    equal.map(({ weight }) => weight),
  );
  const blocks = Map.groupBy(equal, (_, i) => rising[i] as number);
  const centers = [...blocks.values()].map((members) => {
    const weight = members.reduce((sum, one) => sum + one.weight, 0);
    return members.reduce((sum, { said, weight: of }) => sum + said * of, 0) / weight;
  });
  return { kind: 'isotonic', centers, values: [...blocks.keys()] };
}

/** On the line between the centers around `said`; flat beyond the outermost. */
export function alongIsotonic({ centers, values }: Isotonic, said: number): number {
  let low = 0;
  let high = centers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((centers[middle] as number) < said) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return values[0] as number;
  if (low === centers.length) return values[low - 1] as number;
  const [from, to] = [centers[low - 1] as number, centers[low] as number];
  const [below, above] = [values[low - 1] as number, values[low] as number];
  return below + ((said - from) / (to - from)) * (above - below);
}
