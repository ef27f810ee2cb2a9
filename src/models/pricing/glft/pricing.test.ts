import { describe, expect, test } from 'vitest';
import { near } from '../../../../test/support/near.ts';
import { pairOf, quotesOf } from '../../../../test/support/quote-inputs.ts';
import { glft, glftRunningPenalty } from './pricing.ts';

const MID = 0.52;

describe('Guéant, Lehalle and Fernandez-Tapia', () => {
  test('the vector of the formula sheet for unit orders, §2', () => {
    const { bid, ask } = pairOf(glft, { orderSize: 1 });
    near(MID - bid, 0.012517652655301813);
    near(ask - MID, 0.012517652655301813);
    const held = pairOf(glft, { orderSize: 1, inventory: 1 });
    near(MID - held.reservation, 3.686768042135424e-5);
    near(ask - bid, 2 * 0.012499218815091136 + 3.686768042135424e-5);
  });

  test('the vector for orders of ten shares and an inventory of 200', () => {
    const { bid, ask, reservation } = pairOf(glft, { orderSize: 10, inventory: 200 });
    near(MID - bid, 0.014882875745784771);
    near(ask - MID, 0.010218130884388107);
    near(ask - bid, 0.02510100663);
    near((MID - reservation) / 200, 1.1661862153491664e-5);
  });

  test('where only inventory costs something, by its square', () => {
    const { bid, ask, reservation } = pairOf(glftRunningPenalty, { inventory: 200 });
    const skew = 0.002 * Math.sqrt((0.01 * Math.E) / (2 * 0.5 * 20 * 80));
    near((MID - reservation) / 200, skew);
    near(ask - bid, 2 / 80 + 20 * skew);
  });

  test('both forms are one where risk aversion is next to nothing', () => {
    const changes = { gamma: 1e-7, inventory: 200 };
    const [a, b] = [pairOf(glft, changes), pairOf(glftRunningPenalty, changes)];
    near(a.bid, b.bid, 1e-6);
    near(a.ask, b.ask, 1e-6);
  });

  test('they know no horizon', () => {
    expect(pairOf(glft, { secondsLeft: Number.NaN })).toEqual(pairOf(glft));
  });

  test.each([
    ['volatility_unknown', { volatility: Number.NaN }],
    ['arrivals_unknown', { arrivalDecay: Number.NaN }],
    ['arrivals_unknown', { arrivalRate: 0 }],
  ])('abstains with %s where %o', (code, changes) => {
    expect(quotesOf(glft, changes)).toBe(code);
    expect(quotesOf(glftRunningPenalty, changes)).toBe(code);
  });
});
