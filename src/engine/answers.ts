import type { ChangeSets } from '../domain/command.ts';
import type { ExchangeEvent, SetsEvent } from '../domain/event.ts';
import type { Fill } from '../domain/fill.ts';
import { complementOf, type MarketIndex, marketOf, tokenIndex } from '../domain/ids.ts';
import { InvariantError, invariant } from '../domain/invariant.ts';
import type { Order } from '../domain/order.ts';
import type { OrderEventKind } from '../domain/order-status.ts';
import { complement, type Price, type Usd } from '../domain/units.ts';
import type { EngineState } from './state.ts';

/**
 * Books an exchange's answer on orders, account and sleeve. Returns the order it is about, or
 * undefined when it says nothing new: a repeat about a fill that is final, or a word on an order
 * closed so long ago that it is forgotten.
 * @throws InvariantError on an answer that no order of ours can have caused.
 */
export function applyAnswer(state: EngineState, event: ExchangeEvent): Order | undefined {
  if (event.kind === 'FillSettled') return applySettlement(state, event);
  const order = state.orders.get(event.order);
  if (order === undefined) {
    // Shares or dollars that moved for a forgotten order must not be lost in silence.
    if (event.kind === 'OrderFilled' || !state.orders.wasSent(event.order)) throw unknown(event);
    return undefined;
  }
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
  }
  return order;
}

/**
 * Books what became of a split or merge on account and sleeve. Returns it, or undefined where that
 * was told before.
 * @throws InvariantError on an answer that nothing of ours can have caused.
 */
export function applySetsAnswer(state: EngineState, event: SetsEvent): ChangeSets | undefined {
  const change = state.sets.answered(event);
  if (change === undefined) return undefined;
  turnDay(state);
  const gas = event.kind === 'SetsChanged' ? event.gas : undefined;
  if (gas === undefined) state.account.releaseSets(change.id);
  else state.account.changeSets(change, gas);
  state.sleeve(change.strategy).setsAnswered(change, gas);
  // Done before the resolution, told after it: its shares are paid, or were paid too much.
  if (!Number.isNaN(state.payouts[change.market])) payOut(state, change.market);
  return change;
}

/** Both tokens of a resolved market become cash. Done again for fills that are heard of later. */
export function payOut(state: EngineState, market: MarketIndex): void {
  turnDay(state);
  const first = tokenIndex(market, 0);
  const second = complementOf(first);
  const payout = state.payouts[market] as Price;
  state.account.resolve(first, payout);
  state.account.resolve(second, complement(payout));
  for (const sleeve of state.sleeves) {
    sleeve.resolve(first, payout);
    sleeve.resolve(second, complement(payout));
  }
}

/** Before money moves: the first to move any on a day finds what the day began with. */
function turnDay({ account, now, sleeves }: EngineState): void {
  for (const sleeve of sleeves) {
    sleeve.tally.turn(now, () => {
      const { realized, outlay } = sleeve;
      return { realized, worth: (account.cash + outlay) as Usd };
    });
  }
}

function move(state: EngineState, order: Order, kind: OrderEventKind): void {
  if (state.orders.move(order, kind)) close(state, order);
}

function close(state: EngineState, order: Order): void {
  state.account.release(order.id);
  state.sleeve(order.strategy).closed(order);
}

function applyFill(state: EngineState, order: Order, fill: Fill): void {
  invariant(fill.id > state.newestFill, `fill ${fill.id} came after fill ${state.newestFill}`);
  state.newestFill = fill.id;
  turnDay(state);
  const sleeve = state.sleeve(order.strategy);
  if (fill.side === 'buy' && order.filled === 0) sleeve.tally.bought(order.submittedAt, state.now);
  const closed = state.orders.fill(order, fill);
  state.account.fill(fill);
  sleeve.fill(fill);
  if (closed) close(state, order);
  const market = marketOf(fill.token);
  // Traded before the close, told after the resolution: it pays what all shares were paid.
  if (!Number.isNaN(state.payouts[market])) payOut(state, market);
  if (fill.settlement !== 'confirmed') state.settling.set(fill.id, { fill, order });
}

function applySettlement(
  state: EngineState,
  event: ExchangeEvent & { readonly kind: 'FillSettled' },
): Order | undefined {
  const { fillId, settlement } = event;
  const unsettled = state.settling.get(fillId);
  if (unsettled === undefined) {
    if (!state.orders.wasSent(event.order)) throw unknown(event);
    invariant(
      fillId <= state.newestFill,
      `fill ${fillId} of order ${event.order} is said to be ${settlement}, but was never reported`,
    );
    // Said before and final: frames of settlement come more than once.
    return undefined;
  }
  const { fill, order } = unsettled;
  turnDay(state);
  state.account.settle(fill, settlement);
  state.sleeve(order.strategy).settle(fill, settlement);
  if (settlement === 'confirmed' || settlement === 'failed') state.settling.delete(fillId);
  if (settlement === 'failed' && fill.side === 'buy') {
    state.failedFills.set(marketOf(fill.token), state.now);
  }
  return order;
}

function unknown(event: ExchangeEvent): InvariantError {
  return new InvariantError(`${event.kind} names order ${event.order}, which is not known`);
}
