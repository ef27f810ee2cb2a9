import { type LevelsEvent, putLevels } from './event-text.ts';
import type { TextBytes } from './text-bytes.ts';

/**
 * One thing that reached a recorder, as text, exactly as it came. `source` says what the text is
 * (clob/market, gamma/market, recorder/begin, ...); the recorder's own notes are records too.
 */
export type FrameRecord = {
  /** When the recorder held it, integer µs UTC; never decreasing within a log. */
  readonly tsInit: number;
  readonly source: string;
  /** Number of the connection it came over; 0 where there is none. */
  readonly connection: number;
  /** Position among everything recorded in the session, from 1, without holes. */
  readonly seq: number;
  readonly text: string;
};

/** One to be written: its text, or the event that the text tells. */
export type NewRecord = Omit<FrameRecord, 'text'> & { readonly text: string | LevelsEvent };

/** Marks a text with line breaks, which is kept as a JSON string. */
const QUOTED = '"';
const TAB = 9;
const LINE_FEED = 10;

/** One line, ended: tab-separated, so that any tool can read a log. */
export function putLine(lines: TextBytes, record: NewRecord): void {
  const { tsInit, source, connection, seq, text } = record;
  lines.number(tsInit);
  lines.character(TAB);
  lines.text(source);
  lines.character(TAB);
  lines.number(connection);
  lines.character(TAB);
  lines.number(seq);
  lines.character(TAB);
  if (typeof text === 'object') putLevels(lines, text);
  else {
    const isPlain = !text.includes('\n') && !text.startsWith(QUOTED);
    lines.text(isPlain ? text : JSON.stringify(text));
  }
  lines.character(LINE_FEED);
}

/** The record of a line without its end; undefined when it is not one. */
export function recordOfLine(line: string): FrameRecord | undefined {
  const first = line.indexOf('\t');
  const second = line.indexOf('\t', first + 1);
  const third = line.indexOf('\t', second + 1);
  const fourth = line.indexOf('\t', third + 1);
  if (first < 1 || second < 0 || third < 0 || fourth < 0) return undefined;
  const tsInit = Number(line.slice(0, first));
  const connection = Number(line.slice(second + 1, third));
  const seq = Number(line.slice(third + 1, fourth));
  const text = textOf(line.slice(fourth + 1));
  if (text === undefined || !Number.isSafeInteger(tsInit) || tsInit <= 0) return undefined;
  if (!Number.isSafeInteger(connection) || !Number.isSafeInteger(seq)) return undefined;
  return { tsInit, source: line.slice(first + 1, second), connection, seq, text };
}

function textOf(stored: string): string | undefined {
  if (!stored.startsWith(QUOTED)) return stored;
  try {
    const text: unknown = JSON.parse(stored);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
