// A match that the chain takes back, tries again, or never settles: what a strategy may do with
// its shares meanwhile, on the simulated exchange and, through the live execution, on a venue in
// memory.
import { expect, test } from 'vitest';
import type { TokenIndex } from '../../src/domain/ids.ts';
import type { JournalEntry } from '../../src/domain/journal-entry.ts';
import type { SettlementEventKind } from '../../src/domain/settlement.ts';
import type { Usd } from '../../src/domain/units.ts';
import { Engine } from '../../src/engine/engine.ts';
import { Loop } from '../../src/engine/loop.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import { createRiskGate } from '../../src/risk/gate.ts';
import { DEFAULT_RISK_LIMITS } from '../../src/risk/risk-limits.ts';
import type { SettlementModel } from '../../src/sim/settlement-model.ts';
import { SimulatedExchange } from '../../src/sim/simulated-exchange.ts';
import { aMarket, at } from '../support/a-market.ts';
import { BECAUSE, terms } from '../support/engine-stage.ts';
import { hashOf } from '../support/order-venue.ts';
import { bookAt, type Message, messagesToTape } from '../support/tape-builder.ts';
import { storyOf, TradingStage } from '../support/trading-stage.ts';
import { universeOf } from '../support/universe-of.ts';

const UP = 0 as TokenIndex;
const START = 1_000_000_000;

/** Buys ten shares where it has none, and offers them where it has some: at every book. */
const trader = (heard: string[]): Strategy => ({
  onBook: (_market, view, desk) => {
    const wish = view.position(UP) === 0 ? terms('buy', 10, 50) : terms('sell', 10, 45);
    desk.submit({ ...wish, timeInForce: 'FAK' }, BECAUSE);
  },
  onOrder: (event) => {
    if (event.kind === 'FillSettled') heard.push(event.settlement);
  },
});

const book = (second: number): Message => bookAt(at(second), [[45, 100]], [[50, 100]]);

/** Matched at 10 s, and taken back between 12 and 20 s. */
const BOOKS = [10, 11, 20, 70, 80].map(book);
const STORY = [
  '1 buy',
  '1 accepted',
  '1 filled',
  '2 sell denied not_enough_shares',
  '1 mined',
  '1 retrying',
  '1 failed',
  '3 buy denied fill_failed',
  '4 buy denied fill_failed',
  '5 buy',
];

const upTo = (story: readonly string[]) => story.slice(0, STORY.length);

test('simulated: pending shares are not sold, a failure is told and not bought again', () => {
  const journal: JournalEntry[] = [];
  const heard: string[] = [];
  const universe = universeOf([aMarket()]);
  const seconds = (afterMicros: number, event: SettlementEventKind) => ({ afterMicros, event });
  const settlement: SettlementModel = {
    plan: () => [
      seconds(2_000_000, 'mined'),
      seconds(3_000_000, 'retrying'),
      seconds(5_000_000, 'failed'),
    ],
  };
  const execution = new SimulatedExchange(universe, { cash: START as Usd, settlement });
  const engine = new Engine({
    universe,
    feeds: [],
    strategies: [() => trader(heard)],
    capital: START as Usd,
    gate: createRiskGate(DEFAULT_RISK_LIMITS),
    closeLead: 0,
    execution,
    journal: { append: (entry) => journal.push(entry) },
  });
  const loop = new Loop(engine, execution);
  loop.play(messagesToTape(...BOOKS.slice(0, 4)));
  loop.advance(at(79));
  const { account } = engine.state;
  expect([account.cash, account.position(UP)?.realized]).toEqual([START, 0]);
  loop.play(messagesToTape(...BOOKS.slice(4)));
  loop.advance(at(80));
  expect(upTo(storyOf(journal))).toEqual(STORY);
  expect(heard).toEqual(['mined', 'retrying', 'failed']);
});

