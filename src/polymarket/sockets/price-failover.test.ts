import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aPrint } from '../../../test/support/price-log.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import {
  FAILOVER_LIMITS,
  oracleSeries,
  POLYBOLT,
  PriceFailover,
  type PriceSwitch,
  RTDS,
} from './price-failover.ts';

const TWAP = 'chainlink/btcusd-twap60';

function stage() {
  const clock = new VirtualClock();
  const switches: PriceSwitch[] = [];
  const failover = new PriceFailover(clock, oracleSeries('btc'), FAILOVER_LIMITS, (change) => {
    switches.push(change);
  });
  const start = clock.now();
  const ms = () => (clock.now() - start) / 1_000;
  /** A print that the source says is of this moment. */
  const tell = (source: string, value = 1, feed = TWAP, delayMs = 0) =>
    failover.take(source, aPrint(feed, ms() - delayMs, value), clock.now());
  const sources = () => switches.map(({ from, to }) => `${from?.source} > ${to?.source}`);
  return { clock, failover, switches, sources, tell };
}

describe('a price series', () => {
  test('comes from the preferred source, and says which and how old it is', () => {
    const { clock, failover, tell } = stage();
    clock.advance(1_500);
    tell(RTDS, 2);
    tell(POLYBOLT, 2, TWAP, 1_300);
    clock.advance(700);
    expect(failover.read('btc/twap60')).toMatchObject({ source: RTDS, ageMs: 700 });
    clock.advance(800);
    tell(POLYBOLT, 3, TWAP, 1_300);
    expect(failover.read('btc/spot')).toBeUndefined();
    expect(failover.read('btc/twap60')).toMatchObject({
      source: RTDS,
      feed: TWAP,
      isFallback: true,
      value: 2,
      ageMs: 1_500,
    });
  });

  test('falls back when the preferred source is stale, and returns when it is well again', () => {
    const { clock, failover, sources, tell } = stage();
    const both = (seconds: number, polybolt: boolean) => {
      for (let i = 0; i < seconds; i++) {
        clock.advance(1_000);
        if (polybolt) tell(POLYBOLT, 10);
        tell(RTDS, 20);
      }
    };
    both(10, true);
    expect(failover.read('btc/twap60')).toMatchObject({ source: POLYBOLT, isFallback: false });
    both(6, false);
    expect(failover.read('btc/twap60')).toMatchObject({ source: RTDS, isFallback: true });
    both(30, true);
    expect(failover.read('btc/twap60')?.source).toBe(RTDS);
    both(1, true);
    expect(failover.read('btc/twap60')?.source).toBe(POLYBOLT);
    expect(sources()).toEqual(['undefined > polybolt', 'polybolt > rtds', 'rtds > polybolt']);
  });

  test('is unknown when nobody is fresh', () => {
    const { clock, failover, sources, tell } = stage();
    tell(POLYBOLT);
    clock.advance(FAILOVER_LIMITS.staleMs);
    expect(failover.read('btc/twap60')).toBeDefined();
    clock.advance(1);
    expect(failover.read('btc/twap60')).toBeUndefined();
    expect(sources()).toEqual(['undefined > polybolt', 'polybolt > undefined']);
    tell(RTDS);
    expect(failover.read('btc/twap60')?.source).toBe(RTDS);
  });

  test('is not kept fresh by a print that is repeated, or sent long after', () => {
    const { clock, failover, tell } = stage();
    const print = aPrint(TWAP, 0);
    for (let i = 0; i < 6; i++) {
      failover.take(POLYBOLT, print, clock.now());
      clock.advance(1_000);
    }
    expect(failover.read('btc/twap60')).toBeUndefined();
    tell(POLYBOLT, 1, TWAP, 5_001);
    expect(failover.read('btc/twap60')).toBeUndefined();
  });

  test('is not silenced by a print that says to be of a later time', () => {
    const { clock, failover, tell } = stage();
    tell(POLYBOLT, 9, TWAP, -2_001);
    expect(failover.read('btc/twap60')).toBeUndefined();
    tell(POLYBOLT, 2, TWAP, -2_000);
    clock.advance(2_001);
    tell(POLYBOLT, 3);
    expect(failover.read('btc/twap60')).toMatchObject({ value: 3, ageMs: 0 });
  });

  test('never takes the price of another maker or average', () => {
    const { failover, tell } = stage();
    tell(POLYBOLT, 1, 'pyth/btcusd');
    tell(POLYBOLT, 1, 'chainlink/btcusd-twap30');
    tell('elsewhere', 1, TWAP);
    expect(failover.read('btc/twap60') ?? failover.read('btc/spot')).toBeUndefined();
  });

  test('counts where two sources of one feed contradict each other', () => {
    const { clock, failover, tell } = stage();
    tell(POLYBOLT, 5);
    tell(RTDS, 5);
    clock.advance(1_000);
    tell(POLYBOLT, 6);
    tell(RTDS, 7);
    tell(RTDS, 8, 'chainlink/btcusd');
    expect(failover.disagreements).toBe(1);
  });

  test('that nobody has named is a mistake', () => {
    expect(() => stage().failover.read('eth/spot')).toThrow(/no price series/);
  });

  test('is never mixed: each value is its source’s own, and each change of source was told', () => {
    const step = fc.record({
      ms: fc.integer({ min: 1, max: 4_000 }),
      source: fc.constantFrom(POLYBOLT, RTDS),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const { clock, failover, switches, tell } = stage();
        const own: Record<string, number> = {};
        for (const [index, { ms, source }] of steps.entries()) {
          clock.advance(ms);
          tell(source, index + 1);
          own[source] = index + 1;
          const reading = failover.read('btc/twap60');
          if (reading === undefined) continue;
          expect(reading.source).toBe(switches.at(-1)?.to?.source);
          expect(reading.ageMs).toBeLessThanOrEqual(FAILOVER_LIMITS.staleMs);
          expect(reading.value).toBe(own[reading.source]);
        }
        for (const [i, change] of switches.entries()) {
          expect(change.from).toEqual(i === 0 ? undefined : switches[i - 1]?.to);
          expect(change.to).not.toEqual(change.from);
        }
      }),
    );
  });
});
