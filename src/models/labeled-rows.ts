import { DecisionHash } from '../domain/hash.ts';
import { invariant } from '../domain/invariant.ts';

/** Rows of numbers, one after another. */
export type Rows = {
  readonly count: number;
  /** Numbers in a row. */
  readonly inputs: number;
  readonly values: Float64Array;
  /** Log odds that a model of these rows begins with, one of each; undefined: even odds, of all. */
  readonly offsets?: Float64Array | undefined;
};

/**
 * What was known at some moments of settled markets, and how those ended. Many rows may be of one
 * market: they share its label, and are never split between training and test.
 */
export type LabeledRows = Rows & {
  /** 1 where the first outcome came. */
  readonly labels: Uint8Array;
  /** Of which market a row is: equal numbers, one market. */
  readonly markets: Int32Array;
  /** When the window opened whose end is the label, µs. */
  readonly from: Float64Array;
  /** When it closed, µs: both ends belong to it, as the closing average of one opens the next. */
  readonly until: Float64Array;
};

/** @throws InvariantError when the columns do not belong together. */
export function checkRows({ count, inputs, values, offsets, ...rows }: LabeledRows): void {
  const { labels, markets, from, until } = rows;
  const columns = [labels, markets, from, until];
  invariant(values.length === count * inputs, `${count} rows have ${inputs} numbers each`);
  invariant(
    columns.every((column) => column.length === count),
    `each of ${count} rows has a label, a market and the interval of its label`,
  );
  invariant(offsets === undefined || offsets.length === count, `${count} rows have offsets each`);
  invariant(
    from.every((start, row) => start <= (until[row] as number)),
    'no window closes before it opens',
  );
}

/** Those rows, in the order of `chosen`. */
export function selectRows(rows: LabeledRows, chosen: Int32Array): LabeledRows {
  const { inputs, values, offsets, labels, markets, from, until } = rows;
  const count = chosen.length;
  const picked = new Float64Array(count * inputs);
  for (let i = 0; i < count; i++) {
    const row = chosen[i] as number;
    picked.set(values.subarray(row * inputs, (row + 1) * inputs), i * inputs);
  }
  return {
    count,
    inputs,
    values: picked,
    offsets: offsets && Float64Array.from(chosen, (row) => offsets[row] as number),
    labels: Uint8Array.from(chosen, (row) => labels[row] as number),
    markets: Int32Array.from(chosen, (row) => markets[row] as number),
    from: Float64Array.from(chosen, (row) => from[row] as number),
    until: Float64Array.from(chosen, (row) => until[row] as number),
  };
}

/** Those whose inputs and offsets are all known: of the others nothing can be learned. */
export function completeRows(rows: LabeledRows): LabeledRows {
  const all = Int32Array.from(rows.labels.keys());
  const isWhole = (row: number) =>
    featuresOf(rows, row).every(Number.isFinite) && Number.isFinite(rows.offsets?.[row] ?? 0);
  return selectRows(rows, all.filter(isWhole));
}

/** The same rows, each beginning with the log odds that one of its inputs tells. */
export function withOffset(rows: LabeledRows, input: number): LabeledRows {
  const offsets = Float64Array.from(
    { length: rows.count },
    (_, row) => rows.values[row * rows.inputs + input] as number,
  );
  return { ...rows, offsets };
}

/** The inputs of a row: a view of it, no copy. */
export function featuresOf({ inputs, values }: Rows, row: number): Float64Array {
  return values.subarray(row * inputs, (row + 1) * inputs);
}

/** 16 hex digits that change with any number of the rows: tells what a model was trained on. */
export function hashRows({ count, inputs, ...columns }: LabeledRows): string {
  const hash = new DecisionHash();
  hash.add(count);
  hash.add(inputs);
  const { values, labels, markets, from, until, offsets } = columns;
  for (const column of [values, labels, markets, from, until, offsets ?? []]) {
    for (const value of column) hash.add(value);
  }
  return hash.digest();
}
