import { describe, expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import { buyFavoriteAtOpen } from './strategy.ts';

describe('the favorite at the open', () => {
  test('is bought on the first good book after five seconds, once', () => {
    const bench = new StrategyBench(buyFavoriteAtOpen);
    bench.quote(4.9, '0.52', '0.53');
    expect(bench.story).toEqual([]);
    bench.quote(5.1, '0.52', '0.53');
    bench.fill(1);
    bench.quote(5.2, '0.52', '0.53');
    bench.pass(300);
    expect(bench.story).toEqual(['5.1s buy 10 of 0 at 0.55 FAK: favorite']);
  });

  test('is the second token when that leads', () => {
    const bench = new StrategyBench(buyFavoriteAtOpen);
    bench.quote(5, '0.48', '0.49');
    expect(bench.story).toEqual(['5s buy 10 of 1 at 0.54 FAK: favorite']);
  });

  test('is waited for while nobody leads, for a minute', () => {
    const bench = new StrategyBench(buyFavoriteAtOpen);
    bench.quote(5, '0.49', '0.51');
    bench.quote(60, '0.60', '0.61');
    bench.pass(60);
    expect(bench.story).toEqual(['60s skip 0: no_favorite']);
  });

  test('is not tried twice', () => {
    const bench = new StrategyBench(buyFavoriteAtOpen);
    bench.quote(5, '0.52', '0.53');
    bench.reject(1, 'no_match');
    bench.quote(6, '0.52', '0.53');
    expect(bench.story).toHaveLength(1);
  });

  test('needs to know when the market opens', () => {
    const bench = new StrategyBench(buyFavoriteAtOpen, {}, [aMarket({ opensAt: undefined })]);
    expect(bench.story).toEqual(['-1s skip 0: life_unknown']);
  });

  test('looks when it is told to', () => {
    const bench = new StrategyBench(buyFavoriteAtOpen, { settleIn: '0.5', size: '20' });
    bench.quote(0.5, '0.52', '0.53');
    expect(bench.story).toEqual(['0.5s buy 20 of 0 at 0.55 FAK: favorite']);
  });
});
