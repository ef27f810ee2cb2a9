import type { JournalEntry } from '../domain/journal-entry.ts';
import { partOf, type Tape } from '../domain/tape.ts';
import type { Timestamp } from '../domain/units.ts';
import type { Engine } from '../engine/engine.ts';
import type { Loop } from '../engine/loop.ts';

/** What an operator said in a run, and when. */
export type Operated = Extract<JournalEntry, { readonly kind: 'Operated' }>;

type Played = {
  readonly loop: Pick<Loop, 'play' | 'advance'>;
  readonly engine: Pick<Engine, 'onCommand'>;
};

/**
 * Says again what an operator said in a run, at its time: after all rows up to then, and before
 * whatever else was due at that very moment, as a run that trades on what it hears does it.
 */
export class OperatorScript {
  readonly #words: readonly Operated[];
  #next = 0;

  constructor(words: readonly Operated[] = []) {
    this.#words = words;
  }

  /** A word waits until a row is later than it: more of its moment may be in the next tape. */
  play(played: Played, tape: Tape): void {
    let from = 0;
    for (let word = this.#words[this.#next]; word; word = this.#words[this.#next]) {
      const to = firstAfter(tape, from, word.at);
      if (to === tape.length) break;
      if (to > from) played.loop.play(partOf(tape, from, to));
      this.#say(played, word);
      from = to;
    }
    played.loop.play(from === 0 ? tape : partOf(tape, from, tape.length));
  }

  /** There are no rows any more. */
  finish(played: Played): void {
    for (let word = this.#words[this.#next]; word; word = this.#words[this.#next]) {
      this.#say(played, word);
    }
  }

  #say({ loop, engine }: Played, { command, at }: Operated): void {
    loop.advance((at - 1) as Timestamp);
    engine.onCommand(command, at);
    this.#next++;
  }
}

function firstAfter({ tsInit, length }: Tape, from: number, at: number): number {
  let row = from;
  while (row < length && (tsInit[row] as number) <= at) row++;
  return row;
}
