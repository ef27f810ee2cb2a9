import { InvariantError } from './invariant.ts';

/** Local: initialized. In flight: submitted, pendingCancel. Open: accepted. The rest: closed. */
export type OrderStatus =
  | 'initialized'
  | 'submitted'
  | 'accepted'
  | 'pendingCancel'
  | 'filled'
  | 'canceled'
  | 'expired'
  | 'rejected'
  | 'denied';

/** What can happen to an order. `filled` completes it, `partiallyFilled` leaves a rest. */
export type OrderEventKind =
  | 'denied'
  | 'submitted'
  | 'accepted'
  | 'rejected'
  | 'partiallyFilled'
  | 'filled'
  | 'cancelRequested'
  | 'cancelRejected'
  | 'canceled'
  | 'expired';

const ILLEGAL = undefined;

/**
 * The whole life of an order: every status and every event. A partial fill is data, not a status.
 * Fills may come before the acceptance and after a cancel or an expiry: the venue's messages race,
 * and what was traded was traded. So it is after a rejection that was inferred from the venue's
 * silence, and beyond the last share of a buy that asked for dollars. Repeats of what the venue
 * said before change nothing.
 *
 * A refused cancel needs no memory: the order counts as accepted, although the venue may still be
 * holding it back (taker delay) and reject it after all.
 */
const TRANSITIONS: Record<OrderStatus, Record<OrderEventKind, OrderStatus | undefined>> = {
  initialized: {
    denied: 'denied',
    submitted: 'submitted',
    accepted: ILLEGAL,
    rejected: ILLEGAL,
    partiallyFilled: ILLEGAL,
    filled: ILLEGAL,
    cancelRequested: ILLEGAL,
    cancelRejected: ILLEGAL,
    canceled: ILLEGAL,
    expired: ILLEGAL,
  },
  submitted: {
    denied: ILLEGAL,
    submitted: ILLEGAL,
    accepted: 'accepted',
    rejected: 'rejected',
    partiallyFilled: 'submitted',
    filled: 'filled',
    cancelRequested: 'pendingCancel',
    cancelRejected: ILLEGAL,
    canceled: 'canceled',
    expired: 'expired',
  },
  accepted: {
    denied: ILLEGAL,
    submitted: ILLEGAL,
    accepted: 'accepted',
    rejected: 'rejected',
    partiallyFilled: 'accepted',
    filled: 'filled',
    cancelRequested: 'pendingCancel',
    cancelRejected: 'accepted',
    canceled: 'canceled',
    expired: 'expired',
  },
  pendingCancel: {
    denied: ILLEGAL,
    submitted: ILLEGAL,
    accepted: 'pendingCancel',
    rejected: 'rejected',
    partiallyFilled: 'pendingCancel',
    filled: 'filled',
    cancelRequested: 'pendingCancel',
    cancelRejected: 'accepted',
    canceled: 'canceled',
    expired: 'expired',
  },
  filled: {
    denied: ILLEGAL,
    submitted: ILLEGAL,
    accepted: 'filled',
    rejected: ILLEGAL,
    partiallyFilled: ILLEGAL,
    filled: 'filled',
    cancelRequested: ILLEGAL,
    cancelRejected: 'filled',
    canceled: 'filled',
    expired: 'filled',
  },
  canceled: {
    denied: ILLEGAL,
    submitted: ILLEGAL,
    accepted: 'canceled',
    rejected: ILLEGAL,
    partiallyFilled: 'canceled',
    filled: 'filled',
    cancelRequested: ILLEGAL,
    cancelRejected: 'canceled',
    canceled: 'canceled',
    expired: 'canceled',
  },
  expired: {
    denied: ILLEGAL,
    submitted: ILLEGAL,
    accepted: 'expired',
    rejected: ILLEGAL,
    partiallyFilled: 'expired',
    filled: 'filled',
    cancelRequested: ILLEGAL,
    cancelRejected: 'expired',
    canceled: 'expired',
    expired: 'expired',
  },
  rejected: {
    denied: ILLEGAL,
    submitted: ILLEGAL,
    accepted: ILLEGAL,
    rejected: 'rejected',
    partiallyFilled: 'rejected',
    filled: 'filled',
    cancelRequested: ILLEGAL,
    cancelRejected: 'rejected',
    canceled: ILLEGAL,
    expired: ILLEGAL,
  },
  denied: {
    denied: ILLEGAL,
    submitted: ILLEGAL,
    accepted: ILLEGAL,
    rejected: ILLEGAL,
    partiallyFilled: ILLEGAL,
    filled: ILLEGAL,
    cancelRequested: ILLEGAL,
    cancelRejected: ILLEGAL,
    canceled: ILLEGAL,
    expired: ILLEGAL,
  },
};

export const ORDER_STATUSES = Object.keys(TRANSITIONS) as OrderStatus[];
export const ORDER_EVENT_KINDS = Object.keys(TRANSITIONS.initialized) as OrderEventKind[];

/** The status after an event, or undefined when the event cannot happen in that status. */
export function nextStatus(status: OrderStatus, kind: OrderEventKind): OrderStatus | undefined {
  return TRANSITIONS[status][kind];
}

/** @throws InvariantError when the event cannot happen in that status. */
export function transition(status: OrderStatus, kind: OrderEventKind): OrderStatus {
  const next = TRANSITIONS[status][kind];
  if (next === undefined) throw new InvariantError(`an order that is ${status} cannot be ${kind}`);
  return next;
}

export function isClosed(status: OrderStatus): boolean {
  switch (status) {
    case 'filled':
    case 'canceled':
    case 'expired':
    case 'rejected':
    case 'denied':
      return true;
    default:
      return false;
  }
}
