import type { Timestamp, Usd } from '../../domain/units.ts';
import type { Notice } from '../../polymarket/execution/notice.ts';
import type { VenueModeName } from '../../polymarket/execution/venue-mode.ts';
import type { HeartbeatState } from '../../polymarket/rest/heartbeat-keeper.ts';
import { type DeskDetails, deskDetailsOf } from '../desk/desk-details.ts';
import type { Alarm } from '../supervise/alarm.ts';
import { type DeskStatus, deskStatusOf } from './desk-status.ts';
import type { LiveRun } from './live-run.ts';

/** How a live run is doing. */
export type LiveStatus = DeskStatus & {
  /** What the venue takes. */
  readonly venueMode: VenueModeName;
  /** Why no new order is sent; undefined: they are. */
  readonly heldBack: string | undefined;
  /** Dollars of orders that were signed today. */
  readonly signedToday: Usd;
  readonly notices: number;
};

export function liveStatusOf(run: LiveRun, signedToday: Usd): LiveStatus {
  const may = run.desk.execution.mayPost();
  return {
    ...deskStatusOf(run),
    venueMode: run.desk.execution.mode,
    heldBack: may.ok ? undefined : may.message,
    signedToday,
    notices: run.notices.length,
  };
}

/** The same, and all that whoever asks may want to know. */
export type LiveDetails = LiveStatus &
  DeskDetails & {
    /** Whether the venue takes us for alive, and lets our orders stand. */
    readonly heartbeat: HeartbeatState;
    /** Whether we hear of our orders: "open", or what it is on the way to that. */
    readonly userChannel: string;
    /** When the venue was heard last: all of this is of then; undefined: never. */
    readonly heardAt: Timestamp | undefined;
    /** What may still be signed today, dollars. */
    readonly dayLeft: Usd;
    /** The newest notices, oldest first. */
    readonly newestNotices: readonly (Notice | Alarm)[];
  };

const NOTICES = 10;

/** `maxDay`: dollars of orders that may be signed in a UTC day. */
export function liveDetailsOf(run: LiveRun, signedToday: Usd, maxDay: Usd): LiveDetails {
  const { clob, channel } = run.desk;
  return {
    ...liveStatusOf(run, signedToday),
    ...deskDetailsOf(run.session.session, run.journal.count),
    heartbeat: clob.heartbeat.state,
    userChannel: channel.state,
    heardAt: run.desk.heardAt,
    dayLeft: Math.max(0, maxDay - signedToday) as Usd,
    newestNotices: run.notices.slice(-NOTICES),
  };
}

/** Of a desk that has left the venue: nothing of it is there any more. */
export function switchedDetailsOf(run: LiveRun) {
  return {
    mode: 'paper' as const,
    ...deskStatusOf(run),
    ...deskDetailsOf(run.session.session, run.journal.count),
    newestNotices: run.notices.slice(-NOTICES),
  };
}
