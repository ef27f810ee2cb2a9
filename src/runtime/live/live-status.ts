import type { Usd } from '../../domain/units.ts';
import type { VenueModeName } from '../../polymarket/execution/venue-mode.ts';
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
