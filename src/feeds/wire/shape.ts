import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';

/** Code of what is JSON but not the shape that we know: the exchange may have changed it. */
export const UNKNOWN_SHAPE = 'unknown_shape';

/** The text as JSON; numbers become floats, so exchanges that send prices as text only. */
export function readJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse('not_json', `frame of ${text.length} characters is not JSON`);
  }
}

/** The value in a known shape; the refusal names what it was to be, and the place. */
export function readShape<T>(schema: z.ZodType<T>, value: unknown, what: string): Result<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const place = issue?.path.map(String).join('.') ?? '';
  return refuse(UNKNOWN_SHAPE, `${what}: ${place === '' ? 'frame' : place}: ${issue?.message}`);
}

/** Milliseconds since 1970, before the year 2243, as µs. */
export const millis = z
  .number()
  .int()
  .positive()
  .max(8_640_000_000_000)
  .transform((ms) => (ms * MICROS_PER_MS) as Timestamp);

/** Counts and ids that a float holds exactly. */
export const count = z.number().int().nonnegative();
