/** 2^27 + 1: splits a 53-bit number into halves whose products are exact (Veltkamp 1968). */
const SPLITTER = 134_217_729;

/**
 * What rounding took from a product: a * b = product + productError(a, b, product), exactly.
 * Dekker 1971 ("A floating-point technique for extending the available precision"); holds for safe
 * integers, and needs no bigint.
 */
export function productError(a: number, b: number, product: number): number {
  const aSplit = SPLITTER * a;
  const aHigh = aSplit - (aSplit - a);
  const aLow = a - aHigh;
  const bSplit = SPLITTER * b;
  const bHigh = bSplit - (bSplit - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}
