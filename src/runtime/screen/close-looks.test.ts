import { expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import { PHASE_TRADING } from '../../engine/state.ts';
import { marketLook, strategyLook } from './close-looks.ts';

/** Three strategies and three markets; each opinion takes two milliseconds. */
function slowDesk() {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const opinionOf = (strategy: StrategyIndex, market: MarketIndex) => {
    asked.push(`${strategy} of ${market}`);
    clock.advance(2);
    return { code: 'no_signal', token: undefined, numbers: {} };
  };
  const numbers = [0, 1, 2];
  const state = {
    markets: numbers.map((i) => aMarket({ slug: `m${i}`, opensAt: i as never })),
    phases: Uint8Array.from(numbers, () => PHASE_TRADING),
    books: [],
    sleeves: [],
    references: { price: () => undefined },
  };
  const session = { session: { engine: { state, opinionOf }, strategies: [] } };
  const choices = numbers.map((i) => ({ name: `s${i}`, parameters: {} }));
  const desk = { choices, session, clock, strikeOf: () => undefined, ahead: () => undefined };
  return { desk: desk as never, clock, asked };
}

test('of strategies that take long a market’s page asks one at each look', () => {
  const { desk, clock, asked } = slowDesk();
  const look = marketLook(desk, clock, 1 as MarketIndex);
  expect(look()).toMatchObject({ market: 'm1', opinions: [{ strategy: 's0' }] });
  expect(asked).toEqual(['0 of 1']);
  for (let i = 0; i < 2; i++) look();
  expect(asked).toEqual(['0 of 1', '1 of 1', '2 of 1']);
});

test('a strategy that takes long is asked about one market at each look', () => {
  const { desk, clock, asked } = slowDesk();
  const look = strategyLook(desk, clock, 2 as StrategyIndex);
  expect(look()).toMatchObject({ strategy: 's2', open: 3, opinions: [{ market: 'm2' }] });
  expect(asked).toEqual(['2 of 2']);
  for (let i = 0; i < 2; i++) look();
  expect(asked).toEqual(['2 of 2', '2 of 1', '2 of 0']);
});
