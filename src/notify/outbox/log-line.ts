import { z } from 'zod';
import type { Alert } from '../../ports/notifier.ts';

/** A line of the file of alerts that are not told yet. */
export type LogLine = {
  readonly put?: readonly { readonly alert: Alert; readonly to: readonly string[] }[];
  readonly over?: {
    readonly place: string;
    readonly ids: readonly string[];
    /** Of that place, all that were dropped and not told of yet. */
    readonly dropped: number;
  };
  /** Where whoever makes alerts stands after those before and in this line. */
  readonly state?: unknown;
};

const alert = z.object({
  id: z.string().min(1),
  kind: z.string(),
  level: z.enum(['info', 'warning', 'critical']),
  at: z.number(),
  desk: z.string(),
  isSimulated: z.boolean(),
  code: z.string(),
  subject: z.string(),
  text: z.string(),
  numbers: z.record(z.string(), z.number()),
  count: z.int().positive(),
});

const schema = z.object({
  put: z.array(z.object({ alert, to: z.array(z.string()) })).optional(),
  over: z
    .object({ place: z.string(), ids: z.array(z.string()), dropped: z.int().nonnegative() })
    .optional(),
  state: z.unknown().optional(),
});

/** Undefined: it is none. */
export function parseLine(text: string): LogLine | undefined {
  try {
    const line = schema.safeParse(JSON.parse(text));
    return line.success ? (line.data as unknown as LogLine) : undefined;
  } catch {
    return undefined;
  }
}
