import { type Refusal, refuse } from '../domain/result.ts';

/** Finite numbers: JSON keeps every digit of a double, but neither NaN nor the sign of 0. */
export function isNumbers(value: unknown, length?: number): value is readonly number[] {
  if (!Array.isArray(value) || !value.every((one) => Number.isFinite(one))) return false;
  return length === undefined || value.length === length;
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** What is wrong with a saved model, by the name of the part. */
export function corrupt(part: string): Refusal {
  return refuse(
    'model_corrupt',
    `the saved model's ${part} cannot be: choose an earlier version or train anew`,
  );
}