/** The first order is matched at once; the chain says what a test tells it to say. */
async function atVenue(heard: string[] = []) {
  const stage = await TradingStage.open([trader(heard)]);
  const { venue, orders } = stage;
  let trade: ReturnType<typeof venue.match> | undefined;
  venue.onArrival = ({ order }) => {
    if (trade !== undefined) return 'rest';
    trade = venue.match(order, 10, { role: 'taker' });
    orders.execution.onUserMessage(venue.tradeFrame(trade));
    return 'rest';
  };
  const settle = async (status: SettlementEventKind, isTold = true) => {
    if (trade === undefined) throw new Error('nothing was matched');
    trade = venue.settle(trade, status);
    if (isTold) orders.execution.onUserMessage(venue.tradeFrame(trade));
    await stage.pass(100);
  };
  return { stage, settle };
}

test('at the venue it is the same, word for word', async () => {
  const heard: string[] = [];
  const { stage, settle } = await atVenue(heard);
  await stage.play(...BOOKS.slice(0, 2));
  for (const status of ['mined', 'retrying', 'failed'] as const) await settle(status);
  await stage.play(...BOOKS.slice(2, 4));
  const { account } = stage.engine.state;
  expect([account.cash, account.position(UP)?.realized]).toEqual([START, 0]);
  await stage.play(...BOOKS.slice(4));
  expect(upTo(storyOf(stage.journal))).toEqual(STORY);
  expect(heard).toEqual(['mined', 'retrying', 'failed']);
  expect(stage.orders.faults).toEqual([]);
});

test('mined, back and mined again: sold only when it is confirmed', async () => {
  const { stage, settle } = await atVenue();
  await stage.play(book(10));
  for (const [i, status] of (['mined', 'retrying', 'mined'] as const).entries()) {
    await settle(status);
    await stage.play(book(12 + i));
  }
  const { account } = stage.engine.state;
  expect([account.position(UP)?.traded, account.sellable(UP)]).toEqual([10e6, 0]);
  await settle('confirmed');
  await stage.play(book(20));
  const sales = storyOf(stage.journal).filter((line) => line.includes('sell'));
  expect(sales).toEqual([
    '2 sell denied not_enough_shares',
    '3 sell denied not_enough_shares',
    '4 sell denied not_enough_shares',
    '5 sell',
  ]);
  // The sale is mined, tried again and fails: its cash, its profit and its shares go back.
  const { venue, orders } = stage;
  let sale = venue.match(hashOf(2), 10, { role: 'taker' });
  for (const status of ['matched', 'mined', 'retrying'] as const) {
    sale = venue.settle(sale, status);
    orders.execution.onUserMessage(venue.tradeFrame(sale));
    await stage.pass(100);
    const { traded, realized } = account.position(UP) ?? {};
    expect([account.cash, traded, realized]).toEqual([START - 500_000, 0, -500_000]);
  }
  orders.execution.onUserMessage(venue.tradeFrame(venue.settle(sale, 'failed')));
  await stage.pass(100);
  expect([account.cash, account.position(UP)?.realized]).toEqual([START - 5_000_000, 0]);
  expect([account.position(UP)?.traded, account.sellable(UP)]).toEqual([10e6, 10e6]);
});

test('what nobody settles is pending and asked for; nothing is bought in its place', async () => {
  const { stage, settle } = await atVenue();
  await stage.play(book(10), book(60), book(120));
  const { account } = stage.engine.state;
  expect([account.position(UP)?.traded, account.sellable(UP)]).toEqual([10e6, 0]);
  expect(stage.venue.requests.filter((request) => request.startsWith('POST'))).toEqual(['POST 1']);
  // Its failure is told by nobody, and found by asking.
  await settle('failed', false);
  await stage.play(book(190));
  expect([account.cash, account.position(UP)?.traded]).toEqual([START, 0]);
  expect(storyOf(stage.journal).at(-1)).toBe('4 buy denied fill_failed');
});
