import { expect, test } from 'vitest';
import { MICROS_PER_SECOND, type Timestamp, type Usd } from '../../domain/units.ts';
import { EquityNotes } from './equity-notes.ts';

/** A run that hears something four times a second; `worth`: undefined is not known. */
function heard(seconds: number, worth: (second: number) => number | undefined) {
  let second = 0;
  let looks = 0;
  const written: [second: number, equity: number][] = [];
  const equity = () => {
    looks++;
    return worth(second) as Usd | undefined;
  };
  const write = (value: Usd, at: Timestamp) => written.push([at / MICROS_PER_SECOND, value]);
  const notes = new EquityNotes(equity, write);
  for (; second < seconds; second += 0.25) notes.heard((second * MICROS_PER_SECOND) as Timestamp);
  return { notes, written, looks: () => looks };
}

test('it is looked at each second, and written down each minute and at the end', () => {
  const { notes, written, looks } = heard(130, (second) => 1_000 + second);
  expect(looks()).toBe(130);
  const each = [
    [0, 1_000],
    [60, 1_060],
    [120, 1_120],
  ];
  expect(written).toEqual(each);
  notes.writeLast();
  notes.writeLast();
  expect(written).toEqual([...each, [129, 1_129]]);
});

test('once it is not known any more, what it was last stays with its own time', () => {
  const { notes, written } = heard(100, (second) => (second < 50 ? second : undefined));
  expect(notes.last).toEqual({ at: 49 * MICROS_PER_SECOND, value: 49 });
  notes.writeLast();
  expect(written).toEqual([
    [0, 0],
    [49, 49],
  ]);
});

test('the end is looked at, however soon after the last look', () => {
  const { notes } = heard(1, () => 7);
  notes.look((0.9 * MICROS_PER_SECOND) as Timestamp);
  expect(notes.last?.at).toBe(0.9 * MICROS_PER_SECOND);
});

test('one that never was known is not made up', () => {
  const { notes, written } = heard(100, () => undefined);
  notes.writeLast();
  expect([notes.last, written]).toEqual([undefined, []]);
});
