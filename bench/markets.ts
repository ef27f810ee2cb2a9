import type { Market } from '../src/domain/market.ts';
import type { TickSize } from '../src/domain/tick.ts';
import type { Shares, Timestamp } from '../src/domain/units.ts';

/** Markets for measuring: a cent a tick, today's crypto fee, no end. */
export function benchMarkets(count: number): Market[] {
  return Array.from({ length: count }, (_, i) => ({
    slug: `bench-${i}`,
    conditionId: undefined,
    tokens: [undefined, undefined],
    labels: ['Up', 'Down'],
    question: undefined,
    category: 'crypto',
    asset: undefined,
    opensAt: undefined,
    closesAt: undefined,
    ticks: [{ at: 0 as Timestamp, tick: 10_000 as TickSize }],
    minimumSize: 5_000_000 as Shares,
    fee: {
      value: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 },
      source: 'bench',
    },
    rule: { value: { kind: 'oracle' }, source: 'bench' },
    takerDelayMs: 0,
  }));
}
