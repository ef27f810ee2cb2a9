import type { MarketRow, NewsRow } from '../../../src/screen/desk-document.ts';

type Marks = (number | null)[];

/** Fills on the path of the first outcome: what was done, and with shares of which outcome. */
export type FillMarks = {
  readonly buys: readonly [first: Marks, second: Marks];
  readonly sales: readonly [first: Marks, second: Marks];
};

/** Each fill at the point of the path that is nearest to it, as a price of the first outcome. */
export function fillMarks(
  fills: readonly NewsRow[],
  labels: MarketRow['labels'],
  xs: readonly number[],
): FillMarks {
  const none = (): Marks => xs.map(() => null);
  const marks = { buys: [none(), none()], sales: [none(), none()] } as const;
  for (const { at, numbers, message, label } of fills) {
    const price = numbers.price;
    const i = nearest(xs, at / 1_000_000);
    if (price === undefined || i === undefined) continue;
    const outcome = label === null || label === labels[0] ? 0 : 1;
    const done = message === 'buy' ? marks.buys : marks.sales;
    done[outcome][i] = outcome === 0 ? price : 1_000_000 - price;
  }
  return marks;
}

/** Undefined: it was before the path begins. */
function nearest(xs: readonly number[], at: number): number | undefined {
  const after = xs.findIndex((x) => x >= at);
  if (after === -1) return xs.length === 0 ? undefined : xs.length - 1;
  if (after > 0) return at - (xs[after - 1] ?? 0) < (xs[after] ?? 0) - at ? after - 1 : after;
  return (xs[0] ?? 0) - at > 5 ? undefined : 0;
}
