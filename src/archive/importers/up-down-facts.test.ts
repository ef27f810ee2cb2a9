import { expect, test } from 'vitest';
import { polymarketWire } from '../../../test/support/wire.ts';
import { upDownFacts } from './up-down-facts.ts';

test('a slug tells the window and the rule of its day, and nothing more', () => {
  const facts = upDownFacts(polymarketWire, 'btc-updown-15m-1771634700');
  expect(facts).toMatchObject({ asset: 'btc', category: 'crypto', fee: undefined });
  expect(facts?.opensAt).toBe(1_771_634_700_000_000);
  expect(facts?.rule?.value.kind).toBe('spot_close_vs_open');
  expect(upDownFacts(polymarketWire, 'mlb-sd-lad-2025-06-17')).toBeUndefined();
});
