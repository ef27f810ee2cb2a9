// How the windows of a recorded day ended by the prints of that day, against what the venue said.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { roundDecimal } from '../../src/domain/decimal.ts';
import type { MarketIndex } from '../../src/domain/ids.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import { OwnOutcomes } from '../../src/engine/own-outcomes.ts';
import { aMarket } from '../support/a-market.ts';
import { lines } from '../support/gamma-rows.ts';
import { recording, testRecorded } from '../support/recorded.ts';

type Row = { readonly start_sec: number; readonly outcome_prices: readonly [string, string] };

const FEED = 'chainlink/btcusd';
const rule = {
  value: { kind: 'spot_close_vs_open', feed: FEED, tie: 'first' },
  source: 'test',
} as const;

/** Windows that differ, where the venue's winners are as recorded, or the others. */
function differing(path: string, areTurned: boolean): number {
  const outcomes = new OwnOutcomes();
  const rows = lines(path, 'BTC-5m-markets-2026-06-08.jsonl.gz') as Row[];
  const micros = (seconds: number) => (seconds * 1e6) as Timestamp;
  for (const [i, { start_sec: start }] of rows.entries()) {
    const window = { opensAt: micros(start), closesAt: micros(start + 300) };
    outcomes.listed(i as MarketIndex, aMarket({ ...window, rule }));
  }
  const csv = gunzipSync(readFileSync(join(path, 'BTCUSD-prices-2026-06-08.csv.gz'))).toString();
  for (const line of csv.split('\n').slice(1)) {
    const [ms, , full = ''] = line.split(',');
    const value = roundDecimal(full, 'halfEven', 18);
    if (value.ok) outcomes.heard(FEED, value.value, Number(ms) * 1_000);
  }
  return rows.filter(({ outcome_prices: [first] }, i) => {
    const isUp = (first === '1') !== areTurned;
    return outcomes.resolved(i as MarketIndex, isUp ? 1_000_000 : 0) !== undefined;
  }).length;
}

testRecorded(
  'on a recorded day every window ended by our prints as the venue said, and none otherwise',
  recording('btc-5m-chainlink-outcomes-2026-06'),
  (path) => {
    expect(differing(path, false)).toBe(0);
    // Of 292 windows the prints of that day tell 285.
    expect(differing(path, true)).toBe(285);
  },
);
