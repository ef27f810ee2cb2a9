// A market ends with orders open and shares held: the same strategy on the simulated exchange and,
// through the live execution, on a venue in memory.
import { expect, test } from 'vitest';
import type { Strategy } from '../../src/ports/strategy.ts';
import { deskDetailsOf } from '../../src/runtime/desk/desk-details.ts';
import { createSession, KeptJournal } from '../../src/runtime/session.ts';
import { aMarket, at } from '../support/a-market.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { BECAUSE, terms } from '../support/engine-stage.ts';
import { hashOf } from '../support/order-venue.ts';
import {
  bookAt,
  closeAt,
  type Message,
  messagesToTape,
  resolveAt,
} from '../support/tape-builder.ts';
import { storyOf, TradingStage } from '../support/trading-stage.ts';
import { universeOf } from '../support/universe-of.ts';

/** Buys ten shares at once, then keeps a bid at 40 cents; at the close it would sell. */
function quoter(): Strategy {
  let hasBought = false;
  return {
    onBook: (market, view, desk) => {
      if (!hasBought) desk.submit(terms('buy', 10, 50, 0, { timeInForce: 'FAK' }), BECAUSE);
      else if (view.openOrders(market).length === 0) desk.submit(terms('buy', 5, 40), BECAUSE);
      hasBought = true;
    },
    onMarketClosed: (_market, _view, desk) => {
      desk.submit(terms('sell', 10, 40, 0, { timeInForce: 'FAK' }), BECAUSE);
      desk.submit(terms('sell', 10, 60), BECAUSE);
    },
  };
}

const book = (second: number) => bookAt(at(second), [[45, 100]], [[50, 100]]);
const BEFORE: readonly Message[] = [book(1), book(10), book(294), book(296), book(299)];
const END = closeAt(at(300));
const WON = resolveAt(at(330), 1_000_000);

const STORY = [
  '1 buy',
  '1 accepted',
  '1 filled',
  '1 confirmed',
  '2 buy',
  '2 accepted',
  // Where the market stood two minutes after the first fill.
  'FillFollowed',
  '2 cancel: market_ends',
  '2 canceled requested',
  '3 buy denied market_ends',
  '4 buy denied market_ends',
  'MarketClosed',
  '5 sell denied market_closed',
  '6 sell denied market_closed',
  'MarketResolved 1',
];

/** The first order finds its shares at once, and the chain confirms them. */
function fillFirst({ venue, orders }: TradingStage): void {
  venue.onArrival = ({ order }) => {
    if (order !== hashOf(1)) return 'rest';
    const trade = venue.match(order, 10, { role: 'taker' });
    for (const told of [trade, venue.settle(trade, 'confirmed')]) {
      orders.execution.onUserMessage(venue.tradeFrame(told));
    }
    return 'rest';
  };
}

async function atVenue() {
  const stage = await TradingStage.open([quoter()]);
  fillFirst(stage);
  return stage;
}

const held = ({ engine }: Pick<TradingStage, 'engine'>) =>
  deskDetailsOf({ engine, strategies: ['quoter'] }, 0).held.map(({ shares, mark, isAwaiting }) => ({
    shares,
    mark,
    isAwaiting,
  }));

test('on the simulated exchange quotes are pulled, nothing is opened, shares await the end', () => {
  const journal = new KeptJournal();
  const source = { ...universeOf([aMarket()]), feeds: [] };
  const strategies = [{ name: 'q', definition: quoterDefinition, parameters: {} }];
  const session = createSession(source, { ...strategyRun('', 'do-nothing'), strategies }, journal);
  session.loop.play(messagesToTape(...BEFORE, END));
  session.loop.advance(at(301));
  expect(held(session)).toEqual([{ shares: 10e6, mark: undefined, isAwaiting: true }]);
  expect(session.engine.state.account.position(0 as never)?.realized).toBe(0);
  session.loop.play(messagesToTape(WON));
  session.loop.advance(at(331));
  expect(storyOf(journal.entries)).toEqual(STORY);
  expect(session.engine.state.account.cash).toBe(1_005_000_000);
});

const quoterDefinition = { name: 'q', summary: '', parameters: {}, create: quoter };

test('at the venue it is the same, word for word', async () => {
  const stage = await atVenue();
  await stage.play(...BEFORE, END);
  expect(held(stage)).toEqual([{ shares: 10e6, mark: undefined, isAwaiting: true }]);
  expect(stage.venue.open).toEqual([]);
  await stage.play(WON);
  expect(storyOf(stage.journal)).toEqual(STORY);
  expect(stage.engine.state.account.cash).toBe(1_005_000_000);
  // Nothing was posted after the two orders from before the lead.
  expect(stage.venue.requests.filter((request) => request.startsWith('POST'))).toEqual([
    'POST 1',
    'POST 2',
  ]);
  expect(stage.orders.faults).toEqual([]);
});

test('a cancel that does not get through: the order is open until the venue ends it', async () => {
  const stage = await atVenue();
  await stage.play(...BEFORE.slice(0, 3));
  stage.venue.failing.cancel = { kind: 'unknown', cause: 'timeout', status: undefined, detail: '' };
  await stage.play(...BEFORE.slice(3), END);
  const { account, orders } = stage.engine.state;
  expect([account.openOrders, orders.get(2 as never)?.status]).toEqual([1, 'pendingCancel']);
  stage.venue.end(hashOf(2), 'CANCELED_MARKET_RESOLVED');
  await stage.pass(40_000);
  expect([account.openOrders, account.reserved]).toEqual([0, 0]);
  expect(storyOf(stage.journal).at(-1)).toBe('2 canceled market_closed');
});

test('a fill that came before the cancel is held, and awaits the end as well', async () => {
  const stage = await atVenue();
  await stage.play(...BEFORE.slice(0, 3));
  const trade = stage.venue.match(hashOf(2), 5);
  await stage.play(...BEFORE.slice(3), END);
  for (const told of [trade, stage.venue.settle(trade, 'confirmed')]) {
    stage.orders.execution.onUserMessage(stage.venue.tradeFrame(told));
  }
  await stage.pass(1_000);
  expect(held(stage)).toEqual([{ shares: 15e6, mark: undefined, isAwaiting: true }]);
  await stage.play(WON);
  expect(stage.engine.state.account.cash).toBe(1_008_000_000);
});
