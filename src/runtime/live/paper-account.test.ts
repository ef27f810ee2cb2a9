// What protects money is the account's: a run of it that knows nothing of models goes on with it.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { at } from '../../../test/support/a-market.ts';
import {
  BECAUSE,
  fillEverything,
  openMarket,
  type Stage,
  stage,
  terms,
} from '../../../test/support/engine-stage.ts';
import { levelAt, resolveAt } from '../../../test/support/tape-builder.ts';
import type { ClientOrderId, StrategyIndex, TokenId, TokenIndex } from '../../domain/ids.ts';
import { BID } from '../../domain/side.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import { StrategyView } from '../../engine/strategy-view.ts';
import type { Strategy } from '../../ports/strategy.ts';
import {
  ACCOUNT_FIELDS,
  accountNow,
  accountOfFields,
  newAccount,
  openingOf,
} from './paper-account.ts';

const DOLLARS = 1_000_000_000 as Usd;

/** Buys ten shares at 50 cents at 10 µs. */
const buyer: Strategy = {
  onBook: (_market, view, desk) => {
    if (view.now === 10) desk.submit(terms('buy', 10, 50), BECAUSE);
  },
};

const viewOf = ({ engine }: Stage, place: number) =>
  new StrategyView(engine.state, place as StrategyIndex);
const limitsOf = (view: StrategyView) => [view.buysInHour, view.madeToday, view.worthToday];

/** An account whose strategy `ml` has bought once, and lost it; `other` did nothing. */
function lost() {
  const run = stage([{}, buyer]);
  fillEverything(run.exchange);
  run.play(levelAt(10, BID, [40, 5]), levelAt(11, BID, [40, 5]), resolveAt(12, 0));
  return accountNow({ engine: run.engine, strategies: ['other', 'ml'] }, newAccount(DOLLARS));
}

/** As it is read from the disk. */
const written = (account: ReturnType<typeof lost>) =>
  accountOfFields(z.object(ACCOUNT_FIELDS).parse(JSON.parse(JSON.stringify(account))));

test('a buy and the loss of the day stand beside the cash, and count in the next run', () => {
  const account = written(lost());
  expect(account).toEqual(lost());
  expect(account.cash).toBe(DOLLARS - 5_000_000);
  const opening = openingOf(account, ['ml'], at(0));
  const next = stage([{}], { opening, dollars: 995 });
  next.play(levelAt(20, BID, [40, 5]));
  expect(limitsOf(viewOf(next, 0))).toEqual([1, -5_000_000, DOLLARS]);
});

test('they are of a strategy by its name: others neither take nor lose them', () => {
  const account = lost();
  const between = stage([{}], { opening: openingOf(account, ['fusion'], at(0)), dollars: 995 });
  between.play(levelAt(20, BID, [40, 5]));
  expect(limitsOf(viewOf(between, 0))).toEqual([0, 0, DOLLARS - 5_000_000]);
  const after = accountNow({ engine: between.engine, strategies: ['fusion'] }, account);
  expect(after.tallies).toContainEqual(account.tallies.find(({ strategy }) => strategy === 'ml'));
});

test('of a window that closed while nobody ran no price is awaited', () => {
  const held = (market: string) => ({
    market,
    token: market as never as TokenId,
    strategy: 0 as StrategyIndex,
    shares: 10_000_000 as Shares,
    cost: 4_000_000 as Usd,
  });
  const opens = at(0) / 1e6 - 300;
  const names = [opens, opens + 300].map((second) => `btc-updown-5m-${second}`);
  const positions = [...names, 'who-wins'].map(held);
  const opening = openingOf({ ...newAccount(DOLLARS), positions }, [], at(0));
  expect(opening.positions.map(({ isOver }) => isOver)).toEqual([true, undefined, undefined]);
});

test('an account of before they were kept there has none', () => {
  const { tallies: _, ...old } = lost();
  expect(written(old as ReturnType<typeof lost>).tallies).toEqual([]);
});

test('a split or a merge that is under way when a run dies was never made', () => {
  const splitter: Strategy = {
    onBook: (market, view, desk) => {
      if (view.now === 10) desk.split(market, 10_000_000 as Shares, BECAUSE);
      if (view.now === 12) desk.merge(market, 4_000_000 as Shares, BECAUSE);
    },
  };
  const tokens = ['1', '2'] as unknown as [TokenId, TokenId];
  const run = stage([splitter], { markets: [openMarket({ tokens })] });
  const left = () => {
    const { cash, positions, nextOrder } = written(
      accountNow({ engine: run.engine, strategies: ['ml'] }, newAccount(DOLLARS)),
    );
    return [cash, positions.map(({ shares, cost }) => [shares, cost]), nextOrder];
  };
  run.play(levelAt(10, BID, [40, 5]));
  expect(left()).toEqual([DOLLARS, [], 2]);
  run.exchange.say(11, { kind: 'SetsChanged', change: 1 as ClientOrderId, gas: 5_000 as Usd });
  run.play(levelAt(12, BID, [40, 6]));
  const sets = [10_000_000, 5_000_000];
  expect(left()).toEqual([DOLLARS - 10_005_000, [sets, sets], 3]);
  // The next run may merge them all.
  const { account } = run.engine.state;
  expect([account.sellable(0 as TokenIndex), account.sellable(1 as TokenIndex)]).toEqual([
    6e6, 6e6,
  ]);
});
