import { expect, test } from 'vitest';
import type { Timestamp } from './units.ts';
import { upDownRule } from './up-down-rule.ts';

const closes = (iso: string) => (Date.parse(iso) * 1_000) as Timestamp;

test.each([
  ['5m before the switch', 300, '2026-08-07T00:00:00Z', 'spot_close_vs_open', undefined],
  ['5m after the switch', 300, '2026-08-07T00:05:00Z', 'twap_close_vs_open', 30],
  ['5m a week later', 300, '2026-08-14T00:05:00Z', 'twap_close_vs_open', 60],
  ['15m after the switch', 900, '2026-08-07T00:15:00Z', 'twap_close_vs_open', 60],
])('%s settles on %s', (_name, seconds, iso, kind, lookback) => {
  const { value } = upDownRule('btc', seconds, closes(iso));
  expect(value).toMatchObject({ kind, feed: 'chainlink/btcusd', tie: 'first' });
  if (lookback !== undefined) expect(value).toMatchObject({ lookbackSeconds: lookback });
});

test('hours settle on Binance', () => {
  const { value } = upDownRule('eth', 3600, closes('2026-09-01T00:00:00Z'));
  expect(value).toMatchObject({ kind: 'spot_close_vs_open', feed: 'binance/ethusdt' });
});
