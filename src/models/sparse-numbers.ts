/** Of a column most of which is 0: place and value of each number that is not, in pairs. */
export type SparseNumbers = readonly number[];

export function sparse(values: ArrayLike<number>): SparseNumbers {
  const pairs: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== 0) pairs.push(i, value);
  }
  return pairs;
}

/** Pairs of a place within so many and a finite number above 0. */
export function isSparse(value: unknown, length: number): value is SparseNumbers {
  if (!Array.isArray(value) || value.length % 2 !== 0) return false;
  for (let i = 0; i < value.length; i += 2) {
    const [place, number] = [value[i], value[i + 1]];
    if (!Number.isInteger(place) || place < 0 || place >= length) return false;
    if (!Number.isFinite(number) || number <= 0) return false;
  }
  return true;
}

/** Writes the numbers to their places; what else stands there stays. */
export function scatter(pairs: SparseNumbers, into: Float64Array): void {
  for (let i = 0; i < pairs.length; i += 2) into[pairs[i] as number] = pairs[i + 1] as number;
}
