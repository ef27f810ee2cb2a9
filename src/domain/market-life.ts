import type { Resolution } from './market.ts';
import type { Timestamp } from './units.ts';

/** created: listed, takes no orders yet; accepting: before its window; trading: inside of it. */
export type LifeState = 'created' | 'accepting' | 'trading' | 'closed' | 'resolved';
/** accepts: takes orders; opens, ends: its window does; resolves: the winner is final. */
export type LifeEvent = 'accepts' | 'opens' | 'ends' | 'resolves';

/**
 * A life goes forward only: Gamma's answers come from caches and may be older than the last one.
 * A market whose window opens before it takes orders is traded by nobody until it does.
 */
const TRANSITIONS: Record<LifeState, Record<LifeEvent, LifeState>> = {
  created: { accepts: 'accepting', opens: 'created', ends: 'closed', resolves: 'resolved' },
  accepting: { accepts: 'accepting', opens: 'trading', ends: 'closed', resolves: 'resolved' },
  trading: { accepts: 'trading', opens: 'trading', ends: 'closed', resolves: 'resolved' },
  closed: { accepts: 'closed', opens: 'closed', ends: 'closed', resolves: 'resolved' },
  resolved: { accepts: 'resolved', opens: 'resolved', ends: 'resolved', resolves: 'resolved' },
};

export const LIFE_STATES = Object.keys(TRANSITIONS) as LifeState[];

export function nextLife(state: LifeState, event: LifeEvent): LifeState {
  return TRANSITIONS[state][event];
}

/** What is known of a market that moves its life. */
export type LifeEvidence = {
  readonly acceptsOrders: boolean;
  /** The venue says that it is over, whatever the clock says. */
  readonly closed: boolean;
  readonly opensAt: Timestamp | undefined;
  readonly closesAt: Timestamp | undefined;
  readonly payout: Resolution['payout'] | undefined;
};

/** What has happened by now, in the order in which it happens; all of it may be said again. */
export function lifeEvents(evidence: LifeEvidence, now: Timestamp): LifeEvent[] {
  const { acceptsOrders, closed, opensAt, closesAt, payout } = evidence;
  const events: LifeEvent[] = [];
  if (acceptsOrders) events.push('accepts');
  if (opensAt !== undefined && opensAt <= now) events.push('opens');
  if (closed || (closesAt !== undefined && closesAt <= now)) events.push('ends');
  if (payout !== undefined) events.push('resolves');
  return events;
}
