import type { OutboxState } from '../../notify/outbox/outbox.ts';
import type { AlertTally } from './notify-messages.ts';

export const NOTHING_TOLD: AlertTally = { told: 0, refused: 0, dropped: 0, unmade: 0, waiting: 0 };

/** What became of the alerts of these outboxes. */
export function tallyOf(states: readonly OutboxState[]): AlertTally {
  return states
    .map(({ sent, refused, dropped, waiting }) => ({
      told: sent,
      refused,
      dropped,
      unmade: 0,
      waiting,
    }))
    .reduce(together, NOTHING_TOLD);
}

/** Of both: `after` is the later one, and what waits waits there alone. */
export function followedBy(before: AlertTally, after: AlertTally): AlertTally {
  return { ...together(before, after), waiting: after.waiting };
}

function together(one: AlertTally, other: AlertTally): AlertTally {
  return {
    told: one.told + other.told,
    refused: one.refused + other.refused,
    dropped: one.dropped + other.dropped,
    unmade: one.unmade + other.unmade,
    waiting: one.waiting + other.waiting,
  };
}
