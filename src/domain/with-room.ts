type Numbers = Float64Array | Int32Array | Uint8Array;

/**
 * Room for `length` entries: the array itself when it has it, else a copy at least twice as long,
 * whose new places hold `empty`. For state kept by market, so that it grows when a market appears
 * and nothing is allocated on the market-data path.
 */
export function withRoom<A extends Numbers>(array: A, length: number, empty = 0): A {
  if (length <= array.length) return array;
  const make = array.constructor as new (length: number) => A;
  const grown = new make(Math.max(length, array.length * 2));
  grown.fill(empty, array.length);
  grown.set(array);
  return grown;
}
