import { describe, expect, test } from 'vitest';
import { near } from '../../../../test/support/near.ts';
import { pairOf, quotesOf } from '../../../../test/support/quote-inputs.ts';
import { avellanedaStoikov as engine } from './pricing.ts';

const unitOrders = { inventory: 200, orderSize: 1 };

describe('Avellaneda-Stoikov', () => {
  test('the vector of the formula sheet, §1', () => {
    const { reservation, bid, ask } = pairOf(engine, unitOrders);
    near(reservation, 0.5176);
    near(bid, 0.5050947812);
    near(ask, 0.5301052188);
    near(ask - bid, 0.02501043763);
  });

  test('an order of D shares is one share of something D times as dear', () => {
    const size = 20;
    const lot = pairOf(engine, { inventory: 200, orderSize: size });
    // In lots: price, volatility and 1/k are D times as large, the variance to come D² times.
    const variance = (0.002 * size) ** 2 * 300;
    const spread = 0.01 * variance + (2 / 0.01) * Math.log1p((0.01 * size) / 80);
    near(lot.reservation * size, 0.52 * size - (200 / size) * 0.01 * variance);
    near((lot.ask - lot.bid) * size, spread);
  });

  test('without risk aversion the spread is 2/k around the mid', () => {
    const { reservation, bid, ask } = pairOf(engine, { inventory: 200, gamma: 0 });
    expect(reservation).toBe(0.52);
    near(ask - bid, 2 / 80);
    const nearly = pairOf(engine, { inventory: 200, gamma: 1e-9 });
    near(nearly.ask - nearly.bid, 2 / 80, 1e-6);
  });

  test('the variance to come is never more than that of an outcome that comes at the end', () => {
    const month = pairOf(engine, { inventory: 10, orderSize: 1, secondsLeft: 30 * 86_400 });
    near(month.reservation, 0.52 - 10 * 0.01 * 0.52 * 0.48);
  });

  test.each([
    ['mid_unknown', { mid: Number.NaN }],
    ['mid_unknown', { mid: 1 }],
    ['mid_unknown', { mid: 0 }],
    ['horizon_unknown', { secondsLeft: Number.POSITIVE_INFINITY }],
    ['arrivals_unknown', { arrivalDecay: Number.POSITIVE_INFINITY }],
    ['inventory_unknown', { inventory: Number.NaN }],
    ['order_size_unknown', { orderSize: 0 }],
    ['gamma_unknown', { gamma: -1 }],
    ['volatility_unknown', { volatility: Number.NaN }],
    ['horizon_unknown', { secondsLeft: Number.NaN }],
    ['horizon_unknown', { secondsLeft: -1 }],
    ['arrivals_unknown', { arrivalDecay: 0 }],
    ['beyond_precision', { gamma: 1e300, orderSize: 1e300 }],
  ])('abstains with %s where %o', (code, changes) => {
    expect(quotesOf(engine, changes)).toBe(code);
  });
});
