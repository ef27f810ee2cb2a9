import { describe, expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import { random } from './strategy.ts';

/** Two markets decided on for a while; every order is filled at once. */
function run(seed: number, markets = 2): string[] {
  const all = Array.from({ length: markets }, (_, i) => aMarket({ slug: `market-${i}` }));
  const bench = new StrategyBench(random, {}, all, seed);
  let filled = 0;
  for (let half = 0; half < 200; half++) {
    for (let i = 0; i < markets; i++) bench.quote(half / 2, '0.50', '0.52', i * 2);
    bench.pass(half / 2 + 0.25);
    for (const wish of bench.wishes.slice(filled)) if (wish.kind === 'submit') bench.fill(wish.id);
    filled = bench.wishes.length;
  }
  return bench.story;
}

const ofFirst = (story: string[]) => story.filter((line) => /of [01] |skip 0/.test(line));

describe('chance', () => {
  test('is the same for the same seed and another for another', () => {
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });

  test('buys, sells and holds', () => {
    const story = run(7).join('\n');
    expect(story).toMatch(/buy 10 of 0 .* by_chance/);
    expect(story).toMatch(/buy 10 of 1 .* by_chance/);
    expect(story).toMatch(/sell 10 of 0 .* by_chance/);
    expect(story).toMatch(/no_signal/);
  });

  test('in one market is not changed by another market', () => {
    expect(ofFirst(run(7, 2))).toEqual(ofFirst(run(7, 1)));
  });
});
