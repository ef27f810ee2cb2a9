import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { lines } from '../../../test/support/gamma-rows.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import { roundDecimal } from '../../domain/decimal.ts';
import { type StrikePrint, StrikeRecord } from '../../domain/strike-record.ts';
import type { Timestamp } from '../../domain/units.ts';
import { checkStrike } from './strike-check.ts';

function print(ms: number, value: number, text = String(value)): StrikePrint {
  return { tsEvent: (ms * 1_000) as Timestamp, value, text };
}

const at = (record: StrikeRecord, ms: number) => record.at((ms * 1_000) as Timestamp);

test('a difference from the venue’s price is told with both, and by how much', () => {
  const record = new StrikeRecord();
  record.add(print(0, 63_123_544_864));
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
