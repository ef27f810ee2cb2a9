import { type Refusal, refuse } from '../../domain/result.ts';
import type { FrameReading } from '../../ports/venue-wire.ts';
import { parseJson } from './json.ts';
import { Notes } from './notes.ts';
import { isRecord, type Parser } from './parser.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The messages of one socket: how each is named, and who reads which. */
export type Channel<M> = {
  readonly nameOf: (fields: Fields) => string;
  readonly parsers: Readonly<Record<string, Parser<M>>>;
};

const KEEP_ALIVE: ReadonlySet<string> = new Set(['PING', 'PONG']);
const LONGEST_NAME = 40;
/** More messages than any frame holds: the rest is refused in one. */
const MOST_PARTS = 10_000;

/**
 * A socket frame as text: one message or an array of them. Never throws; what cannot be read is
 * refused part by part, with its place, and messages that we do not know are named.
 */
export function readFrame<M>(text: string, channel: Channel<M>): FrameReading<M> {
  const messages: M[] = [];
  const ignored: string[] = [];
  const notes = new Notes();
  const { refusals, wrongFields, unknownFields } = notes;
  const frame = parseJson(text);
  if (!frame.ok) {
    const word = text.length < LONGEST_NAME ? text.trim() : '';
    if (text === '') ignored.push('empty');
    else if (KEEP_ALIVE.has(word)) ignored.push(word.toLowerCase());
    else notes.refuse(frame);
    return { messages, refusals, ignored, wrongFields, unknownFields };
  }
  const many = Array.isArray(frame.value);
  const parts: readonly unknown[] = many ? (frame.value as unknown[]) : [frame.value];
  for (let i = 0; i < parts.length && i < MOST_PARTS; i++) {
    const at = many ? `[${i}]` : 'frame';
    const part = parts[i];
    if (!isRecord(part)) {
      notes.refuse(refuse('not_a_message', `${at} is not a message object`));
      continue;
    }
    const name = channel.nameOf(part).slice(0, LONGEST_NAME);
    const parse = Object.hasOwn(channel.parsers, name) ? channel.parsers[name] : undefined;
    if (parse === undefined) {
      ignored.push(name);
      continue;
    }
    const message = parse(part, at, notes);
    if (message.ok) messages.push(message.value);
    else notes.refuse(message);
  }
  if (parts.length > MOST_PARTS) notes.refuse(tooMany(parts.length));
  return { messages, refusals, ignored, wrongFields, unknownFields };
}

function tooMany(count: number): Refusal {
  return refuse('too_long', `frame has ${count} parts, of which ${MOST_PARTS} are read`);
}

/** The name that a message gives itself under `field`; undefined when it does not. */
export function namedBy(field: string, fields: Fields): string | undefined {
  const name = fields[field];
  return typeof name === 'string' && name !== '' ? name : undefined;
}
