import { expect, test } from 'vitest';
import { polymarketWire } from '../../../test/support/wire.ts';
import type { Timestamp } from '../../domain/units.ts';
import { upDownFacts, upDownRule } from './up-down-facts.ts';

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

test('a slug tells the window; the fee is unknown before it was documented', () => {
  const facts = upDownFacts(polymarketWire, 'btc-updown-15m-1771634700');
  expect(facts).toMatchObject({ asset: 'btc', category: 'crypto', fee: undefined });
  expect(facts?.opensAt).toBe(1_771_634_700_000_000);
  expect(facts?.minimumSize?.value).toBe(5_000_000);
  expect(upDownFacts(polymarketWire, 'btc-updown-5m-1780876500')?.fee?.value.ratePpm).toBe(70_000);
  expect(upDownFacts(polymarketWire, 'mlb-sd-lad-2025-06-17')).toBeUndefined();
});
