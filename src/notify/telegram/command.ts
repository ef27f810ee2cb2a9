import type { Timestamp } from '../../domain/units.ts';
import type { DeskLine, DeskWord } from '../desk-line.ts';

/** What is to be read: `lines` in columns. */
export type Told =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'text'; readonly text: string };

/** What a command comes to. */
export type CommandEnd =
  | Told
  /** It raises risk: done when the user repeats a code. */
  | { readonly kind: 'confirm'; readonly word: DeskWord; readonly what: string };

export type Asked = {
  /** What stands behind the command. */
  readonly args: readonly string[];
  readonly line: DeskLine;
  readonly now: Timestamp;
};

export type Command = {
  readonly name: string;
  /** Its arguments, for people. */
  readonly usage: string;
  readonly summary: string;
  /** `look`: changes nothing; `word`: tells the desk something; `exit`: at once, before all. */
  readonly does: 'look' | 'word' | 'exit';
  readonly run: (asked: Asked) => Promise<CommandEnd> | CommandEnd;
};

export const text = (words: string): Told => ({ kind: 'text', text: words });

export const lines = (all: readonly string[]): Told => ({ kind: 'lines', lines: all });
