import { expect, test } from 'vitest';
import { StrategyBench } from '../../test/support/strategy-bench.ts';
import { STRATEGIES } from './registry.ts';

const learners = STRATEGIES.filter(({ readMemory }) => readMemory !== undefined);

test.each(learners)('$name tells of its memory what is read of it', (definition) => {
  const { memory, memoryFacts } = new StrategyBench(definition);
  expect({ ok: true, value: memoryFacts }).toEqual(definition.readMemory?.(memory ?? ''));
});
