import type { WireTally } from '../../polymarket/wire/tally.ts';
import { listOf } from './feed-health.ts';

type Tallied = Parameters<WireTally['add']>[0];

/** What the venue's sockets say and nobody here reads: by name, how often. */
export type Unread = {
  /** Fields of messages that are read: "book.newField". */
  readonly fields: Readonly<Record<string, number>>;
  /** Types of messages. */
  readonly types: Readonly<Record<string, number>>;
};

/** Signs of life, and the empty frame with which a socket greets: no messages. */
const SIGNS: ReadonlySet<string> = new Set(['empty', 'ping', 'pong']);
/** Names are the venue's own words: others are not repeated to a terminal. */
const PLAIN = /^[\w.:-]+$/;

/** The reader, its readings counted. */
export function counted<R extends Tallied>(
  read: (text: string) => R,
  tally: WireTally,
): (text: string) => R {
  return (text) => {
    const reading = read(text);
    tally.add(reading);
    return reading;
  };
}

/** `conceal` takes our own secrets out of names, should the venue ever quote us. */
export function unreadOf(
  { unknownFields, ignored }: WireTally,
  conceal: (text: string) => string,
): Unread {
  const types = [...ignored].filter(([name]) => !SIGNS.has(name));
  const record = (counts: Iterable<readonly [string, number]>) =>
    Object.fromEntries([...counts].map(([name, times]) => [conceal(name), times]));
  return { fields: record(unknownFields), types: record(types) };
}

/** Undefined: everything is read. */
export function unreadInWords({ fields, types }: Unread): string | undefined {
  const names = [...Object.keys(fields), ...Object.keys(types)];
  if (names.length === 0) return undefined;
  const told = names.map((name) => (PLAIN.test(name) ? name : 'what has no plain name'));
  return `not read: ${listOf([...new Set(told)])}`;
}
