import { InvalidArgumentError } from 'commander';
import type { Result } from '../../domain/result.ts';

/** Lets a parse function of the domain read an option: its refusal becomes a usage error. */
export function reads<T>(parse: (text: string) => Result<T>): (text: string) => T {
  return (text) => {
    const parsed = parse(text);
    if (!parsed.ok) throw new InvalidArgumentError(`${parsed.message}.`);
    return parsed.value;
  };
}

/** The same for an option that may be given several times. */
export function collects<T>(
  parse: (text: string) => Result<T>,
): (text: string, before: readonly T[] | undefined) => readonly T[] {
  const read = reads(parse);
  return (text, before = []) => [...before, read(text)];
}

/** `a,b`, or `a` and `b` given one after the other. */
export function gathers(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').filter((part) => part !== '')];
}
