import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import type { Notes } from './notes.ts';
import { isRecord, type Parser } from './parser.ts';

/** Names of fields that we know and do not read, from a text with spaces between them. */
export function names(text = ''): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((name) => name !== ''));
}

/** Of objects that anything may stand in, and of which we read a little. */
export const ANYTHING = 'anything';
type Unread = ReadonlySet<string> | typeof ANYTHING;

/**
 * A parser of an object, field by field. `kind` names it in the count of unknown fields: those
 * that `build` does not ask for and `unread` does not list.
 */
export function object<T>(kind: string, unread: Unread, build: (fields: Fields) => T): Parser<T> {
  return (value, at, notes) => {
    if (!isRecord(value)) return refuse('not_an_object', `${at} is not an object`);
    const fields = new Fields(value, at, notes);
    const built = build(fields);
    fields.countUnknown(kind, unread);
    return fields.refusal ?? ok(built);
  };
}

/** An answer that is an object around one value. */
export function single<T>(field: string, parse: Parser<T>): Parser<T> {
  return object(field, NO_NAMES, (fields) => fields.vital(field, parse));
}

const NO_NAMES = names();

/**
 * The fields of one wire object. Which method reads a field says what its loss costs:
 * - {@link vital}: the object is worthless without it;
 * - {@link strict}: it may be missing, but not be wrong;
 * - {@link soft}: missing or wrong, it is unknown; wrong, it is noted.
 * The venue sends null and "" for missing.
 */
export class Fields {
  /** The first thing that makes the object worthless: then what `build` returned is dropped. */
  refusal: Refusal | undefined;
  readonly #raw: Readonly<Record<string, unknown>>;
  readonly #at: string;
  readonly #notes: Notes;
  readonly #asked: string[] = [];

  constructor(raw: Readonly<Record<string, unknown>>, at: string, notes: Notes) {
    this.#raw = raw;
    this.#at = at;
    this.#notes = notes;
  }

  vital<T>(name: string, parse: Parser<T>): T {
    const result = this.#read(name, parse);
    if (result.ok) return result.value;
    this.refusal ??= result;
    // Nobody sees it: the object around it is refused.
    return undefined as T;
  }

  strict<T>(name: string, parse: Parser<T>): T | undefined {
    return this.has(name) ? this.vital(name, parse) : undefined;
  }

  soft<T>(name: string, parse: Parser<T>): T | undefined {
    if (!this.has(name)) return undefined;
    const result = this.#read(name, parse);
    if (result.ok) return result.value;
    this.#notes.wrongField(result);
    return undefined;
  }

  /** For the rare field where null and "" say something: undefined only where it is not there. */
  told<T>(name: string, parse: Parser<T>): T | undefined {
    this.#asked.push(name);
    return this.#raw[name] === undefined ? undefined : this.vital(name, parse);
  }

  /** Is the field there, and not empty? */
  has(name: string): boolean {
    this.#asked.push(name);
    const value = this.#raw[name];
    return value !== undefined && value !== null && value !== '';
  }

  /** The first of these fields that is there: the venue's services and years differ in names. */
  either(first: string, second: string): string {
    const has = [this.has(first), this.has(second)];
    return has[0] || !has[1] ? first : second;
  }

  /** Refuses the object for a reason that no single field shows. */
  reject(code: string, message: string): void {
    this.refusal ??= refuse(code, `${this.#at}: ${message}`);
  }

  /** Says that what was read of the object does not fit together. */
  doubt(code: string, message: string): void {
    this.#notes.wrongField(refuse(code, `${this.#at}: ${message}`));
  }

  countUnknown(kind: string, unread: Unread): void {
    if (unread === ANYTHING) return;
    for (const name of Object.keys(this.#raw)) {
      if (!this.#asked.includes(name) && !unread.has(name)) this.#notes.unknownField(kind, name);
    }
  }

  #read<T>(name: string, parse: Parser<T>): Result<T> {
    this.#asked.push(name);
    return parse(this.#raw[name], `${this.#at}.${name}`, this.#notes);
  }
}
