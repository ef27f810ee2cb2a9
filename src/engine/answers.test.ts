import { describe, expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import { BECAUSE, openMarket, stage, terms } from '../../test/support/engine-stage.ts';
import { type Answer, fillOf } from '../../test/support/scripted-exchange.ts';
import { levelAt } from '../../test/support/tape-builder.ts';
import type { ExchangeEvent } from '../domain/event.ts';
import type { Fill } from '../domain/fill.ts';
import type { ClientOrderId, MarketIndex, StrategyIndex, TokenIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import type { OrderTerms } from '../domain/order.ts';
import { BID } from '../domain/side.ts';
import type { Shares, Timestamp, Usd } from '../domain/units.ts';
import { applyAnswer } from './answers.ts';
import { EngineState } from './state.ts';

const UP = 0 as TokenIndex;
const MARKET = 0 as MarketIndex;
const OURS = 0 as StrategyIndex;

/** A state with orders that are on their way, and a voice for the exchange. */
class Booking {
  readonly state = new EngineState([], 1, 100_000_000 as Usd);
  readonly sleeve = this.state.sleeve(OURS);
  #fills = 0;

  constructor() {
    this.state.list(openMarket());
  }

  send(changes: Partial<OrderTerms> = {}): ClientOrderId {
    const id = ([...this.state.orders.values()].length + 1) as ClientOrderId;
    const command = anOrder({ timeInForce: 'GTC', ...changes }, id);
    const fee = { ratePpm: 0, exponent: 1, makerRebatePpm: 0 } as const;
    const reserved = this.state.account.reserve(id, command.terms, fee);
    if (!reserved.ok) throw new Error(reserved.message);
    this.sleeve.opened(this.state.orders.submitted(command, 0 as Timestamp));
    return id;
  }

  hear(answer: Answer): number | undefined {
    const stamps = { tsEvent: 1 as Timestamp, tsInit: 2 as Timestamp };
    return applyAnswer(this.state, { ...answer, ...stamps } as ExchangeEvent)?.id;
  }

  accept(order: ClientOrderId) {
    return this.hear({ kind: 'OrderAccepted', order });
  }

  cancel(order: ClientOrderId) {
    return this.hear({ kind: 'OrderCanceled', order, reason: 'requested' });
  }

  fill(id: ClientOrderId, shares: number, changes: Partial<Fill> = {}): Fill {
    const { orders } = this.state;
    const order = orders.get(id) ?? { ...anOrder({}, id).terms };
    const size = (shares * 1_000_000) as Shares;
    const fill = fillOf(++this.#fills, { id, terms: order }, { size, ...changes });
    this.hear({ kind: 'OrderFilled', order: id, fill });
    return fill;
  }

  settle({ id, order }: Fill, settlement: 'mined' | 'retrying' | 'confirmed' | 'failed') {
    return this.hear({ kind: 'FillSettled', order, fillId: id, settlement });
  }

  /** Held by fills, sellable by account, sellable by sleeve, free dollars; in whole units. */
  get books(): number[] {
    const { account } = this.state;
    const held = account.position(UP)?.traded ?? 0;
    expect(this.sleeve.position(UP)).toBe(held);
    return [held, account.sellable(UP), this.sleeve.sellable(UP), account.available].map(
      (units) => units / 1_000_000,
    );
  }
}

describe('fills', () => {
  test('shrink what the order holds back, and end it with the last share', () => {
    const booking = new Booking();
    const id = booking.send();
    booking.accept(id);
    expect(booking.books).toEqual([0, 0, 0, 93.8]);
    booking.fill(id, 4);
    expect(booking.books).toEqual([4, 0, 0, 93.8]);
    expect(booking.state.account.reserved).toBe(3_720_000);
    booking.fill(id, 6, { amount: 3_000_000 as Usd });
    expect(booking.books).toEqual([10, 0, 0, 94.52]);
    expect(booking.state.account.reserved).toBe(0);
    expect(booking.sleeve.openOrders(MARKET)).toEqual([]);
    expect(booking.state.orders.get(id)?.status).toBe('filled');
  });

  test('may come before the acceptance', () => {
    const booking = new Booking();
    const id = booking.send();
    booking.fill(id, 4);
    expect(booking.state.orders.get(id)?.status).toBe('submitted');
    booking.accept(id);
    expect(booking.state.orders.get(id)?.status).toBe('accepted');
    booking.fill(id, 6);
    booking.accept(id);
    expect(booking.state.orders.get(id)?.status).toBe('filled');
  });

  test('that come after the cancel are booked and counted', () => {
    const booking = new Booking();
    const id = booking.send();
    booking.accept(id);
    booking.cancel(id);
    expect(booking.books).toEqual([0, 0, 0, 100]);
    booking.fill(id, 4);
    expect(booking.books).toEqual([4, 0, 0, 97.52]);
    expect(booking.state.orders.lateFills).toBe(1);
    booking.fill(id, 6);
    expect(booking.books).toEqual([10, 0, 0, 93.8]);
    expect(booking.sleeve.openOrders(MARKET)).toEqual([]);
    expect(booking.state.orders.lateFills).toBe(2);
  });

  test('come once: a fill whose id is not new is a broken promise', () => {
    const booking = new Booking();
    const id = booking.send();
    const fill = booking.fill(id, 4);
    expect(() => booking.hear({ kind: 'OrderFilled', order: id, fill })).toThrow(InvariantError);
  });

  test('that are confirmed when they are heard of can be sold at once', () => {
    const booking = new Booking();
    const fill = booking.fill(booking.send(), 10, { settlement: 'confirmed' });
    expect(booking.books).toEqual([10, 10, 10, 93.8]);
    expect(booking.settle(fill, 'confirmed')).toBeUndefined();
    expect(booking.books).toEqual([10, 10, 10, 93.8]);
  });

  test('stay as they were said: settlement never changes the event', () => {
    const booking = new Booking();
    const fill = booking.fill(booking.send(), 10);
    booking.settle(fill, 'mined');
    booking.settle(fill, 'confirmed');
    expect(fill.settlement).toBe('matched');
  });
});

describe('a sale', () => {
  function selling(): { booking: Booking; id: ClientOrderId } {
    const booking = new Booking();
    booking.settle(booking.fill(booking.send(), 10), 'confirmed');
    return { booking, id: booking.send({ side: 'sell' }) };
  }

  test('holds its shares back, in the account as in the sleeve', () => {
    const { booking, id } = selling();
    expect(booking.books).toEqual([10, 0, 0, 93.8]);
    booking.accept(id);
    booking.fill(id, 4);
    expect(booking.books).toEqual([6, 0, 0, 96.28]);
    booking.cancel(id);
    expect(booking.books).toEqual([6, 6, 6, 96.28]);
  });

  test('that has not settled cannot be done again with the same shares', () => {
    const { booking, id } = selling();
    booking.fill(id, 10);
    expect(booking.books).toEqual([0, 0, 0, 100]);
  });

  test('that fails gives the shares back and takes the dollars', () => {
    const { booking, id } = selling();
    const fill = booking.fill(id, 10);
    booking.settle(fill, 'failed');
    expect(booking.books).toEqual([10, 10, 10, 93.8]);
  });
});

describe('settlement', () => {
  test('makes bought shares sellable, once, however often it is said', () => {
    const booking = new Booking();
    const fill = booking.fill(booking.send(), 10);
    const heard = (['mined', 'retrying', 'mined', 'confirmed', 'confirmed', 'mined'] as const).map(
      (word) => booking.settle(fill, word),
    );
    expect(heard).toEqual([1, 1, 1, 1, undefined, undefined]);
    expect(booking.books).toEqual([10, 10, 10, 93.8]);
    expect(booking.state.settling.size).toBe(0);
  });

  test('that fails takes the buy back', () => {
    const booking = new Booking();
    const fill = booking.fill(booking.send(), 10);
    booking.settle(fill, 'failed');
    booking.settle(fill, 'failed');
    expect(booking.books).toEqual([0, 0, 0, 100]);
    expect(booking.state.orders.get(fill.order)?.filled).toBe(10_000_000);
  });

  test('of a fill that was never reported is not possible', () => {
    const booking = new Booking();
    const fill = fillOf(7, anOrder({}, booking.send()));
    expect(() => booking.settle(fill, 'confirmed')).toThrow(/fill 7 of order 1 .* never reported/);
  });
});

describe('a word on an order', () => {
  const words = [
    { kind: 'OrderAccepted' },
    { kind: 'OrderRejected', code: 'no', message: 'no' },
    { kind: 'OrderCanceled', reason: 'requested' },
    { kind: 'OrderExpired' },
    { kind: 'CancelRejected', code: 'no' },
    { kind: 'FillSettled', fillId: 1, settlement: 'confirmed' },
    { kind: 'OrderFilled', fill: fillOf(1, anOrder({}, 5)) },
  ] as const;

  test.each(words)('that was never sent breaks an invariant: $kind', (word) => {
    const booking = new Booking();
    booking.send();
    const answer = { ...word, order: 5 as ClientOrderId } as Answer;
    expect(() => booking.hear(answer)).toThrow(InvariantError);
    expect(() => booking.hear(answer)).toThrow(/names order 5, which is not known/);
  });

  test.each([
    ['OrderRejected', 'rejected'],
    ['OrderExpired', 'expired'],
    ['OrderCanceled', 'canceled'],
  ] as const)('that ends it frees what it held back: %s', (kind, status) => {
    const booking = new Booking();
    const order = booking.send();
    booking.hear({ kind, order, code: 'no', message: 'no', reason: 'requested' } as Answer);
    expect(booking.books).toEqual([0, 0, 0, 100]);
    expect(booking.state.orders.get(order)?.status).toBe(status);
    expect(booking.sleeve.openOrders(MARKET)).toEqual([]);
  });

  test('of a cancel that came too late changes nothing', () => {
    const booking = new Booking();
    const order = booking.send();
    booking.fill(order, 10);
    expect(booking.hear({ kind: 'CancelRejected', order, code: 'filled' })).toBe(1);
    expect(booking.state.orders.get(order)?.status).toBe('filled');
  });
});

describe('an order forgotten because thousands were closed since', () => {
  function longAgo(): { booking: Booking; fill: Fill; order: ClientOrderId } {
    const booking = new Booking();
    const { state } = booking;
    const order = booking.send();
    booking.accept(order);
    const fill = booking.fill(order, 10);
    for (let id = 2; id < 5_000; id++) {
      state.orders.move(state.orders.submitted(anOrder({}, id), 0 as Timestamp), 'rejected');
    }
    expect(state.orders.get(order)).toBeUndefined();
    return { booking, fill, order };
  }

  test('still settles, and its strategy is told', () => {
    const { booking, fill, order } = longAgo();
    expect(booking.settle(fill, 'confirmed')).toBe(order);
    expect(booking.books).toEqual([10, 10, 10, 93.8]);
    expect(booking.settle(fill, 'confirmed')).toBeUndefined();
  });

  test('is not disturbed by late words without money', () => {
    const { booking, order } = longAgo();
    expect(booking.hear({ kind: 'CancelRejected', order, code: 'filled' })).toBeUndefined();
    expect(booking.accept(order)).toBeUndefined();
  });

  test('cannot be filled in silence', () => {
    const { booking, order } = longAgo();
    expect(() => booking.fill(order, 1)).toThrow(InvariantError);
  });
});

test('a repeat is journaled, but the strategy hears it once', () => {
  const heard: string[] = [];
  const { exchange, play, kinds } = stage([
    {
      onStart: (_view, desk) => void desk.submit(terms('buy', 10, 50), BECAUSE),
      onOrder: (event) => heard.push(event.kind),
    },
  ]);
  exchange.onRequest = (request) => {
    if (request.kind !== 'submit') return;
    const { order } = request;
    exchange.say(20, { kind: 'OrderFilled', order: order.id, fill: fillOf(1, order) });
    for (const at of [21, 22]) {
      exchange.say(at, {
        kind: 'FillSettled',
        order: order.id,
        fillId: 1,
        settlement: 'confirmed',
      });
    }
  };
  play(levelAt(10, BID, [40, 5]), levelAt(30, BID, [40, 5]));
  expect(kinds()).toEqual(['Submitted', 'OrderFilled', 'FillSettled', 'FillSettled']);
  expect(heard).toEqual(['OrderFilled', 'FillSettled']);
});
