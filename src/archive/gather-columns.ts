import type { Stretches } from './merge-runs.ts';

/** Below this length, copying value by value beats a call that copies a block. */
const BLOCK = 24;

/**
 * Copies columns in a new order of rows. One function for each type of column, because an engine
 * makes such a loop fast only while it sees one type.
 */
export class ColumnGatherer {
  readonly #stretches: Stretches;

  constructor(stretches: Stretches) {
    this.#stretches = stretches;
  }

  doubles(from: Float64Array, to: Float64Array): void {
    const stretches = this.#stretches;
    let target = 0;
    for (let i = 0; i < stretches.length; i += 2) {
      const source = stretches[i] as number;
      const length = stretches[i + 1] as number;
      if (length < BLOCK) {
        for (let k = 0; k < length; k++) to[target + k] = from[source + k] as number;
      } else to.set(from.subarray(source, source + length), target);
      target += length;
    }
  }

  integers(from: Int32Array, to: Int32Array): void {
    const stretches = this.#stretches;
    let target = 0;
    for (let i = 0; i < stretches.length; i += 2) {
      const source = stretches[i] as number;
      const length = stretches[i + 1] as number;
      if (length < BLOCK) {
        for (let k = 0; k < length; k++) to[target + k] = from[source + k] as number;
      } else to.set(from.subarray(source, source + length), target);
      target += length;
    }
  }

  bytes(from: Uint8Array, to: Uint8Array): void {
    const stretches = this.#stretches;
    let target = 0;
    for (let i = 0; i < stretches.length; i += 2) {
      const source = stretches[i] as number;
      const length = stretches[i + 1] as number;
      if (length < BLOCK) {
        for (let k = 0; k < length; k++) to[target + k] = from[source + k] as number;
      } else to.set(from.subarray(source, source + length), target);
      target += length;
    }
  }
}
