import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  FLAG_BOOK,
  FLAG_DERIVED,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_TICK,
  KIND_TRADE,
} from '../domain/tape.ts';
import { RowBuffer } from './row-buffer.ts';
import { SeriesTally } from './series-tally.ts';
import { mergeSeriesTotals, type SeriesTotals } from './series-totals.ts';

const HOUR = 3_600_000_000;
const SECOND = 1_000_000;

type Row = {
  readonly at: number;
  readonly market: number;
  readonly outcome: number;
  readonly kind: number;
  readonly flags: number;
};

function tallyOf(rows: readonly Row[]): SeriesTotals[] {
  const buffer = new RowBuffer();
  for (const { at, market, outcome, kind, flags } of rows) {
    buffer.push(Number.NaN, at, market, outcome, kind, 0, 10_000, 0, flags);
  }
  const tally = new SeriesTally('tsInit');
  tally.add(buffer);
  return tally.totals;
}

const row = (at: number, kind: number, flags: number): Row => ({
  at,
  market: 2,
  outcome: 1,
  kind,
  flags,
});

test('messages, books and silences are counted by the hour in which they end', () => {
  const [totals] = tallyOf([
    row(HOUR + 1 * SECOND, KIND_TICK, 0),
    row(HOUR + 1 * SECOND, KIND_CLEAR, FLAG_BOOK),
    row(HOUR + 1 * SECOND, KIND_LEVEL, FLAG_BOOK | FLAG_LAST),
    row(HOUR + 3 * SECOND, KIND_LEVEL, 0),
    row(HOUR + 3 * SECOND, KIND_LEVEL, FLAG_LAST),
    row(2 * HOUR + 5 * SECOND, KIND_TRADE, FLAG_LAST),
    row(2 * HOUR + 6 * SECOND, KIND_CONFIRM, FLAG_BOOK | FLAG_LAST),
    row(2 * HOUR + 9 * SECOND, KIND_GAP, FLAG_LAST),
  ]);
  expect(totals).toEqual({
    market: 2,
    outcome: 1,
    rows: 8,
    books: 2,
    confirmations: 1,
    deltas: 1,
    trades: 1,
    lateTrades: 0,
    levels: 3,
    from: HOUR + 1 * SECOND,
    to: 2 * HOUR + 9 * SECOND,
    firstMessage: HOUR + 1 * SECOND,
    lastMessage: 2 * HOUR + 6 * SECOND,
    firstBook: HOUR + 1 * SECOND,
    lastBook: 2 * HOUR + 6 * SECOND,
    hours: [
      { hour: HOUR, rows: 5, messages: 2, largestSilenceMs: 2_000 },
      { hour: 2 * HOUR, rows: 3, messages: 2, largestSilenceMs: 3_602_000 },
    ],
    ticks: [{ at: HOUR + 1 * SECOND, tick: 10_000 }],
  });
});

test('a book that is told again is neither a book nor a message, and its tick no change', () => {
  const [totals] = tallyOf([
    row(HOUR, KIND_TICK, 0),
    row(HOUR, KIND_CLEAR, FLAG_BOOK | FLAG_LAST),
    row(HOUR + 100 * SECOND, KIND_TICK, FLAG_DERIVED),
    row(HOUR + 100 * SECOND, KIND_CLEAR, FLAG_BOOK | FLAG_DERIVED),
    row(HOUR + 100 * SECOND, KIND_LEVEL, FLAG_BOOK | FLAG_DERIVED | FLAG_LAST),
    row(HOUR + 300 * SECOND, KIND_LEVEL, FLAG_LAST),
  ]);
  expect(totals).toMatchObject({
    books: 1,
    deltas: 1,
    lastBook: HOUR,
    hours: [{ messages: 2, largestSilenceMs: 300_000 }],
    ticks: [{ at: HOUR, tick: 10_000 }],
  });
});

test('units that follow each other add up to what one unit of all their rows says', () => {
  const kinds = [KIND_CLEAR, KIND_LEVEL, KIND_TRADE, KIND_TICK, KIND_GAP, KIND_CONFIRM];
  const rows = fc
    .array(
      fc.record({
        at: fc.integer({ min: 0, max: 5 * HOUR }),
        market: fc.integer({ min: 0, max: 2 }),
        outcome: fc.integer({ min: 0, max: 1 }),
        kind: fc.constantFrom(...kinds),
        flags: fc.integer({ min: 0, max: 7 }),
      }),
      { maxLength: 60 },
    )
    .map((all) => all.sort((a, b) => a.at - b.at));
  fc.assert(
    fc.property(rows, fc.nat(60), fc.nat(60), (all, one, other) => {
      const first = Math.min(one, other);
      const second = Math.max(one, other);
      const units = [all.slice(0, first), all.slice(first, second), all.slice(second)];
      // In any order of units.
      expect(mergeSeriesTotals(units.map(tallyOf).reverse())).toEqual(tallyOf(all));
    }),
  );
});
