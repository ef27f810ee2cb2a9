import { expect, test } from 'vitest';
import { messagesToTape, referenceAt } from '../../test/support/tape-builder.ts';
import type { OperatorCommand } from '../domain/command.ts';
import type { Tape } from '../domain/tape.ts';
import type { Timestamp } from '../domain/units.ts';
import { type Operated, OperatorScript } from './operator-script.ts';

const STOP: OperatorCommand = { kind: 'Stop' };

/** What reaches an engine and its loop, in order. */
function played(script: OperatorScript, ...tapes: readonly Tape[]): string[] {
  const story: string[] = [];
  const parts = {
    loop: {
      play: (tape: Tape) => void (tape.length > 0 && story.push(`rows ${tape.tsInit.join()}`)),
      advance: (until: Timestamp) => void story.push(`until ${until}`),
    },
    engine: {
      onCommand: ({ kind }: OperatorCommand, at: Timestamp) => story.push(`${kind} ${at}`),
    },
  };
  for (const tape of tapes) script.play(parts as never, tape);
  script.finish(parts as never);
  return story;
}

const word = (at: number): Operated => ({ kind: 'Operated', at: at as Timestamp, command: STOP });
const tapeAt = (...times: number[]) => messagesToTape(...times.map((at) => referenceAt(at, 1)));

test('a word comes after the rows of its moment, before all else that is due then', () => {
  expect(played(new OperatorScript([word(20)]), tapeAt(10, 20, 30))).toEqual([
    'rows 10,20',
    'until 19',
    'Stop 20',
    'rows 30',
  ]);
});

test('a word between two tapes waits for the next one, and one after all rows for the end', () => {
  const script = new OperatorScript([word(20), word(21), word(99)]);
  expect(played(script, tapeAt(10, 20), tapeAt(20, 30))).toEqual([
    'rows 10,20',
    'rows 20',
    ...['until 19', 'Stop 20', 'until 20', 'Stop 21'],
    'rows 30',
    ...['until 98', 'Stop 99'],
  ]);
});

test('a word before the first row comes before it', () => {
  expect(played(new OperatorScript([word(5)]), tapeAt(10))).toEqual([
    ...['until 4', 'Stop 5'],
    'rows 10',
  ]);
});
