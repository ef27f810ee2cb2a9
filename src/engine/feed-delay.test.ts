import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Row, tapeOf } from '../../test/support/tape-rows.ts';
import { InvariantError } from '../domain/invariant.ts';
import type { Tape } from '../domain/tape.ts';
import { NEVER } from '../domain/units.ts';
import { FeedDelay } from './feed-delay.ts';

function rowOf(tape: Tape, row: number): Row {
  return {
    kind: tape.kind[row] as number,
    at: tape.tsInit[row] as number,
    market: tape.market[row] as number,
    outcome: tape.outcome[row] as number,
    side: tape.side[row] as number,
    price: tape.price[row] as number,
    size: tape.size[row] as number,
    flags: tape.flags[row] as number,
  };
}

/** Distinct in every column. */
function rowNumber(i: number, at = i): Row {
  return {
    kind: i % 10,
    at,
    market: 100_000 + i,
    outcome: i % 2,
    side: (i >> 1) % 2,
    price: 1_000_000 - i,
    size: 2 ** 40 + i,
    flags: i % 8,
  };
}

const leaving = tapeOf(Array.from({ length: 997 }, (_, i) => rowNumber(i)));

describe('feed delay', () => {
  test('rows arrive as they left, late, through growth and wrap-around', () => {
    const steps = fc.array(fc.tuple(fc.nat(1500), fc.nat(1500)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(steps, (bursts) => {
        const delay = new FeedDelay();
        const expected: Row[] = [];
        const arrived: Row[] = [];
        let sent = 0;
        const target = { onRow: (tape: Tape, row: number) => arrived.push(rowOf(tape, row)) };
        for (const [push, deliver] of bursts) {
          for (let i = 0; i < push; i++, sent++) {
            delay.push(leaving, sent % leaving.length, sent - (sent % leaving.length) + 7);
            expected.push(rowNumber(sent % leaving.length, sent + 7));
          }
          for (let i = 0; i < deliver && delay.next !== NEVER; i++) {
            expect(delay.next).toBe(arrived.length + 7);
            expect(delay.deliver(target)).toBe(arrived.at(-1)?.flags);
          }
        }
        while (delay.next !== NEVER) delay.deliver(target);
        expect(arrived).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test('a row that would overtake arrives with the one before it', () => {
    const delay = new FeedDelay();
    const tape = tapeOf([rowNumber(0, 10), rowNumber(1, 12), rowNumber(2, 90)]);
    for (const [row, latency] of [50, 5, 5].entries()) delay.push(tape, row, latency);
    const times: number[] = [];
    const target = { onRow: (ring: Tape, row: number) => times.push(ring.tsInit[row] as number) };
    while (delay.next !== NEVER) delay.deliver(target);
    expect(times).toEqual([60, 60, 95]);
  });

  test('nothing can be delivered when nothing is on its way', () => {
    expect(() => new FeedDelay().deliver({ onRow: () => {} })).toThrow(InvariantError);
  });
});
