import { expect, test } from 'vitest';
import type { Provenance } from '../../../src/domain/provenance.ts';
import type { Profit } from '../../../src/server/dashboard/history.ts';
import { pastNet } from './past-net.ts';

function row(strategy: string, provenance: Provenance, prices: Provenance, net: number) {
  const sum = { net, fees: 0, rebate: 0, cost: 0, trades: 1, won: 1 };
  return { strategy, provenance, prices, today: sum, week: sum, month: sum, all: sum };
}

const strategies: Profit['strategies'] = [
  row('ml', 'live', 'live', 1_000_000),
  row('ml', 'simulated', 'live', 20_000_000),
  row('ml', 'simulated', 'simulated', 4_000_000_000),
  row('fusion', 'live', 'live', 300_000_000),
];
const ofMl = (desk: Parameters<typeof pastNet>[1]) => pastNet({ strategies }, desk, 'ml', 'week');

test('a desk whose money is real is told what real money made, and of one strategy', () => {
  expect(ofMl({ mode: 'live', provenance: 'live' })).toBe(1_000_000);
});

test.each([
  ['on paper at the prices of the venue', { mode: 'paper', provenance: 'live' }, 20_000_000],
  ['on paper at an exchange here', { mode: 'paper', provenance: 'simulated' }, 4_000_000_000],
  ['of the demo', { mode: 'demo', provenance: 'simulated' }, 4_000_000_000],
] as const)('a desk %s is told no real money, and none of other prices', (_, desk, net) => {
  expect(ofMl(desk)).toBe(net);
});
