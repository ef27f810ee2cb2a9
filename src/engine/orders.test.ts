import { describe, expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import type { Fill } from '../domain/fill.ts';
import type { ClientOrderId } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import type { Shares, Timestamp } from '../domain/units.ts';
import { Orders } from './orders.ts';

const NOW = 5 as Timestamp;
const shares = (count: number) => (count * 1_000_000) as Shares;
const part = (count: number, evidence: Fill['evidence'] = 'book') => ({
  size: shares(count),
  evidence,
});

describe('orders', () => {
  test('are known as submitted, with their terms, from the moment they leave', () => {
    const orders = new Orders();
    const command = anOrder({}, 3);
    const order = orders.submitted(command, NOW);
    expect(order).toEqual({
      ...command.terms,
      id: 3,
      strategy: 0,
      submittedAt: 5,
      status: 'submitted',
      filled: 0,
    });
    expect(orders.get(command.id)).toBe(order);
    expect([...orders.values()]).toEqual([order]);
  });

  test('have ids that rise', () => {
    const orders = new Orders();
    orders.submitted(anOrder({}, 3), NOW);
    expect(() => orders.submitted(anOrder({}, 3), NOW)).toThrow(InvariantError);
    expect(() => orders.submitted(anOrder({}, 2), NOW)).toThrow(InvariantError);
    const asked = [0, 1, 3, 4].map((id) => orders.wasSent(id as ClientOrderId));
    expect(asked).toEqual([false, true, true, false]);
  });

  test('say once that they are closed', () => {
    const orders = new Orders();
    const order = orders.submitted(anOrder(), NOW);
    expect(orders.move(order, 'accepted')).toBe(false);
    expect(orders.fill(order, part(4))).toBe(false);
    expect(order.status).toBe('accepted');
    expect(orders.fill(order, part(6))).toBe(true);
    expect(order.status).toBe('filled');
    expect(orders.move(order, 'canceled')).toBe(false);
    expect(orders.lateFills).toBe(0);
  });

  test('count fills that come after the end', () => {
    const orders = new Orders();
    const order = orders.submitted(anOrder(), NOW);
    expect(orders.move(order, 'canceled')).toBe(true);
    expect(orders.fill(order, part(4))).toBe(false);
    expect(order.status).toBe('canceled');
    expect(orders.fill(order, part(6))).toBe(false);
    expect(order.status).toBe('filled');
    expect(order.filled).toBe(shares(10));
    expect(orders.lateFills).toBe(2);
  });

  test('cannot be filled beyond their size', () => {
    const orders = new Orders();
    const order = orders.submitted(anOrder(), NOW);
    expect(() => orders.fill(order, part(11))).toThrow(InvariantError);
  });

  test('that buy are filled beyond their size by the venue alone, who knows what it sold', () => {
    const orders = new Orders();
    const order = orders.submitted(anOrder(), NOW);
    expect(orders.fill(order, part(11, 'venue'))).toBe(true);
    expect([order.status, order.filled]).toEqual(['filled', shares(11)]);
    expect(orders.fill(order, part(1, 'venue'))).toBe(false);
    expect([order.status, order.filled, orders.lateFills]).toEqual(['filled', shares(12), 1]);
    const sale = orders.submitted(anOrder({ side: 'sell' }, 2), NOW);
    expect(() => orders.fill(sale, part(11, 'venue'))).toThrow(InvariantError);
  });

  test('take a fill though they were thought never to have been placed', () => {
    const orders = new Orders();
    const order = orders.submitted(anOrder(), NOW);
    orders.move(order, 'rejected');
    expect(orders.fill(order, part(4, 'venue'))).toBe(false);
    expect([order.status, orders.lateFills]).toEqual(['rejected', 1]);
    orders.fill(order, part(6, 'venue'));
    expect(order.status).toBe('filled');
  });

  test('that are closed are forgotten after thousands of others, open ones never', () => {
    const orders = new Orders();
    const open = orders.submitted(anOrder({}, 1), NOW);
    for (let id = 2; id <= 20_000; id++) {
      orders.move(orders.submitted(anOrder({}, id), NOW), 'rejected');
    }
    expect([...orders.values()].length).toBe(4097);
    expect(orders.get(open.id)).toBe(open);
    expect(orders.get(2 as ClientOrderId)).toBeUndefined();
    expect(orders.wasSent(2 as ClientOrderId)).toBe(true);
    expect(orders.get(20_000 as ClientOrderId)?.status).toBe('rejected');
  });
});
