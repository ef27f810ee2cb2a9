import type { z } from 'zod';
import type { SourceRow, UnitWriter } from '../importer.ts';

/** The value of a line; undefined where it is no JSON. */
export function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A line as a row of that shape; undefined where it is none. */
export function rowOf<S extends z.ZodType>(shape: S, line: string): z.output<S> | undefined {
  const parsed = shape.safeParse(parsedJson(line));
  return parsed.success ? parsed.data : undefined;
}

/** Puts a row in quarantine that has not the shape it should have, with the first fault. */
export function malformed(
  error: z.ZodError,
  source: SourceRow,
  writer: UnitWriter,
  raw: string,
): void {
  const [issue] = error.issues;
  const message = `${issue?.path.map(String).join('.')}: ${issue?.message}`;
  writer.quarantine(source, 'malformed_row', message, raw);
}
