import type { ExchangeEvent } from '../domain/event.ts';
import type { Fill } from '../domain/fill.ts';
import { invariant } from '../domain/invariant.ts';
import type { Order } from '../domain/order.ts';
import type { SettlementEventKind } from '../domain/settlement.ts';
import { settle } from '../domain/settlement.ts';
import type { Sleeve } from './sleeve.ts';
import type { EngineState } from './state.ts';

/**
 * Books an exchange's answer on orders, account and sleeve. Returns the order it is about.
 * @throws InvariantError on an answer that no order of ours can have caused.
 */
export function applyAnswer(state: EngineState, event: ExchangeEvent): Order {
  const order = state.orders.expect(event.order);
  switch (event.kind) {
    case 'OrderAccepted':
      move(state, order, 'accepted');
      break;
    case 'OrderRejected':
      move(state, order, 'rejected');
      break;
    case 'OrderCanceled':
      move(state, order, 'canceled');
      break;
    case 'OrderExpired':
      move(state, order, 'expired');
      break;
    case 'CancelRejected':
      move(state, order, 'cancelRejected');
      break;
    case 'OrderFilled':
      applyFill(state, order, event.fill);
      break;
    case 'FillSettled':
      applySettlement(state, order, event.fillId, event.settlement);
      break;
  }
  return order;
}

function move(
  state: EngineState,
  order: Order,
  kind: 'accepted' | 'rejected' | 'canceled' | 'expired' | 'cancelRejected',
): void {
  if (state.orders.move(order, kind)) close(state, order);
}

function close(state: EngineState, order: Order): void {
  state.account.release(order.id);
  sleeveOf(state, order).closed(order);
}

function applyFill(state: EngineState, order: Order, fill: Fill): void {
  const closed = state.orders.fill(order, fill.size);
  state.account.fill(fill);
  sleeveOf(state, order).fill(fill);
  if (closed) close(state, order);
  state.settling.set(fill.id, fill);
}

function applySettlement(
  state: EngineState,
  order: Order,
  fillId: number,
  kind: SettlementEventKind,
): void {
  const fill = state.settling.get(fillId);
  // Said before and final: frames of settlement come more than once.
  if (fill === undefined) return;
  fill.settlement = settle(fill.settlement, kind);
  state.account.settle(fill, kind);
  sleeveOf(state, order).settle(fill, kind);
  if (kind === 'confirmed' || kind === 'failed') state.settling.delete(fillId);
}

function sleeveOf(state: EngineState, order: Order): Sleeve {
  const sleeve = state.sleeves[order.strategy];
  invariant(sleeve !== undefined, `order ${order.id} names strategy ${order.strategy}`);
  return sleeve;
}
