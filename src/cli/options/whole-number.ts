import { ok, type Result, refuse } from '../../domain/result.ts';

/** A parser for whole numbers from `least` on, that still count exactly. */
export function wholeNumber(least: number): (text: string) => Result<number> {
  return (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(value)) {
      return refuse('not_a_whole_number', `"${text}" is not a whole number`);
    }
    return value >= least ? ok(value) : refuse('too_small', `${text} is below ${least}`);
  };
}
