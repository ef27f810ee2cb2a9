import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lines } from '../../../test/support/gamma-rows.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import { roundDecimal } from '../../domain/decimal.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import { checkStrike, StrikeRecord, strikeFeed } from './strike.ts';

function print(ms: number, value: number, text = String(value)): ReferencePrint {
  const tsEvent = (ms * 1_000) as Timestamp;
  return { feed: 'chainlink/btcusd', tsEvent, tsSent: undefined, value, text, history: false };
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

test('a difference from the venue’s price is told with both, and by how much', () => {
  const record = recordOf([0, 63_123_544_864]);
  const official = (value: number) => ({ text: 'x', value });
  expect(checkStrike(at(record, 0), official(63_123_544_864))).toMatchObject({ kind: 'agrees' });
  expect(checkStrike(at(record, 0), official(63_123_544_865))).toEqual({
    kind: 'differs',
    own: '63123544864',
    official: 'x',
    by: 1,
  });
  expect(checkStrike(at(record, -1), official(1))).toEqual({ kind: 'unchecked', why: 'no_print' });
});

type Row = { readonly start_sec: number; readonly strike_value: string | null };

const day = recording('btc-5m-chainlink-outcomes-2026-06');
testRecorded(
  'on a recorded day our strike is the venue’s in every window it covers',
  day,
  (path) => {
    const record = new StrikeRecord(Number.POSITIVE_INFINITY);
    const csv = gunzipSync(readFileSync(join(path, 'BTCUSD-prices-2026-06-08.csv.gz'))).toString();
    for (const line of csv.split('\n').slice(1)) {
      const [ms, , full = ''] = line.split(',');
      const value = roundDecimal(full, 'halfEven', 18);
      if (value.ok) record.add(print(Number(ms), value.value, full));
    }
    const found: Record<string, number> = {};
    const count = (name: string) => {
      found[name] = (found[name] ?? 0) + 1;
    };
    for (const row of lines(path, 'BTC-5m-markets-2026-06-08.jsonl.gz') as Row[]) {
      const { start_sec: seconds, strike_value: text } = row;
      const value = roundDecimal(text ?? '', 'halfEven', 18);
      if (text === null || !value.ok) {
        count('the venue tells none');
        continue;
      }
      const own = at(record, seconds * 1_000);
      const check = checkStrike(own, { text, value: value.value });
      count(check.kind === 'unchecked' ? check.why : check.kind);
      if (own.kind === 'known' && own.text === text) count('the same to 18 decimals');
      if (own.kind === 'known' && own.isExact) count('printed at the boundary');
    }
    // One window opened before the record began, three after it ended.
    expect(found).toEqual({
      agrees: 284,
      'the same to 18 decimals': 284,
      'printed at the boundary': 284,
      no_print: 1,
      not_over: 3,
      'the venue tells none': 4,
    });
  },
);
