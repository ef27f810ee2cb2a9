// A level whose size tells which change it was.
const SMALLEST = 5_000_000;
const STEP = 10_000;

/** 0.30, units of 1e-6. */
export const PACED_PRICE = 300_000;

export function pacedSize(sequence: number): number {
  return SMALLEST + sequence * STEP;
}

/** Undefined where the level is not one of ours. */
export function pacedSequence(size: number): number | undefined {
  return size >= SMALLEST ? (size - SMALLEST) / STEP : undefined;
}
