import { ok, type Result, refuse } from '../../domain/result.ts';

type Part = string | number;

/** Where a page begins, as text that a browser hands back. */
export function placeText(parts: readonly Part[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** What {@link placeText} made; undefined: from the beginning. Refuses `bad_question`. */
export function placeOf(
  text: string | undefined,
  kinds: readonly ('string' | 'number')[],
): Result<readonly Part[] | undefined> {
  if (text === undefined) return ok(undefined);
  const parts = parsed(Buffer.from(text, 'base64url').toString());
  const isPlace =
    Array.isArray(parts) &&
    parts.length === kinds.length &&
    kinds.every((kind, i) => typeof parts[i] === kind);
  if (isPlace) return ok(parts);
  return refuse('bad_question', 'before: it is the "next" of another page');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
