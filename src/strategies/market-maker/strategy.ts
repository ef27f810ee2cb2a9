import { invariant } from '../../domain/invariant.ts';
import { ok } from '../../domain/result.ts';
import { PRICING_ENGINES, type PricingEngineName } from '../../models/pricing/engines.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { factsOf, NOTHING_YET, readMemory } from './maker-memory.ts';
import { MarketMaker } from './market-maker.ts';
import { MAKER_PARAMETERS, makerRuleOf } from './parameters.ts';

/** Makes markets: quotes both sides by a pricing engine, and moves only what must move. */
export const marketMaker: StrategyDefinition = {
  name: 'market-maker',
  summary: 'quotes both sides of many markets at prices that an engine says',
  parameters: MAKER_PARAMETERS,
  memoryMayLag: true,
  create(parameters, _seed, memory) {
    const read = memory === undefined ? ok(NOTHING_YET) : readMemory(memory);
    invariant(read.ok, read.ok ? '' : read.message);
    const engine = PRICING_ENGINES[parameters.pricing as PricingEngineName];
    return new MarketMaker(engine, makerRuleOf(parameters), read.value);
  },
  readMemory(memory) {
    const read = readMemory(memory);
    return read.ok ? ok(factsOf(read.value)) : read;
  },
};
