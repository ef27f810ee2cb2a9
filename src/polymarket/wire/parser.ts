import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { parseJson } from './json.ts';
import { type Answer, Notes } from './notes.ts';

/**
 * Reads one wire value. `at` is its place, which every refusal names; parts that are left out
 * without harm to the rest go to the notes. Never throws.
 */
export type Parser<T> = (value: unknown, at: string, notes: Notes) => Result<T>;

const LONGEST_MESSAGE = 300;
const MOST_ROWS = 10_000;

/** A parser of a single value from a function that knows nothing of places. */
export function leaf<T>(read: (value: unknown) => Result<T>): Parser<T> {
  return (value, at) => {
    const result = read(value);
    return result.ok ? result : placed(result, at);
  };
}

/** A refusal that says where; of bounded length, whatever the venue sent. */
export function placed(refusal: Refusal, at: string): Refusal {
  return refuse(refusal.code, `${at}: ${refusal.message}`.slice(0, LONGEST_MESSAGE));
}

/** A list of which bad rows are left out, with a remark each. */
export function rows<T>(parse: Parser<T>, most = MOST_ROWS): Parser<readonly T[]> {
  return (value, at, notes) => {
    const list = listOf(value, at, most);
    if (!list.ok) return list;
    const read: T[] = [];
    for (let i = 0; i < list.value.length; i++) {
      const row = parse(list.value[i], `${at}[${i}]`, notes);
      if (row.ok) read.push(row.value);
      else notes.refuse(row);
    }
    return ok(read);
  };
}

/** A list that is worthless unless all of it can be read. */
export function whole<T>(parse: Parser<T>, most = MOST_ROWS): Parser<readonly T[]> {
  return (value, at, notes) => {
    const list = listOf(value, at, most);
    if (!list.ok) return list;
    const read: T[] = [];
    for (let i = 0; i < list.value.length; i++) {
      const row = parse(list.value[i], `${at}[${i}]`, notes);
      if (!row.ok) return row;
      read.push(row.value);
    }
    return ok(read);
  };
}

/** Exactly two, as a binary market has outcomes. */
export function pair<T>(parse: Parser<T>): Parser<readonly [T, T]> {
  const list = whole(parse);
  return (value, at, notes) => {
    const read = list(value, at, notes);
    if (!read.ok) return read;
    const [first, second] = read.value;
    if (read.value.length === 2) return ok([first as T, second as T]);
    return refuse('not_a_pair', `${at} has ${read.value.length} entries, not two`);
  };
}

function listOf(value: unknown, at: string, most: number): Result<readonly unknown[]> {
  if (!Array.isArray(value)) return refuse('not_a_list', `${at} is not a list`);
  if (value.length > most) return refuse('too_long', `${at} has ${value.length} entries`);
  return ok(value);
}

/** An object used as a table from one kind of value to another; bad entries are left out. */
export function table<K, V>(key: Parser<K>, entry: Parser<V>): Parser<ReadonlyMap<K, V>> {
  return (value, at, notes) => {
    if (!isRecord(value)) return refuse('not_an_object', `${at} is not an object`);
    const read = new Map<K, V>();
    const names = Object.keys(value);
    if (names.length > MOST_ROWS) return refuse('too_long', `${at} has ${names.length} entries`);
    for (const name of names) {
      const place = `${at}.${name.slice(0, 80)}`;
      const id = key(name, place, notes);
      const told = id.ok ? entry(value[name], place, notes) : id;
      if (id.ok && told.ok) read.set(id.value, told.value);
      else if (!told.ok) notes.refuse(told);
    }
    return ok(read);
  };
}

/** A value that some services send as JSON inside of a string: `"[\"Up\", \"Down\"]"`. */
export function inText<T>(parse: Parser<T>): Parser<T> {
  return (value, at, notes) => {
    if (typeof value !== 'string') return parse(value, at, notes);
    const inner = parseJson(value);
    return inner.ok ? parse(inner.value, at, notes) : placed(inner, at);
  };
}

/** What is read, changed by a function that cannot fail. */
export function mapped<A, B>(parse: Parser<A>, change: (value: A) => B): Parser<B> {
  return (value, at, notes) => {
    const read = parse(value, at, notes);
    return read.ok ? ok(change(read.value)) : read;
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole answer from its text. */
export function readAnswer<T>(text: string, parse: Parser<T>, json = parseJson(text)): Answer<T> {
  const notes = new Notes();
  const result = json.ok ? parse(json.value, 'answer', notes) : json;
  const { refusals, wrongFields, unknownFields } = notes;
  return { ...result, refusals, wrongFields, unknownFields };
}
