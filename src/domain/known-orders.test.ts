import { expect, test } from 'vitest';
import type { ExchangeEvent } from './event.ts';
import type { ClientOrderId } from './ids.ts';
import { KnownOrders, REMEMBERED_ORDERS } from './known-orders.ts';

const answer = (kind: string, order: number, more = {}) =>
  ({ kind, order, tsEvent: 1, tsInit: 1, ...more }) as unknown as ExchangeEvent;
const fill = (order: number, id: number, size: number) =>
  answer('OrderFilled', order, { fill: { id, size } });
const settled = (order: number, fillId: number, settlement: string) =>
  answer('FillSettled', order, { fillId, settlement });

function kept() {
  const forgotten: string[] = [];
  const orders = new KnownOrders<string>((value) => forgotten.push(value));
  let next = 1_000;
  return {
    forgotten,
    orders,
    submit: (id: number, size = 10) => orders.submitted(id as ClientOrderId, size, `order ${id}`),
    hear: (...events: readonly ExchangeEvent[]) => {
      for (const event of events) orders.heard(event);
    },
    /** So many other orders come and end. */
    others: (count: number) => {
      for (let i = 0; i < count; i++, next++) {
        orders.submitted(next as ClientOrderId, 1, 'another');
        orders.heard(answer('OrderCanceled', next));
      }
    },
    get: (id: number) => orders.get(id as ClientOrderId),
  };
}

test('an order stays known while it is open, and as long after its end as to the engine', () => {
  const { submit, hear, others, get, forgotten } = kept();
  submit(1);
  others(3 * REMEMBERED_ORDERS);
  expect(get(1)).toBe('order 1');
  hear(answer('OrderExpired', 1));
  others(REMEMBERED_ORDERS - 1);
  expect(get(1)).toBe('order 1');
  others(1);
  expect(get(1)).toBeUndefined();
  expect(forgotten.filter((value) => value === 'order 1')).toHaveLength(1);
});

test('an order ends once, by its last share or by a word, whatever is said of it then', () => {
  const { submit, hear, others, get } = kept();
  submit(1);
  hear(fill(1, 1, 4), settled(1, 1, 'confirmed'), fill(1, 2, 6), settled(1, 2, 'confirmed'));
  others(REMEMBERED_ORDERS - 1);
  hear(answer('OrderCanceled', 1), answer('CancelRejected', 1));
  expect(get(1)).toBe('order 1');
  others(1);
  expect(get(1)).toBeUndefined();
});

test.each(['confirmed', 'failed'])('one with a fill stays until the chain says %s', (final) => {
  const { submit, hear, others, get } = kept();
  submit(1);
  hear(fill(1, 1, 4), answer('OrderCanceled', 1), fill(1, 2, 6), settled(1, 1, 'confirmed'));
  others(2 * REMEMBERED_ORDERS);
  hear(settled(1, 2, 'mined'));
  expect(get(1)).toBe('order 1');
  hear(settled(1, 2, final));
  expect(get(1)).toBeUndefined();
});

test('what is said of an order that it does not know is nothing to it', () => {
  const { hear, get, forgotten } = kept();
  hear(fill(7, 1, 4), settled(7, 1, 'confirmed'), answer('OrderCanceled', 7));
  expect([get(7), forgotten]).toEqual([undefined, []]);
});
