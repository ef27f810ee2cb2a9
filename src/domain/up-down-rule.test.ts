import { expect, test } from 'vitest';
import type { Timestamp } from './units.ts';
import { upDownRule } from './up-down-rule.ts';

const closes = (iso: string) => (Date.parse(iso) * 1_000) as Timestamp;

test.each([
  ['5m before the switch', '5m', 5, '2026-08-07T00:00:00Z', 'spot_close_vs_open', undefined],
  ['5m after the switch', '5m', 5, '2026-08-07T00:05:00Z', 'twap_close_vs_open', 30],
  ['5m a week later', '5m', 5, '2026-08-14T00:05:00Z', 'twap_close_vs_open', 60],
  ['15m after the switch', '15m', 15, '2026-08-07T00:15:00Z', 'twap_close_vs_open', 60],
  ['4h across the switch', '4h', 240, '2026-08-07T00:00:00Z', 'spot_close_vs_open', undefined],
] as const)('%s settles by its own rule', (_name, frame, minutes, iso, kind, lookback) => {
  const opens = (closes(iso) - minutes * 60e6) as Timestamp;
  const { value } = upDownRule('btc', frame, opens, closes(iso));
  expect(value).toMatchObject({ kind, feed: 'chainlink/btcusd', tie: 'first' });
  if (lookback !== undefined) expect(value).toMatchObject({ lookbackSeconds: lookback });
});

test.each([
  ['1h', 'first'],
  ['daily', 'half'],
] as const)('%s settles on Binance, a tie on %s', (frame, tie) => {
  const at = closes('2026-09-01T16:00:00Z');
  const { value } = upDownRule('eth', frame, at, at);
  expect(value).toEqual({ kind: 'spot_close_vs_open', feed: 'binance/ethusdt', tie });
});
