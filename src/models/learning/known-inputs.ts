import { featuresOf, type LabeledRows, type Rows } from '../labeled-rows.ts';

/**
 * An input that fewer of the rows know is left out of the model: it would make the model abstain
 * too often. One that more of them know makes it abstain where it is missing.
 */
const LEAST_KNOWN = 0.8;

/** Inputs that so many of the rows know, by number. */
export function knownInputs(rows: Rows): readonly number[] {
  return Array.from({ length: rows.inputs }, (_, input) => input).filter((input) => {
    let known = 0;
    for (let row = 0; row < rows.count; row++) {
      if (Number.isFinite(rows.values[row * rows.inputs + input])) known++;
    }
    return rows.count > 0 && known >= LEAST_KNOWN * rows.count;
  });
}

/** The same rows with these inputs alone. */
export function withInputs(rows: LabeledRows, inputs: readonly number[]): LabeledRows {
  const values = new Float64Array(rows.count * inputs.length);
  for (let row = 0; row < rows.count; row++) {
    const into = values.subarray(row * inputs.length, (row + 1) * inputs.length);
    pickInputs(featuresOf(rows, row), inputs, into);
  }
  return { ...rows, values, inputs: inputs.length };
}

/** Writes them into `into`, in their order. */
export function pickInputs(
  features: ArrayLike<number>,
  inputs: readonly number[],
  into: Float64Array,
): void {
  for (let i = 0; i < inputs.length; i++) into[i] = features[inputs[i] as number] as number;
}
