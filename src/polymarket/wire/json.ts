import { ok, type Result, refuse } from '../../domain/result.ts';

/** JSON text to a value; refuses instead of throwing. Never quotes the text: it can be a secret. */
export function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    // The engine's own message quotes the text and differs between versions.
    return refuse('not_json', `text of ${text.length} characters is not JSON`);
  }
}

/**
 * The same, but numbers in the named fields stay the text they were sent as: a float keeps 15
 * digits of them, the venue sends up to 17. Only texts that have such a field pay for it.
 */
export function parseJsonExactly(text: string, fields: ReadonlySet<string>): Result<unknown> {
  const plain = parseJson(text);
  if (!plain.ok || ![...fields].some((field) => text.includes(`"${field}"`))) return plain;
  const exact = (field: string, value: unknown, ...more: unknown[]) =>
    typeof value === 'number' && fields.has(field) ? sourceOf(more[0], value) : value;
  try {
    return ok(JSON.parse(text, exact));
  } catch {
    // With a reviver the engine recurses: some thousand levels, which no answer has, end its stack.
    return plain;
  }
}

/** The text of a primitive, which engines since 2023 hand to the reviver. */
function sourceOf(context: unknown, value: number): string {
  const source = (context as { source?: unknown } | undefined)?.source;
  return typeof source === 'string' ? source : String(value);
}
