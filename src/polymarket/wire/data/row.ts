import { ok } from '../../../domain/result.ts';
import { type Fields, names, object } from '../object.ts';
import { isRecord, type Parser } from '../parser.ts';
import { count } from '../values.ts';

/** How the service's pages show a person or a market. */
const PICTURES = `icon name pseudonym bio profile_image profile_image_optimized verified
  display_username_public`;

/**
 * A row of the data service. Version 2 writes snake case, version 1 (announced to end 2026-10-24)
 * camel case; most names are the same otherwise, so one parser reads both.
 */
export function row<T>(kind: string, unread: string, build: (fields: Fields) => T): Parser<T> {
  const parse = object(kind, names(`${PICTURES} ${unread}`), build);
  return (value, at, notes) => parse(snakeCased(value), at, notes);
}

function snakeCased(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([name, field]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    field,
  ]);
  return Object.fromEntries(entries);
}

/** An outcome's place in its market; 999 says that it is not known. */
export const outcomeIndex: Parser<number | undefined> = (value, at, notes) =>
  value === 999 ? ok(undefined) : count(value, at, notes);
