import { expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { openGate } from '../../test/support/engine-stage.ts';
import { ScriptedExchange } from '../../test/support/scripted-exchange.ts';
import type {
  ClientOrderId,
  MarketIndex,
  StrategyIndex,
  TokenId,
  TokenIndex,
} from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import type { Shares, Timestamp, Usd } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';
import { Engine } from './engine.ts';
import type { OpeningPosition } from './opening.ts';

const UP = '111' as TokenId;
const held = (shares: number, strategy = 0, token = UP): OpeningPosition => ({
  token,
  strategy: strategy as StrategyIndex,
  shares: (shares * 1_000_000) as Shares,
  cost: (shares * 400_000) as Usd,
});

function engineOf(positions: readonly OpeningPosition[], strategies: readonly Strategy[]) {
  const exchange = new ScriptedExchange();
  const market = aMarket({ tokens: [UP, '222' as TokenId], opensAt: undefined });
  const engine = new Engine({
    universe: { markets: [market], knownAhead: 1 },
    feeds: [],
    strategies: strategies.map((strategy) => () => strategy),
    capital: 100_000_000 as Usd,
    gate: openGate,
    closeLead: 0,
    execution: exchange,
    journal: { append: () => {} },
    opening: { positions, firstOrder: 41 as ClientOrderId },
  });
  return { engine, exchange };
}

test('shares of an earlier run can be sold as soon as their market is known', () => {
  const { terms } = anOrder({ side: 'sell' });
  const seller: Strategy = {
    onMarketListed: (_market, _view, desk) => {
      desk.submit(terms, { code: 'test', numbers: {} });
    },
  };
  const { engine, exchange } = engineOf([held(10)], [seller]);
  const { account } = engine.state;
  expect([account.exposure, account.cash]).toEqual([4_000_000, 100_000_000]);
  engine.start(1 as Timestamp);
  expect(exchange.requests).toMatchObject([{ kind: 'submit', order: { id: 41 } }]);
  expect(account.sellable(0 as TokenIndex)).toBe(0);
});

test('each strategy has its own, the account all of them', () => {
  const { engine } = engineOf([held(10), held(5, 1), held(3, 0, '333' as TokenId)], [{}, {}]);
  const { account, sleeves } = engine.state;
  expect(account.position(0 as TokenIndex)).toMatchObject({ traded: 15e6, settled: 15e6 });
  expect(sleeves.map((sleeve) => sleeve.position(0 as TokenIndex))).toEqual([10e6, 5e6]);
  expect(engine.opening.unlisted).toEqual([held(3, 0, '333' as TokenId)]);
});

test('what is held of a market that is not listed yet is out, and exposed, all the same', () => {
  const waiting = held(3, 0, '333' as TokenId);
  const { engine } = engineOf([held(10), held(5, 1), waiting], [{}, {}]);
  const { account, sleeves } = engine.state;
  expect(sleeves.map(({ outlay }) => outlay)).toEqual([5_200_000, 2_000_000]);
  expect(account.exposure).toBe(7_200_000);
  const { engine: empty } = engineOf([{ ...waiting, facts: { asset: 'btc' } }], [{}]);
  const { unlisted } = empty.state.account;
  expect(unlisted.ofAsset('btc')).toEqual({ all: 1_200_000, unknown: 0 });
  expect(unlisted.ofGroup('any')).toEqual({ all: 1_200_000, unknown: 1_200_000 });
  const market = aMarket({ tokens: ['333' as TokenId, '444' as TokenId] });
  empty.opening.listed(0 as MarketIndex, market);
  expect(empty.state.account.unlisted.ofGroup('any').all).toBe(0);
  // Once it is listed it counts as what it is, and not twice.
  expect(empty.state.sleeves[0]?.outlay).toBe(1_200_000);
  expect(empty.state.account.exposure).toBe(1_200_000);
});

test('nothing is held twice', () => {
  expect(() => engineOf([held(10), held(5)], [{}])).toThrow(InvariantError);
});
