import { FREE } from '../../src/domain/fee.ts';
import type { Market } from '../../src/domain/market.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import { MICROS_PER_SECOND, type Shares, type Timestamp } from '../../src/domain/units.ts';

/** 2026-04-13 12:00:00 UTC, a boundary of the five-minute markets. */
const NOON_S = 1_776_081_600;

/** Seconds after noon as a timestamp. */
export function at(seconds: number): Timestamp {
  return (NOON_S * MICROS_PER_SECOND + Math.round(seconds * MICROS_PER_SECOND)) as Timestamp;
}

/** A five-minute market from noon, one-cent ticks, five shares at least, no fee; or otherwise. */
export function aMarket(changes: Partial<Market> = {}): Market {
  return {
    slug: `btc-updown-5m-${NOON_S}`,
    conditionId: undefined,
    tokens: [undefined, undefined],
    labels: [undefined, undefined],
    question: undefined,
    category: 'crypto',
    asset: 'btc',
    opensAt: at(0),
    closesAt: at(300),
    ticks: [{ at: at(0), tick: 10_000 as TickSize }],
    minimumSize: 5_000_000 as Shares,
    fee: { value: FREE, source: 'test' },
    rule: { value: { kind: 'oracle' }, source: 'test' },
    takerDelayMs: 0,
    ...changes,
  };
}
