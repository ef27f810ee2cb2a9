import type { Timestamp } from '../domain/units.ts';
import type { KeptDesk } from './alerts/desk-alerts.ts';
import type { Addressed } from './outbox/alert-log.ts';
import type { KeptRepeat } from './outbox/repeats.ts';

/** Where telling stands, for whoever goes on with it. Plain JSON. */
export type NotifyState = {
  readonly desk: KeptDesk | undefined;
  readonly repeats: readonly KeptRepeat[];
  /** That the desk says nothing has been told. */
  readonly isSilent: boolean;
  /** When that was so. */
  readonly at: Timestamp;
};

/** Keeps alerts before they are told, and where telling stands with them. */
export type NotifyKeeper = {
  put(alerts: readonly Addressed[], state: NotifyState): void;
};
