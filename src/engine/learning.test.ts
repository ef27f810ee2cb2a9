import { expect, test } from 'vitest';
import { stage } from '../../test/support/engine-stage.ts';
import { levelAt } from '../../test/support/tape-builder.ts';
import type { StrategyIndex } from '../domain/ids.ts';
import { BID } from '../domain/side.ts';
import type { Strategy } from '../ports/strategy.ts';

test('what a strategy has learned is told, unless it is halted or does not learn', () => {
  let books = 0;
  const learns: Strategy = {
    onBook: () => {
      books++;
      if (books === 3) throw new Error('enough');
    },
    memory: () => `${books} books`,
    memoryFacts: () => ({ learnedUntil: undefined, markets: books, lines: [] }),
  };
  const { engine, play } = stage([learns, {}], { mayFail: true });
  const memories = () => [0, 1].map((i) => engine.memoryOf(i as StrategyIndex));
  const told = () => [0, 1].map((i) => engine.memoryFactsOf(i as StrategyIndex)?.markets);
  play(levelAt(10, BID, [40, 5]), levelAt(11, BID, [41, 5]));
  expect(memories()).toEqual(['2 books', undefined]);
  expect(told()).toEqual([2, undefined]);
  play(levelAt(12, BID, [42, 5]));
  expect(memories()).toEqual([undefined, undefined]);
  expect(told()).toEqual([undefined, undefined]);
});

test('a strategy that failed and is started anew goes on from what it had learned', () => {
  const learner = (memory?: string): Strategy => {
    let books = Number(memory ?? 0);
    return {
      onBook: () => {
        books++;
        if (books === 3) throw new Error('enough');
      },
      memory: () => `${books}`,
    };
  };
  const { engine, play } = stage([learner], { mayFail: true });
  const S = 1_000_000;
  play(levelAt(1, BID, [40, 5]), levelAt(2, BID, [41, 5]), levelAt(3, BID, [42, 5]));
  play(levelAt(2 * S, BID, [43, 5]));
  expect(engine.memoryOf(0 as StrategyIndex)).toBe('4');
});
