import { expect, test } from 'vitest';
import { BECAUSE, stage, terms } from '../../../test/support/engine-stage.ts';
import { fillOf } from '../../../test/support/scripted-exchange.ts';
import { levelAt } from '../../../test/support/tape-builder.ts';
import type { ClientOrderId } from '../../domain/ids.ts';
import { BID } from '../../domain/side.ts';
import type { Strategy } from '../../ports/strategy.ts';
import { OrderRows } from './order-rows.ts';
import type { OrderAtVenue } from './watched-desk.ts';

/** An engine whose strategy sends an order with each book, and the rows of its orders. */
function watched() {
  const strategy: Strategy = {
    onBook: (_market, _view, desk) => void desk.submit(terms('buy', 10, 50), BECAUSE),
  };
  const played = stage([strategy], { dollars: 10_000 });
  const { engine, exchange, journal } = played;
  const atVenue = new Map<number, OrderAtVenue>();
  const rows = new OrderRows({
    state: engine.state,
    strategies: ['alpha'],
    atVenue: (id) => atVenue.get(id),
  });
  let taken = 0;
  const table = () => {
    for (const entry of journal.slice(taken)) rows.append(entry);
    taken = journal.length;
    return rows.table();
  };
  return { ...played, exchange, atVenue, table };
}

test('an order is told through its life, with what the chain made of its fills', () => {
  const buying = watched();
  buying.exchange.onRequest = (request) => {
    if (request.kind !== 'submit') return;
    const { id: order } = request.order;
    buying.exchange.say(20, { kind: 'OrderAccepted', order });
    const fill = { ...fillOf(1, request.order), settlement: 'matched' as const };
    buying.exchange.say(30, { kind: 'OrderFilled', order, fill });
    buying.exchange.say(40, { kind: 'FillSettled', order, fillId: 1, settlement: 'mined' });
  };
  buying.play(levelAt(10, BID, [40, 5]));
  const before = buying.table();
  expect(before[1]).toMatchObject({
    ...{ strategy: 'alpha', outcome: 0, side: 'buy', price: 500_000, size: 10_000_000 },
    ...{ status: 'submitted', filled: 0, submittedAt: 10, changedAt: 10, settlement: {} },
    ...{ venueId: null, isUnknown: false, reason: BECAUSE },
  });
  buying.until(25);
  expect(buying.table()[1]).toMatchObject({ status: 'accepted', changedAt: 20 });
  buying.until(35);
  expect(buying.table()[1]).toMatchObject({ status: 'filled', settlement: { matched: 1 } });
  buying.until(45);
  expect(buying.table()[1]).toMatchObject({ changedAt: 40, settlement: { mined: 1 } });
  expect(before[1]?.status).toBe('submitted');
});

test('the table is the same one where nothing has changed', () => {
  const { play, table } = watched();
  play(levelAt(10, BID, [40, 5]));
  expect(table()).toBe(table());
});

test('what the venue alone says of an order is told as well', () => {
  const { play, table, atVenue } = watched();
  play(levelAt(10, BID, [40, 5]));
  table();
  atVenue.set(1, { id: '0xab', isUnknown: true });
  expect(table()[1]).toMatchObject({ venueId: '0xab', isUnknown: true });
  atVenue.set(1, { id: '0xab', isUnknown: false });
  expect(table()[1]).toMatchObject({ isUnknown: false });
});

test('of orders that are over the newest 200 stay, and all that are open', () => {
  const { play, exchange, table } = watched();
  exchange.onRequest = (request) => {
    if (request.kind !== 'submit' || request.order.id === 1) return;
    const rejected = { kind: 'OrderRejected', code: 'no', message: 'no' } as const;
    exchange.say(request.at, { ...rejected, order: request.order.id as ClientOrderId });
  };
  for (let i = 1; i <= 301; i++) play(levelAt(i * 10, BID, [40, 5]));
  const ids = Object.keys(table()).map(Number);
  expect(ids.length).toBe(201);
  expect([ids[0], ids[1], ids.at(-1)]).toEqual([1, 102, 301]);
});
