import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type StrikePrint, StrikeRecord, strikeFeed } from './strike-record.ts';
import type { Timestamp } from './units.ts';

function print(ms: number, value: number, text = String(value)): StrikePrint {
  return { tsEvent: (ms * 1_000) as Timestamp, value, text };
}

function recordOf(...prints: readonly (readonly [ms: number, value: number])[]): StrikeRecord {
  const record = new StrikeRecord();
  for (const [ms, value] of prints) record.add(print(ms, value));
  return record;
}

const at = (record: StrikeRecord, ms: number) => record.at((ms * 1_000) as Timestamp);

describe('the price at a boundary', () => {
  test('is the print of that very moment, as soon as it is there', () => {
    const record = recordOf([9_000, 1], [10_000, 2]);
    expect(at(record, 10_000)).toEqual({ kind: 'known', value: 2, text: '2', isExact: true });
  });

  test('is else the last print before, once a later one is there', () => {
    const record = recordOf([9_000, 1]);
    expect(at(record, 10_000)).toEqual({ kind: 'unknown', why: 'not_over' });
    record.add(print(11_000, 3));
    expect(at(record, 10_000)).toMatchObject({ value: 1, isExact: false });
    record.add(print(10_000, 2));
    expect(at(record, 10_000)).toMatchObject({ value: 2, isExact: true });
  });

  test('is unknown in a hole and before the record', () => {
    const record = recordOf([9_000, 1], [11_001, 3]);
    expect(at(record, 10_000)).toEqual({ kind: 'unknown', why: 'hole' });
    expect(at(record, 8_999)).toEqual({ kind: 'unknown', why: 'no_print' });
  });

  test('takes a correction, and forgets what is old', () => {
    const record = recordOf([0, 1], [0, 2], [1_200_000, 3]);
    expect(at(record, 0)).toMatchObject({ value: 2 });
    record.add(print(1_200_001, 4));
    expect(at(record, 0)).toEqual({ kind: 'unknown', why: 'no_print' });
  });

  test('needs no more memory than four prints a second', () => {
    const record = new StrikeRecord(10_000);
    for (let ms = 0; ms < 41; ms++) record.add(print(ms, ms + 1));
    expect(at(record, 0)).toEqual({ kind: 'unknown', why: 'no_print' });
    expect(at(record, 1)).toMatchObject({ value: 2 });
  });

  test('does not depend on the order in which prints come', () => {
    const prints = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1 });
    const shuffled = prints.chain((seconds) =>
      fc.tuple(fc.constant(seconds), fc.shuffledSubarray(seconds, { minLength: seconds.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 0, max: 60_000 }), ([one, other], boundary) => {
        const [a, b] = [one, other].map((list) =>
          recordOf(...list.map((second) => [second * 1_000, second] as const)),
        );
        expect(at(a!, boundary)).toEqual(at(b!, boundary));
        const strike = at(a!, boundary);
        const naive = Math.max(-1, ...one.filter((second) => second * 1_000 <= boundary));
        if (strike.kind === 'known') expect(strike.value).toBe(naive);
      }),
    );
  });
});

test.each([
  ['chainlink/btcusd', { kind: 'spot_close_vs_open', feed: 'chainlink/btcusd', tie: 'first' }],
  [
    'chainlink/btcusd-twap60',
    { kind: 'twap_close_vs_open', feed: 'chainlink/btcusd', lookbackSeconds: 60, tie: 'first' },
  ],
  [undefined, { kind: 'spot_close_vs_open', feed: 'binance/btcusdt', tie: 'first' }],
  [undefined, { kind: 'oracle' }],
] as const)('%s prints what decides', (feed, rule) => {
  expect(strikeFeed(rule)).toBe(feed);
});
