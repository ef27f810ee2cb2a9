// Live, markets appear while a strategy runs; it must treat them as if it had known them all along.
import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import { StrategyBench } from '../../test/support/strategy-bench.ts';
import type { StrategyDefinition } from '../ports/strategy.ts';
import { lateFavorite } from './late-favourite/strategy.ts';
import { STRATEGIES } from './registry.ts';

const window = (index: number) =>
  aMarket({
    slug: `window-${index}`,
    opensAt: at(300 * index),
    closesAt: at(300 * (index + 1)),
  });

/** Plays the windows one after the other; from the second on they are added when they open, or
 * stood there from the start. */
function play(definition: StrategyDefinition, windows: number, added: boolean): StrategyBench {
  const all = Array.from({ length: windows }, (_, i) => window(i));
  const bench = new StrategyBench(definition, {}, added ? all.slice(0, 1) : all);
  for (const [index, market] of all.entries()) {
    const opens = 300 * index;
    bench.pass(opens);
    if (added && index > 0) bench.add(market);
    bench.open(index);
    for (let second = 1; second < 299; second++) {
      // The same book twice or three times, so that repeats show.
      const step = Math.floor(second / 3);
      const cents = 50 + ((step * 7) % 11) + Math.floor(second / 10);
      const [bid, ask] = [`0.${cents}`, `0.${cents + 1}`];
      bench.quote(opens + second, bid, ask, 2 * index);
    }
    bench.pass(opens + 299);
    bench.close(index);
  }
  return bench;
}

/** What was wished, but for the moment at which a market was told of. */
const wished = (bench: StrategyBench) =>
  bench.story.map((line) => line.replace(/^-?\d+s skip (\d+): never_trades$/, 'skip $1'));

describe.each(STRATEGIES)('$name', (definition) => {
  test('wishes in markets that come later what it wishes in those it knew', () => {
    const known = play(definition, 6, false);
    const late = play(definition, 6, true);
    expect(known.wishes.length).toBeGreaterThan(5);
    expect(wished(late)).toEqual(wished(known));
  });
});

test('a market that is heard of before its opening is not missed', () => {
  const bench = new StrategyBench(lateFavorite, {}, [window(0)]);
  bench.pass(200);
  bench.add(window(1));
  bench.quote(560, '0.61', '0.62', 2);
  expect(bench.story.at(-1)).toBe('560s buy 10 of 2 at 0.64 FAK: favorite');
});

test('one whose moment has passed is let go at once, with the reason', () => {
  const bench = new StrategyBench(lateFavorite, {}, [window(0)]);
  bench.pass(590);
  bench.add(window(1));
  bench.quote(591, '0.61', '0.62', 2);
  bench.pass(592);
  expect(bench.story.at(-1)).toBe('590s skip 1: no_book_in_window');
});
