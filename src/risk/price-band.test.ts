import { describe, expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Side } from '../domain/side.ts';
import type { Price } from '../domain/units.ts';
import { limitPrice } from './price-band.ts';

const check = limitPrice(50_000 as Price);

describe('a limit price at most 0.05 through the book', () => {
  test.each<[Side, number, number, string]>([
    ['buy', 0, 0.67, 'passes'],
    ['buy', 0, 0.68, 'price_too_far'],
    ['buy', 0, 0.01, 'passes'],
    ['sell', 0, 0.56, 'passes'],
    ['sell', 0, 0.55, 'price_too_far'],
    ['sell', 0, 0.99, 'passes'],
    // The second token's book is 0.38 / 0.39.
    ['buy', 1, 0.44, 'passes'],
    ['buy', 1, 0.45, 'price_too_far'],
  ])('%s token %d at %d: %s', (side, token, dollars, code) => {
    const price = Math.round(dollars * 1_000_000) as Price;
    const order = anOrder({ side, token: token as TokenIndex, price });
    expect(new GateBench().run(check, order)).toBe(code);
  });

  test('is held against the own side where the other is empty', () => {
    const bench = new GateBench();
    bench.view.setBook(0 as TokenIndex, [['0.90', '5']], []);
    expect(bench.run(check, anOrder({ price: 950_000 as Price }))).toBe('passes');
    expect(bench.run(check, anOrder({ price: 960_000 as Price }))).toBe('price_too_far');
  });

  test('needs some price to be held against, unless it is unlimited', () => {
    const bench = new GateBench();
    bench.view.setBook(0 as TokenIndex, [], []);
    expect(bench.run(check, anOrder())).toBe('no_price_to_compare');
    expect(bench.run(limitPrice('unlimited'), anOrder())).toBe('passes');
  });
});
