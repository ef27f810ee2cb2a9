/**
 * Copies columns in a new order of rows. One function for each type of column, because an engine
 * makes such a loop fast only while it sees one type.
 */
export class ColumnGatherer {
  /** Stretches of rows that stay together: source and length, two numbers each. */
  #stretches: Uint32Array = new Uint32Array(0);
  readonly #order: Uint32Array;

  constructor(order: Uint32Array) {
    this.#order = order;
    const stretches = stretchesOf(order);
    if (stretches.length * WORTH_BLOCKS < order.length * 2) this.#stretches = stretches;
  }

  doubles(from: Float64Array, to: Float64Array): void {
    if (this.#stretches.length > 0) {
      this.#blocks(from, to);
      return;
    }
    const order = this.#order;
    for (let i = 0; i < order.length; i++) to[i] = from[order[i] ?? 0] ?? 0;
  }

  integers(from: Int32Array, to: Int32Array): void {
    if (this.#stretches.length > 0) {
      this.#blocks(from, to);
      return;
    }
    const order = this.#order;
    for (let i = 0; i < order.length; i++) to[i] = from[order[i] ?? 0] ?? 0;
  }

  bytes(from: Uint8Array, to: Uint8Array): void {
    if (this.#stretches.length > 0) {
      this.#blocks(from, to);
      return;
    }
    const order = this.#order;
    for (let i = 0; i < order.length; i++) to[i] = from[order[i] ?? 0] ?? 0;
  }

  #blocks<C extends Float64Array | Int32Array | Uint8Array>(from: C, to: C): void {
    const stretches = this.#stretches;
    let target = 0;
    for (let i = 0; i < stretches.length; i += 2) {
      const source = stretches[i] ?? 0;
      const length = stretches[i + 1] ?? 0;
      to.set(from.subarray(source, source + length), target);
      target += length;
    }
  }
}

/** From this mean length on, copying blocks beats copying values. */
const WORTH_BLOCKS = 64;

/** Source and length of each stretch of consecutive rows. */
function stretchesOf(order: Uint32Array): Uint32Array {
  let count = order.length === 0 ? 0 : 1;
  for (let i = 1; i < order.length; i++) if (order[i] !== (order[i - 1] ?? 0) + 1) count++;
  const stretches = new Uint32Array(count * 2);
  let at = -1;
  for (let i = 0; i < order.length; i++) {
    if (i === 0 || order[i] !== (order[i - 1] ?? 0) + 1) {
      at++;
      stretches[at * 2] = order[i] ?? 0;
    }
    stretches[at * 2 + 1] = (stretches[at * 2 + 1] ?? 0) + 1;
  }
  return stretches;
}
