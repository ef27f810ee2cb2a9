import { ok, type Result, refuse } from '../../domain/result.ts';

/** What waits longer was meant to be in another unit. */
export const YEAR = { minutes: 366 * 24 * 60, seconds: 366 * 24 * 60 * 60 };

/** A parser for whole numbers from `least` to `most`, that still count exactly. */
export function wholeNumber(least: number, most = Infinity): (text: string) => Result<number> {
  return (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(value)) {
      return refuse('not_a_whole_number', `"${text}" is not a whole number`);
    }
    if (value < least) return refuse('too_small', `${text} is below ${least}`);
    return value <= most ? ok(value) : refuse('too_large', `${text} is above ${most}`);
  };
}
