import { invariant } from '../../domain/invariant.ts';
import { ok } from '../../domain/result.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { factsOf, lessonsOf, NOTHING_YET, readMemory } from './directional-memory.ts';
import { DirectionalTrader } from './directional-trader.ts';
import { CRYPTO_DIRECTIONAL_PARAMETERS, ruleOf } from './parameters.ts';

/** Trades questions about the price of an asset at a time, or at any time until then. */
export const cryptoDirectional: StrategyDefinition = {
  name: 'crypto-directional',
  summary: 'trades what an asset will cost, by terminal and touch probabilities',
  parameters: CRYPTO_DIRECTIONAL_PARAMETERS,
  create(parameters, _seed, memory) {
    const read = memory === undefined ? ok(NOTHING_YET) : readMemory(memory);
    invariant(read.ok, read.ok ? '' : read.message);
    return new DirectionalTrader(ruleOf(parameters), read.value);
  },
  readMemory(memory) {
    const read = readMemory(memory);
    return read.ok ? ok(factsOf(read.value)) : read;
  },
  lessonsOf,
};
