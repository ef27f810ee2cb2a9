import { expect, test } from 'vitest';
import type { Provenance } from '../../../src/domain/provenance.ts';
import type { Profit } from '../../../src/server/dashboard/history.ts';
import { pastNet } from './past-net.ts';

function row(strategy: string, provenance: Provenance, net: number) {
  const sum = { net, fees: 0, rebate: 0, cost: 0, trades: 1, won: 1 };
  return { strategy, provenance, today: sum, week: sum, month: sum, all: sum };
}

const strategies: Profit['strategies'] = [
  row('ml', 'live', 1_000_000),
  row('ml', 'simulated', 20_000_000),
  row('fusion', 'live', 300_000_000),
];
const ofMl = (desk: Parameters<typeof pastNet>[1]) => pastNet({ strategies }, desk, 'ml', 'week');

test('a desk whose money is real is told what real money made, and of one strategy', () => {
  expect(ofMl({ mode: 'live', provenance: 'live' })).toBe(1_000_000);
});

test.each([
  ['on paper at the prices of the venue', { mode: 'paper', provenance: 'live' }],
  ['on paper at an exchange of this machine', { mode: 'paper', provenance: 'simulated' }],
  ['of the demo', { mode: 'demo', provenance: 'simulated' }],
] as const)('a desk %s is told no real money', (_, desk) => {
  expect(ofMl(desk)).toBe(20_000_000);
});
