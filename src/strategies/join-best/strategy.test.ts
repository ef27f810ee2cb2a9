import { describe, expect, test } from 'vitest';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { TokenIndex } from '../../domain/ids.ts';
import type { Shares } from '../../domain/units.ts';
import { joinBest } from './strategy.ts';

const quotes = [
  '0s buy 10 of 0 at 0.5 GTC post-only: join_best',
  '0s buy 10 of 1 at 0.48 GTC post-only: join_best',
];

function quoting(parameters: Record<string, string> = {}): StrategyBench {
  const bench = new StrategyBench(joinBest, parameters);
  bench.quote(0, '0.50', '0.52');
  expect(bench.story).toEqual(quotes);
  return bench;
}

/** What happened after the first two orders. */
const since = (bench: StrategyBench) => bench.story.slice(2);

describe('quotes', () => {
  test('rest at both best prices and stay while these stay', () => {
    const bench = quoting();
    bench.quote(1, '0.50', '0.52');
    bench.quote(2, '0.50', '0.52');
    expect(since(bench)).toEqual([]);
  });

  test('move only on the side that moved, and only when the old order is gone', () => {
    const bench = quoting();
    bench.quote(1, '0.51', '0.52');
    bench.quote(2, '0.51', '0.52');
    bench.cancel(1, 'requested');
    bench.quote(3, '0.51', '0.52');
    bench.quote(4, '0.51', '0.52');
    expect(since(bench)).toEqual([
      '1s cancel 1: best_moved',
      '3s buy 10 of 0 at 0.51 GTC post-only: join_best',
    ]);
  });

  test('come back when the price does, while the cancel is on its way', () => {
    const bench = quoting();
    bench.quote(1, '0.50', '0.53');
    bench.quote(2, '0.50', '0.52');
    bench.cancel(2, 'requested');
    bench.quote(3, '0.50', '0.52');
    expect(since(bench)).toEqual([
      '1s cancel 2: best_moved',
      '3s buy 10 of 1 at 0.48 GTC post-only: join_best',
    ]);
  });

  test('say the price that they follow as one of the shares that they are for', () => {
    const bench = quoting();
    bench.quote(1, '0.51', '0.53');
    expect(bench.wishes.slice(2).map(({ reason }) => reason.numbers)).toEqual([
      { price: 500_000, best: 510_000 },
      { price: 480_000, best: 470_000 },
    ]);
  });

  test('leave a side that has no price', () => {
    const bench = quoting();
    bench.quote(1, '', '0.52');
    bench.cancel(1, 'requested');
    bench.quote(2, '', '0.52');
    expect(since(bench)).toEqual(['1s cancel 1: best_moved']);
  });

  test('that were refused are not repeated until the price moves', () => {
    const bench = quoting();
    bench.reject(1, 'post_only_would_cross');
    bench.quote(1, '0.50', '0.52');
    bench.quote(2, '0.49', '0.52');
    expect(since(bench)).toEqual(['2s buy 10 of 0 at 0.49 GTC post-only: join_best']);
  });

  test('that were denied are not repeated until the price moves', () => {
    const bench = new StrategyBench(joinBest);
    bench.denyWith = 'fee_unknown';
    bench.quote(0, '0.50', '0.52');
    bench.quote(1, '0.50', '0.52');
    expect(bench.story).toEqual(quotes);
  });
});

describe('what was bought', () => {
  test('is offered on the other side once that can move', () => {
    const bench = quoting();
    bench.fill(1);
    bench.quote(1, '0.50', '0.52');
    bench.quote(2, '0.50', '0.51');
    bench.cancel(2, 'requested');
    bench.quote(3, '0.50', '0.51');
    expect(since(bench)).toEqual([
      '1s buy 10 of 0 at 0.5 GTC post-only: join_best',
      '2s cancel 2: best_moved',
      '3s sell 10 of 0 at 0.51 GTC post-only: join_best',
    ]);
  });

  test('is no more than the limit', () => {
    const bench = new StrategyBench(joinBest, { maxPosition: '15' });
    bench.view.positions.set(0 as TokenIndex, 10_000_000 as Shares);
    bench.view.sellables.set(0 as TokenIndex, 0 as Shares);
    bench.quote(0, '0.50', '0.52');
    bench.quote(1, '0.51', '0.52');
    expect(bench.story).toEqual([
      '0s skip 0: position_full',
      '0s buy 10 of 1 at 0.48 GTC post-only: join_best',
    ]);
  });

  test('is not offered while too small to rest', () => {
    const bench = new StrategyBench(joinBest);
    bench.view.positions.set(0 as TokenIndex, 4_990_000 as Shares);
    bench.quote(0, '0.50', '0.52');
    expect(bench.story).toEqual(quotes);
  });
});

describe('everything is withdrawn', () => {
  test('when the book is not to be trusted, and put back after', () => {
    const bench = quoting();
    bench.distrust(1);
    bench.distrust(2);
    bench.cancel(1, 'requested');
    bench.cancel(2, 'requested');
    bench.quote(3, '0.50', '0.52');
    expect(since(bench)).toEqual([
      '1s cancel 1: book_untrusted',
      '1s cancel 2: book_untrusted',
      '3s buy 10 of 0 at 0.5 GTC post-only: join_best',
      '3s buy 10 of 1 at 0.48 GTC post-only: join_best',
    ]);
  });

  test('ten seconds before the close', () => {
    const bench = quoting();
    bench.quote(289.9, '0.50', '0.52');
    bench.quote(290, '0.50', '0.52');
    expect(since(bench)).toEqual(['290s cancel 1: close_is_near', '290s cancel 2: close_is_near']);
  });

  test('and a closed market is left alone', () => {
    const bench = quoting();
    bench.close();
    bench.quote(1, '0.51', '0.52');
    expect(since(bench)).toEqual([]);
  });
});
