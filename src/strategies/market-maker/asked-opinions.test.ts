// Whoever asks what the maker thinks changes nothing of what it learns and does.
import { expect, test } from 'vitest';
import { fillNearMid, learningFromFills } from '../../../test/support/quoting-maker.ts';
import type { StrategyBench } from '../../../test/support/strategy-bench.ts';

/** A hundred rounds in which what is near the midpoint is filled more often. */
function filled(ask: (bench: StrategyBench) => void): StrategyBench {
  const bench = learningFromFills();
  for (let round = 1; round <= 100; round++) {
    fillNearMid(bench, round);
    bench.pass(37 + 10 * round);
    ask(bench);
  }
  return bench;
}

test('a maker that is asked learns and decides as one that is not', () => {
  const quiet = filled(() => {});
  const asked = filled((bench) => expect(bench.opinion()).toBeDefined());
  expect(asked.wishes).toEqual(quiet.wishes);
  expect(asked.memory).toBe(quiet.memory);
});
