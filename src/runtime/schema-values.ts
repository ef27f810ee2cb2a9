import { z } from 'zod';
import { ok, type Result, refuse } from '../domain/result.ts';
import { parsePrice, parseUsd, type Usd } from '../domain/units.ts';
import { suggestion } from './nearest-name.ts';

/** An object that refuses keys it does not know, naming what they were probably meant to be. */
export function strict<S extends z.core.$ZodLooseShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const keys = issue.keys as readonly string[];
      return keys.map((key) => `unknown key "${key}"${suggestion(key, known)}`).join('; ');
    },
  });
}

/** Text that `parse` turns into units. */
export function decimal<T>(parse: (text: string) => Result<T>) {
  const text = z.string({
    error: ({ input }) =>
      typeof input === 'number' ? `write the number as text: '${input}'` : undefined,
  });
  return text.transform((value, context): T => {
    const parsed = parse(value);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.message });
    return z.NEVER;
  });
}

/** The same, or the word. */
export function capped<T>(parse: (text: string) => Result<T>) {
  return decimal<T | 'unlimited'>((text) =>
    text === 'unlimited' ? ok('unlimited') : parse(text),
  ).optional();
}

export function notNegativeUsd(text: string): Result<Usd> {
  const parsed = parseUsd(text);
  return parsed.ok && parsed.value < 0 ? refuse('negative', `"${text}" is negative`) : parsed;
}

export function positiveUsd(text: string): Result<Usd> {
  const parsed = parseUsd(text);
  return parsed.ok && parsed.value <= 0 ? refuse('no_capital', `"${text}" is not above 0`) : parsed;
}

/** A part of one, as parts per million: the same integer as a price. */
export function partOfOne(text: string): Result<number> {
  const parsed = parsePrice(text);
  return parsed.ok ? parsed : refuse(parsed.code, `"${text}" is not a decimal from 0 to 1`);
}

export const milliseconds = z
  .number()
  .min(0)
  .max(3_600_000)
  .transform((ms) => Math.round(ms * 1_000));
