import { expect, test } from 'vitest';
import { Scenario, type Staging } from '../../test/support/sim-scenario.ts';
import { FLAG_LAST, KIND_RESOLVE } from '../domain/tape.ts';
import type { Owner } from './owner.ts';
import type { SettlementModel } from './settlement-model.ts';

/** The chain mines everything after two seconds, and takes it back after four. */
const REVERTED: SettlementModel = {
  plan: () => [
    { afterMicros: 2_000_000, event: 'mined' },
    { afterMicros: 4_000_000, event: 'failed' },
  ],
};

const fee = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 } as const;
const staged = (staging: Staging = {}) => new Scenario({ settlement: REVERTED, fee, ...staging });
const accounts = ({ core }: Scenario) =>
  core.owners.map(({ account }: Owner) => [
    account.cash,
    ...[...account.positions()].map(([token, { traded }]) => `${traded} of ${token}`),
  ]);

test('a fill against the recording that fails gives back its money and its fee', () => {
  const stage = staged().book('| 0.50 | 100').submit('buy Up 10 @ 0.50 FAK');
  expect(stage.core.ledger.fees).toBeGreaterThan(0);
  expect(stage.at(4).said.at(-1)).toMatch(/^A1 .*failed/);
  expect(accounts(stage)).toEqual([[1000_000_000, '0 of 0']]);
  expect(stage.core.ledger.fees).toBe(0);
  expect(stage.core.ledger.recordedCash).toBe(0);
  expect(stage.core.ledger.recordedShares(0 as never)).toBe(0);
});

test('two buyers whose pair was never minted get their dollars back', () => {
  const stage = staged({ cash: [1000, 1000] }).book('');
  stage.submit('buy Up 10 @ 0.60').submit('buy Down 10 @ 0.40', 1);
  expect(stage.core.ledger.totalLocked).toBe(10_000_000);
  stage.at(4);
  expect(accounts(stage)).toEqual([
    [1000_000_000, '0 of 0'],
    [1000_000_000, '0 of 1'],
  ]);
  expect(stage.core.ledger.totalLocked).toBe(0);
  expect(stage.core.totalCash()).toBe(2000_000_000);
});

test('what fails after the market paid out is taken back from what was paid', () => {
  const stage = staged({ cash: [1000, 1000] }).book('');
  stage.submit('buy Up 10 @ 0.60').submit('buy Down 10 @ 0.40', 1);
  const row = { kind: KIND_RESOLVE, price: 1_000_000, flags: FLAG_LAST };
  stage.at(3).message([row]);
  expect(stage.core.owners.map(({ account }) => account.cash)[0]).toBeGreaterThan(1003_000_000);
  stage.at(4);
  expect(stage.core.owners.map(({ account }) => account.cash)).toEqual([
    1000_000_000, 1000_000_000,
  ]);
  expect(stage.core.totalCash()).toBe(2000_000_000);
});

test('an account may join later', () => {
  const stage = staged().book('');
  const second = stage.core.join(500_000_000 as never);
  stage.submit('buy Up 10 @ 0.60').submit('buy Down 10 @ 0.40', second);
  expect(stage.core.owners[second]?.account.position(1 as never)?.traded).toBe(10_000_000);
});

test('depth counts recorded shares and those of orders in the book, behind them as well', () => {
  const stage = staged().book('20 | 0.40 |').submit('buy Up 10 @ 0.40').submit('buy Up 5 @ 0.45');
  const market = stage.core.markets[0];
  expect(market?.depthAt(0, 400_000 as never)).toBe(30_000_000);
  const prices = [];
  let price = market?.depthBehind(0, undefined);
  while (price !== undefined) {
    prices.push(price);
    price = market?.depthBehind(0, price);
  }
  expect(prices).toEqual([450_000, 400_000]);
});
