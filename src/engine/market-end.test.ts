import { describe, expect, test } from 'vitest';
import { BECAUSE, fillEverything, stage, terms } from '../../test/support/engine-stage.ts';
import { type Answer, fillOf } from '../../test/support/scripted-exchange.ts';
import { closeAt, levelAt, openAt, resolveAt } from '../../test/support/tape-builder.ts';
import type { SubmitOrder } from '../domain/command.ts';
import type { ClientOrderId, MarketIndex, TokenIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import { BID } from '../domain/side.ts';
import { FLAG_UNOFFICIAL } from '../domain/tape.ts';
import type { Strategy } from '../ports/strategy.ts';

const UP = 0 as TokenIndex;
const DOWN = 1 as TokenIndex;
const MARKET = 0 as MarketIndex;

/** Buys 10 shares of the first outcome and 4 of the second at the start, at 50 and 30 cents. */
function pair(heard: unknown[] = []): Strategy {
  return {
    onStart: (_view, desk) => {
      desk.submit(terms('buy', 10, 50, 0), BECAUSE);
      desk.submit(terms('buy', 4, 30, 1), BECAUSE);
    },
    onMarketClosed: (market, view) => {
      heard.push(['closed', view.isOpen(market), view.position(UP), view.position(DOWN)]);
    },
    onMarketResolved: (market, view) => {
      heard.push(['resolved', view.isOpen(market), view.position(UP), view.available]);
    },
  };
}

const START = 1_000_000_000;
const COST = 6_200_000;
const book = levelAt(10, BID, [40, 5]);

describe('a resolution', () => {
  test.each([
    ['the first outcome won', 0, 1_000_000, 10_000_000],
    ['the first outcome lost', 0, 0, 4_000_000],
    ['the second outcome won', 1, 1_000_000, 4_000_000],
    ['the second outcome lost', 1, 0, 10_000_000],
    ['both are worth half', 0, 500_000, 7_000_000],
  ])('pays both tokens when %s', (_name, outcome, payout, paid) => {
    const heard: unknown[] = [];
    const { engine, exchange, play, journal } = stage([pair(heard)]);
    fillEverything(exchange);
    play(book, closeAt(20), resolveAt(30, payout, { outcome }));
    const cash = START - COST + paid;
    expect(engine.state.account.cash).toBe(cash);
    expect(heard).toEqual([
      ['closed', false, 10_000_000, 4_000_000],
      ['resolved', false, 0, cash],
    ]);
    const first = outcome === 0 ? payout : 1_000_000 - payout;
    expect(journal.slice(-2)).toEqual([
      { kind: 'MarketClosed', at: 20, market: 0 },
      { kind: 'MarketResolved', at: 30, market: 0, payout: first },
    ]);
  });

  test.each([
    ['the venue’s own word', 0, true],
    ['derived', FLAG_UNOFFICIAL, false],
  ])('is told with whose word it is: %s', (_name, flags, isOfficial) => {
    const told: unknown[] = [];
    const look = (when: string): NonNullable<Strategy['onTimer']> => {
      return (market, view) => told.push([when, view.payout(market), view.isOfficial(market)]);
    };
    const { play } = stage([{ onMarketClosed: look('closed'), onMarketResolved: look('paid') }]);
    const word = resolveAt(30, 0, { outcome: 1 }).map((row) => ({ ...row, flags }));
    play(book, closeAt(20), word);
    expect(told).toEqual([
      ['closed', undefined, false],
      ['paid', 1_000_000, isOfficial],
    ]);
  });

  test('turns what shares cost into what they made', () => {
    const told: unknown[] = [];
    const look: NonNullable<Strategy['onTimer']> = (_market, view) =>
      told.push([view.outlay, view.realized]);
    const watched = { ...pair(), onMarketClosed: look, onMarketResolved: look };
    const { exchange, play } = stage([watched, { ...watched, onStart: () => {} } as Strategy]);
    fillEverything(exchange);
    play(book, closeAt(20), resolveAt(30, 1_000_000));
    expect(told).toEqual([
      [COST, 0],
      [0, 0],
      [0, 10_000_000 - COST],
      [0, 0],
    ]);
  });

  test('closes a market that nobody has closed', () => {
    const heard: unknown[] = [];
    const { exchange, play, kinds } = stage([pair(heard)]);
    fillEverything(exchange);
    play(book, resolveAt(30, 1_000_000));
    expect(kinds().slice(-2)).toEqual(['MarketClosed', 'MarketResolved']);
    expect(heard.length).toBe(2);
  });

  test('need not come: a market may close and stay unresolved', () => {
    const { engine, exchange, play, kinds } = stage([pair()]);
    fillEverything(exchange);
    play(book, closeAt(20), closeAt(25), levelAt(26, BID, [41, 5]));
    expect(kinds().filter((kind) => kind === 'MarketClosed').length).toBe(1);
    expect(engine.state.account.position(UP)?.traded).toBe(10_000_000);
  });

  test('comes once', () => {
    const { play } = stage([{}]);
    expect(() => play(book, resolveAt(20, 0), resolveAt(30, 0))).toThrow(InvariantError);
  });

  test('leaves other markets alone', () => {
    const { engine, exchange, play } = stage([pair()]);
    fillEverything(exchange);
    play(book, openAt(11, 1), resolveAt(20, 1_000_000, { market: 1 }));
    expect(engine.state.account.position(UP)?.traded).toBe(10_000_000);
    expect(engine.state.account.cash).toBe(START - COST);
  });
});

/** Answers to the first order, each at its time. */
function late(
  answers: (order: SubmitOrder) => readonly (readonly [number, Answer])[],
  strategy: Strategy = {
    onStart: (_view, desk) => void desk.submit(terms('buy', 10, 50), BECAUSE),
  },
) {
  const set = stage([strategy]);
  set.exchange.onRequest = (request) => {
    if (request.kind !== 'submit' || request.order.id !== 1) return;
    for (const [at, answer] of answers(request.order)) set.exchange.say(at, answer);
  };
  return set;
}

const filled = (order: SubmitOrder, id = 1): Answer => {
  return { kind: 'OrderFilled', order: order.id, fill: fillOf(id, order) };
};

const settled = (order: SubmitOrder, settlement: 'confirmed' | 'failed', fillId = 1): Answer => {
  return { kind: 'FillSettled', order: order.id, fillId, settlement };
};

describe('after the resolution', () => {
  test('a fill that is only now heard of is paid out, and never sellable', () => {
    const { engine, play, until } = late((order) => [
      [40, filled(order)],
      [50, settled(order, 'confirmed')],
    ]);
    play(book, resolveAt(30, 1_000_000));
    expect(engine.state.account.reserved).toBe(5_000_000);
    until(60);
    const { account, sleeves } = engine.state;
    expect([account.cash, account.reserved]).toEqual([START + 5_000_000, 0]);
    expect([account.position(UP)?.traded, account.sellable(UP)]).toEqual([0, 0]);
    expect([sleeves[0]?.position(UP), sleeves[0]?.sellable(UP)]).toEqual([0, 0]);
    expect(account.exposure).toBe(0);
  });

  test('a late fill of a loser costs what it cost', () => {
    const { engine, play, until } = late((order) => [[40, filled(order)]]);
    play(book, resolveAt(30, 0));
    until(60);
    expect(engine.state.account.cash).toBe(START - 5_000_000);
  });

  test('a fill whose chain is not done settles without shares coming back', () => {
    const { engine, play, until } = late((order) => [
      [12, filled(order)],
      [40, settled(order, 'confirmed')],
    ]);
    play(book, resolveAt(30, 1_000_000));
    until(60);
    expect(engine.state.account.cash).toBe(START + 5_000_000);
    expect(engine.state.account.sellable(UP)).toBe(0);
    expect(engine.state.sleeves[0]?.sellable(UP)).toBe(0);
  });

  test('a buy that fails is taken back with its payout', () => {
    const { engine, play, until } = late((order) => [
      [12, filled(order)],
      [40, settled(order, 'failed')],
    ]);
    play(book, resolveAt(30, 1_000_000));
    until(60);
    expect(engine.state.account.cash).toBe(START);
    expect(engine.state.account.position(UP)?.realized).toBe(0);
  });

  test('a late fill that fails as well leaves nothing', () => {
    const { engine, play, until } = late((order) => [
      [40, filled(order)],
      [50, settled(order, 'failed')],
    ]);
    play(book, resolveAt(30, 500_000));
    until(60);
    expect(engine.state.account.cash).toBe(START);
  });

  test('a sale that is only now heard of takes its payout back', () => {
    const { engine, exchange, play, until } = late(
      (order) => [
        [12, filled(order)],
        [13, settled(order, 'confirmed')],
      ],
      {
        onStart: (_view, desk) => void desk.submit(terms('buy', 10, 50), BECAUSE),
        onMarketOpened: (_market, _view, desk) => void desk.submit(terms('sell', 10, 60), BECAUSE),
      },
    );
    play(book, openAt(15), resolveAt(30, 1_000_000));
    const sale = exchange.requests.at(-1);
    if (sale?.kind !== 'submit') throw new Error('no sale');
    exchange.say(40, filled(sale.order, 2));
    exchange.say(50, settled(sale.order, 'confirmed', 2));
    until(60);
    expect(engine.state.account.cash).toBe(START + 1_000_000);
    expect(engine.state.account.sellable(UP)).toBe(0);
    expect(engine.state.sleeves[0]?.sellable(UP)).toBe(0);
  });

  test('orders still open give their dollars back when the venue cancels them', () => {
    const { engine, play, until } = late((order) => [
      [12, { kind: 'OrderAccepted', order: order.id }],
      [40, { kind: 'OrderCanceled', order: order.id, reason: 'market_closed' }],
    ]);
    play(book, closeAt(20), resolveAt(30, 1_000_000));
    expect(engine.state.account.available).toBe(START - 5_000_000);
    until(60);
    expect(engine.state.account.available).toBe(START);
    expect(engine.state.sleeves[0]?.openOrders(MARKET)).toEqual([]);
    expect(engine.state.orders.get(1 as ClientOrderId)?.status).toBe('canceled');
  });
});
