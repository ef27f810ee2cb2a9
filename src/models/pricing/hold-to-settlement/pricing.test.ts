import { describe, expect, test } from 'vitest';
import { near } from '../../../../test/support/near.ts';
import { pairOf, quotesOf } from '../../../../test/support/quote-inputs.ts';
import { bestBid } from './best-bid.ts';
import { marginalWorth, mostForSize } from './indifference.ts';
import { holdToSettlement as engine } from './pricing.ts';

const sheet = { mid: 0.6, inventory: 100, gamma: 0.005 };

/** CE(q) of formulas §4a, as it is written there. */
const certainty = (mid: number, inventory: number, gamma: number) =>
  -Math.log(1 - mid + mid * Math.exp(-gamma * inventory)) / gamma;

describe('what is held until it pays', () => {
  test('the vector of the formula sheet, §4a', () => {
    const worth = marginalWorth(0.6, 100, 0.005);
    near(worth, 0.4763838622);
    near(mostForSize(worth, 0.005 * 20), 0.4639365235);
    near(1 - mostForSize(1 - worth, 0.005 * 20), 0.4888704343);
    near(pairOf(engine, sheet).reservation, worth);
  });

  test('the price for n shares is that of the certainty equivalents', () => {
    const n = 35;
    const buys = (certainty(0.6, 100 + n, 0.005) - certainty(0.6, 100, 0.005)) / n;
    near(mostForSize(marginalWorth(0.6, 100, 0.005), 0.005 * n), buys);
    expect(mostForSize(0.4, 0)).toBe(0.4);
  });

  test('to first order it is A-S with p(1-p) for the variance to come', () => {
    near(marginalWorth(0.6, 1, 1e-5), 0.6 - 1e-5 * 0.24, 1e-8);
  });

  test('inventories that overflow every exponential are still worth something', () => {
    expect(marginalWorth(0.6, 1e6, 1)).toBe(0);
    expect(mostForSize(0.4, 1e5)).toBeCloseTo(-Math.log1p(-0.4) / 1e5, 12);
  });
});

describe('the best bid', () => {
  /** Fills by what each is worth: what is to be most. */
  const gain = (bid: number, most: number, risk: number, fallOff: number) =>
    bid ** fallOff * -Math.expm1(-risk * (most - bid));

  test.each([
    [0.5, 0.2, 40],
    [0.05, 0.2, 4],
    [0.98, 1, 80],
    [0.3, 5, 0.5],
    [0.002, 0.01, 0.16],
  ])('of at most %f at risk %f, fall-off %f: none beside it earns more', (most, risk, fallOff) => {
    const bid = bestBid(most, risk, fallOff);
    expect(bid).toBeGreaterThan(0);
    expect(bid).toBeLessThan(most);
    near(bid + Math.log1p((bid * risk) / fallOff) / risk, most, 1e-14);
    const best = gain(bid, most, risk, fallOff);
    for (const off of [0.5, 0.9, 0.99, 1.01]) {
      if (bid * off < most) {
        expect(gain(bid * off, most, risk, fallOff)).toBeLessThan(best);
      }
    }
  });

  test('without risk aversion it is the share k mid / (1 + k mid) of it', () => {
    expect(bestBid(0.5, 0, 40)).toBe((0.5 * 40) / 41);
    near(bestBid(0.5, 1e-9, 40), (0.5 * 40) / 41, 1e-8);
  });
});

describe('hold to settlement', () => {
  test('quotes lie outside of what n shares are worth', () => {
    const { bid, ask } = pairOf(engine, { ...sheet, orderSize: 20 });
    expect(bid).toBeLessThan(0.4639365235);
    expect(ask).toBeGreaterThan(0.4888704343);
  });

  test('there is a spread without inventory: nearly 2/k more than risk alone asks for', () => {
    const { bid, ask } = pairOf(engine, { mid: 0.5, gamma: 1e-6, arrivalDecay: 1_000 });
    near(ask - bid, 2 / 1_000, 3e-3);
  });

  test('an ask is a bid for the other outcome', () => {
    const one = pairOf(engine, { mid: 0.3, inventory: 70 });
    const other = pairOf(engine, { mid: 0.7, inventory: -70 });
    near(one.bid, 1 - other.ask);
    near(one.ask, 1 - other.bid);
  });

  test('next to 0 and 1 the near quote goes there, and the far one keeps its distance', () => {
    const low = pairOf(engine, { mid: 0.001 });
    expect(low.bid).toBeGreaterThan(0);
    expect(low.bid).toBeLessThan(0.001);
    expect(low.ask).toBeLessThan(0.001 + 2 / 80);
    const high = pairOf(engine, { mid: 0.999 });
    expect(high.ask).toBeLessThan(1);
    expect(high.bid).toBeGreaterThan(0.999 - 2 / 80);
  });

  test('neither time nor volatility matters to who waits for the end', () => {
    const all = pairOf(engine);
    expect(pairOf(engine, { secondsLeft: 0 })).toEqual(all);
    expect(pairOf(engine, { volatility: Number.NaN, secondsLeft: Number.NaN })).toEqual(all);
  });

  test('abstains where fills are unknown', () => {
    expect(quotesOf(engine, { arrivalDecay: Number.NaN })).toBe('arrivals_unknown');
    expect(quotesOf(engine, { gamma: Number.NaN })).toBe('gamma_unknown');
  });
});
