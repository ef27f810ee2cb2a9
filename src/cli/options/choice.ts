import { ok, type Result, refuse } from '../../domain/result.ts';
import { nearestName } from '../../runtime/nearest-name.ts';
import { gathers, reads } from './argument.ts';

/** One of several words. */
export function chosenFrom<T extends string>(words: readonly T[]): (text: string) => T {
  return reads((text) => parseChoice(words, text));
}

/**
 * Several of them, separated by commas or given one after the other. False stands before where the
 * option said "none" until then.
 */
export function gathersFrom<T extends string>(
  words: readonly T[],
): (text: string, before: readonly T[] | false | undefined) => readonly T[] {
  const read = chosenFrom(words);
  return (text, before) => gathers(text, before || undefined).map(read);
}

function parseChoice<T extends string>(words: readonly T[], text: string): Result<T> {
  const found = words.find((word) => word === text);
  if (found !== undefined) return ok(found);
  const nearest = nearestName(text, words);
  const meant = nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
  return refuse('no_such_choice', `"${text}" is none of ${words.join(', ')}${meant}`);
}
