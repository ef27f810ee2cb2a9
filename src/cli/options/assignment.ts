import { ok, type Result, refuse } from '../../domain/result.ts';

export type Assignment = { readonly name: string; readonly text: string };

/** Reads `name=value`; the value stays text, for the strategy's own rules to read. */
export function parseAssignment(text: string): Result<Assignment> {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(at, 0)).trim();
  if (name === '') return refuse('not_an_assignment', `"${text}" is not name=value`);
  return ok({ name, text: text.slice(at + 1).trim() });
}
