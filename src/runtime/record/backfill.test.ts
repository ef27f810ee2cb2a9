import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import { Backfill, type Print } from './backfill.ts';

const MARKET = `0x${'ab'.repeat(32)}` as ConditionId;
const TOKEN = '101' as TokenId;
const second = (seconds: number) => (1_790_000_000_000_000 + seconds * 1_000_000) as Timestamp;
const print = (seconds: number, size: number, transaction?: string): Print => ({
  token: TOKEN,
  tsEvent: second(seconds),
  side: 'buy',
  price: 500_000 as Price,
  size: size as Shares,
  transaction,
});

type Answer = readonly Print[] | undefined | Error;

function stage(...answers: readonly Answer[]) {
  const clock = new VirtualClock();
  const asked: (readonly [Timestamp, Timestamp])[] = [];
  const missed: number[] = [];
  const backfill = new Backfill({
    clock,
    ask: async (_market, from, to) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push([from, to]);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onMissed: (one) => missed.push(one.size),
  });
  return { clock, asked, missed, backfill };
}

describe('after a gap', () => {
  test('the venue is asked once its prints can be known, a little wider than the gap', async () => {
    const { clock, asked, missed, backfill } = stage([print(5, 1, '0x1')]);
    backfill.gap(MARKET, second(4), second(6));
    await clock.pass(44_000);
    expect(asked).toEqual([]);
    await clock.pass(2_000);
    expect(asked).toEqual([[second(2), second(36)]]);
    expect(missed).toEqual([1]);
    expect(backfill.counts).toEqual({ gaps: 1, missed: 1, unanswered: 0 });
  });

  test.each([
    ['by the hash of its transaction', print(5, 1, '0x1'), [2]],
    ['by its likeness where it came without one', print(5, 1), [2]],
    ['not by its likeness when its hash is another', print(5, 1, '0x9'), [1, 2]],
  ])('what had been heard is left out, %s', async (_, heard, expected) => {
    const { clock, missed, backfill } = stage([print(5, 1, '0x1'), print(6, 2, '0x2')]);
    backfill.heard(MARKET, heard);
    backfill.gap(MARKET, second(4), second(6));
    await clock.pass(60_000);
    expect(missed).toEqual(expected);
  });

  test('two alike are two: one heard accounts for one told', async () => {
    const { clock, missed, backfill } = stage([print(5, 1, '0x1'), print(5, 1, '0x2')]);
    backfill.heard(MARKET, print(5, 1));
    backfill.gap(MARKET, second(4), second(6));
    await clock.pass(60_000);
    expect(missed).toEqual([1]);
  });

  test('a print that two gaps have hidden is told once', async () => {
    const { clock, missed, backfill } = stage([print(5, 1, '0x1'), print(5, 2)]);
    backfill.gap(MARKET, second(4), second(6));
    backfill.gap(MARKET, second(4), second(6));
    await clock.pass(60_000);
    expect(missed).toEqual([1, 2]);
  });

  test('a venue that cannot say is asked again, and then its prints are unknown', async () => {
    const silent = stage(undefined, new Error('down'), undefined);
    silent.backfill.gap(MARKET, second(4), second(6));
    await silent.clock.pass(600_000);
    expect(silent.asked.length).toBe(5);
    expect(silent.backfill.counts).toEqual({ gaps: 1, missed: 0, unanswered: 1 });
    const slow = stage(undefined, [print(5, 1)]);
    slow.backfill.gap(MARKET, second(4), second(6));
    await slow.clock.pass(600_000);
    expect(slow.missed).toEqual([1]);
  });

  test('what was heard long ago is forgotten, and closing asks nobody any more', async () => {
    const { clock, asked, missed, backfill } = stage([print(0, 1, '0x1')]);
    backfill.heard(MARKET, print(0, 1, '0x1'));
    await clock.pass(1_000_000);
    backfill.heard(MARKET, print(1_000, 2, '0x2'));
    backfill.gap(MARKET, second(0), second(1));
    await clock.pass(60_000);
    expect(missed).toEqual([1]);
    backfill.gap(MARKET, second(0), second(1));
    backfill.close();
    await clock.pass(600_000);
    expect(asked.length).toBe(1);
    expect(clock.waiting).toBe(0);
  });

  test.each([
    ['a market that was let go', (backfill: Backfill) => backfill.forget(MARKET)],
    ['a recorder that has closed', (backfill: Backfill) => backfill.close()],
  ])('the answer is not told to %s meanwhile', async (_, leave) => {
    const clock = new VirtualClock();
    const missed: number[] = [];
    const { promise, resolve } = Promise.withResolvers<readonly Print[] | undefined>();
    const onMissed = (one: Print) => missed.push(one.size);
    const backfill = new Backfill({ clock, ask: () => promise, onMissed });
    backfill.gap(MARKET, second(4), second(6));
    await clock.pass(46_000);
    leave(backfill);
    resolve([print(5, 1, '0x1')]);
    await clock.pass(600_000);
    expect(missed).toEqual([]);
    expect(backfill.counts).toEqual({ gaps: 1, missed: 0, unanswered: 1 });
    expect(clock.waiting).toBe(0);
  });

  test('a book that comes back ends the gap that began when it was lost', async () => {
    const { clock, asked, missed, backfill } = stage([print(4, 1, '0x1'), print(5, 2, '0x2')]);
    backfill.heard(MARKET, print(4, 1, '0x1'));
    backfill.lost(MARKET, TOKEN, second(4));
    // So long that what was heard before it is forgotten.
    await clock.pass(2_000_000);
    backfill.heard(MARKET, print(2_000, 3, '0x3'));
    expect(backfill.regained(TOKEN, second(2_000))).toBe(true);
    expect(backfill.regained(TOKEN, second(2_000))).toBe(false);
    await clock.pass(60_000);
    expect(asked).toEqual([[second(2), second(2_030)]]);
    expect(missed).toEqual([2]);
  });

  test('a gap that is open when its market is let go is asked about all the same', async () => {
    const { clock, asked, backfill } = stage([]);
    backfill.lost(MARKET, TOKEN, second(4));
    backfill.left(MARKET, second(9));
    await clock.pass(60_000);
    expect(asked).toEqual([[second(2), second(39)]]);
    expect(backfill.counts).toEqual({ gaps: 1, missed: 0, unanswered: 0 });
  });

  test.each([
    ['the market is over', (backfill: Backfill) => backfill.forget(MARKET)],
    ['the recorder stops', (backfill: Backfill) => backfill.close()],
  ])('a gap that is open when %s is unanswered', async (_, leave) => {
    const { clock, backfill } = stage([]);
    backfill.lost(MARKET, TOKEN, second(4));
    leave(backfill);
    expect(backfill.counts).toEqual({ gaps: 1, missed: 0, unanswered: 1 });
    expect(backfill.regained(TOKEN, second(5))).toBe(false);
    expect(clock.waiting).toBe(0);
  });

  test('a gap that still waits when the market or the recorder goes is unanswered', async () => {
    const { clock, asked, backfill } = stage([print(5, 1)]);
    backfill.gap(MARKET, second(4), second(6));
    backfill.forget(MARKET);
    expect(backfill.counts.unanswered).toBe(1);
    backfill.gap(MARKET, second(4), second(6));
    backfill.close();
    backfill.gap(MARKET, second(4), second(6));
    await clock.pass(600_000);
    expect(backfill.counts).toEqual({ gaps: 3, missed: 0, unanswered: 3 });
    expect(asked).toEqual([]);
  });
});
