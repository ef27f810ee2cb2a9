import { InvariantError } from './invariant.ts';

/** What the chain does with a fill after the venue matched it. */
export type SettlementStatus = 'matched' | 'mined' | 'retrying' | 'confirmed' | 'failed';
export type SettlementEventKind = 'mined' | 'retrying' | 'confirmed' | 'failed';

/**
 * A second machine, on the fill, not on the order. Repeats are harmless (the venue's frames come
 * more than once and out of order); only confirmed and failed are final, and they exclude each
 * other. `failed` reverses the fill.
 */
const TRANSITIONS: Record<
  SettlementStatus,
  Record<SettlementEventKind, SettlementStatus | undefined>
> = {
  matched: { mined: 'mined', retrying: 'retrying', confirmed: 'confirmed', failed: 'failed' },
  mined: { mined: 'mined', retrying: 'retrying', confirmed: 'confirmed', failed: 'failed' },
  retrying: { mined: 'mined', retrying: 'retrying', confirmed: 'confirmed', failed: 'failed' },
  confirmed: {
    mined: 'confirmed',
    retrying: 'confirmed',
    confirmed: 'confirmed',
    failed: undefined,
  },
  failed: { mined: 'failed', retrying: 'failed', confirmed: undefined, failed: 'failed' },
};

export const SETTLEMENT_STATUSES = Object.keys(TRANSITIONS) as SettlementStatus[];
export const SETTLEMENT_EVENT_KINDS = Object.keys(TRANSITIONS.matched) as SettlementEventKind[];

/** Whether nothing changes it any more. */
export function isFinal(status: SettlementStatus): status is 'confirmed' | 'failed' {
  return status === 'confirmed' || status === 'failed';
}

/** The status after an event, or undefined when two final words contradict each other. */
export function nextSettlement(
  status: SettlementStatus,
  kind: SettlementEventKind,
): SettlementStatus | undefined {
  return TRANSITIONS[status][kind];
}

/** @throws InvariantError when a confirmed fill is said to have failed, or the reverse. */
export function settle(status: SettlementStatus, kind: SettlementEventKind): SettlementStatus {
  const next = TRANSITIONS[status][kind];
  if (next === undefined) throw new InvariantError(`a fill that is ${status} cannot be ${kind}`);
  return next;
}
