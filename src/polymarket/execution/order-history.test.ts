import { expect, test } from 'vitest';
import { hashOf, MARKET, UP } from '../../../test/support/order-venue.ts';
import { termsOf } from '../../../test/support/sim-scenario.ts';
import { recover } from './order-history.ts';

const [id, other] = [hashOf(1), hashOf(2)];
const { token: _token, ...terms } = termsOf('buy Up 10 @ 0.4');
const intended = (order: number, at: number) => ({
  kind: 'OrderIntended',
  at,
  order,
  strategy: 0,
  id: hashOf(order),
  token: UP,
  market: MARKET,
  terms,
  body: {},
});
const filled = (trade: string, fill: number, matchedAt: number | undefined = undefined) => ({
  kind: 'OrderFilled',
  at: 90,
  fill,
  trade,
  id,
  token: UP,
  side: 'buy',
  price: 400_000,
  size: 4e6,
  amount: 1.6e6,
  fee: 0,
  matchedAt,
});

test('an empty journal leaves nothing, and the first id is free', () => {
  const past = recover([]);
  expect([past.open, past.fills, past.nextOrder, past.lastFill]).toEqual([[], [], 1, 0]);
  expect(past.tradesFrom).toBeUndefined();
});

test('an intent without an end is to be asked for, with what was booked of it', () => {
  const past = recover([
    intended(1, 50),
    { kind: 'OrderPlaced', at: 60, id },
    filled('t-1', 7, 80),
    intended(2, 85),
    { kind: 'OrderEnded', at: 95, id: other, how: 'rejected', code: 'x' },
  ]);
  expect(past.open).toMatchObject([
    { wasPlaced: true, filled: 4e6, intent: { client: 1, id, token: UP, intendedAt: 50 } },
  ]);
  expect([[...past.orders], past.nextOrder, past.lastFill]).toEqual([[id, other], 3, 7]);
  // From there on matches are asked for again.
  expect(past.tradesFrom).toBe(50);
});

test('a fill stands once, with how far it has settled', () => {
  const moved = (status: string, since: number) => ({
    kind: 'FillMoved',
    at: since,
    id,
    trade: 't-1',
    status,
    since,
  });
  const past = recover([
    intended(1, 50),
    filled('t-1', 1, 80),
    filled('t-1', 1, 80),
    moved('mined', 81),
    filled('t-2', 2),
    moved('failed', 99),
    moved('failed', 99),
    { kind: 'OrderEnded', at: 95, id, how: 'canceled', code: 'requested' },
  ]);
  expect(past.fills).toMatchObject([
    { trade: 't-1', status: 'failed', since: 99 },
    { trade: 't-2', status: 'matched', since: 90 },
  ]);
  expect(past.holdings).toMatchObject([{ shares: 4e6, cost: 1.6e6 }]);
  expect([past.open, past.tradesFrom]).toEqual([[], 90]);
});

test('records of others in the same journal are passed over', () => {
  const entry = { kind: 'Answered', at: 1, event: { kind: 'OrderFilled' } };
  expect(recover([entry, null, 'text', 5, {}, intended(4, 50)]).nextOrder).toBe(5);
});
