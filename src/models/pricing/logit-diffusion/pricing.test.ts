import { describe, expect, test } from 'vitest';
import { near } from '../../../../test/support/near.ts';
import { pairOf, quotesOf } from '../../../../test/support/quote-inputs.ts';
import { logistic, logOddsOf } from '../../probability-model.ts';
import { marginalWorth } from '../hold-to-settlement/indifference.ts';
import { logitDiffusion } from './pricing.ts';

const calm = logitDiffusion({ logOdds: 0, seconds: 60 });

describe('logit diffusion', () => {
  test('the vector of the formula sheet, §4b: gamma and k there are per unit of log odds', () => {
    const sheet = {
      mid: 0.6,
      inventory: 100,
      orderSize: 1,
      gamma: 0.002 / (0.6 * 0.4),
      // Fills are e times rarer a quarter of a unit away.
      arrivalDecay: 1 / (0.6 - logistic(logOddsOf(0.6) - 1 / 4)),
      logitVolatility: 0.05,
      secondsLeft: 300,
    };
    const { reservation, bid, ask } = pairOf(calm, sheet);
    near(reservation, 0.5635211899830976);
    near(logOddsOf(reservation), 0.2554651081081642);
    near(bid, 0.501194394548796);
    near(ask, 0.6239041287052607);
    near(logOddsOf(ask) - logOddsOf(reservation), 0.25068752082549645);
  });

  test('near one half it is Avellaneda-Stoikov in dollars', () => {
    const { bid, ask } = pairOf(calm, { mid: 0.5, logitVolatility: 0.008, arrivalDecay: 1_000 });
    const half = (0.01 * 20 * 0.002 ** 2 * 300) / 2 + Math.log1p((0.01 * 20) / 1_000) / 0.2;
    near(ask - bid, 2 * half, 1e-5);
  });

  test('far from the end the inventory weighs as much as to who holds to the settlement', () => {
    const { reservation } = pairOf(calm, { inventory: 70, secondsLeft: 30 * 86_400 });
    near(reservation, marginalWorth(0.52, 70, 0.01));
  });

  test('next to 0 an ask keeps its distance, and a bid has some room left', () => {
    const { bid, ask } = pairOf(calm, { mid: 0.002, arrivalDecay: 10, gamma: 1e-6 });
    near(ask, 0.102, 1e-3);
    expect(bid).toBeGreaterThan(0);
    expect(bid).toBeLessThan(0.002);
  });

  test('near the end each quote stands off by the jump', () => {
    const jumpy = logitDiffusion({ logOdds: 0.5, seconds: 60 });
    const widening = (secondsLeft: number) =>
      logOddsOf(pairOf(jumpy, { secondsLeft }).ask) - logOddsOf(pairOf(calm, { secondsLeft }).ask);
    near(widening(0), 0.5);
    near(widening(60), 0.5 / Math.E);
    expect(widening(3_600)).toBeLessThan(1e-12);
  });

  test.each([
    ['logit_volatility_unknown', { logitVolatility: Number.NaN }],
    ['horizon_unknown', { secondsLeft: Number.NaN }],
    ['arrivals_unknown', { arrivalDecay: Number.NaN }],
    ['arrivals_unknown', { arrivalDecay: 1 }],
    ['order_size_unknown', { orderSize: Number.NaN }],
    ['beyond_precision', { inventory: -1e9, gamma: 1 }],
  ])('abstains with %s where %o', (code, changes) => {
    expect(quotesOf(calm, changes)).toBe(code);
  });
});
