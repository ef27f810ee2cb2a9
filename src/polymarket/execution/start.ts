import type { VenueOrderId } from '../../domain/ids.ts';
import { pause } from '../../net/pause.ts';
import { elapsedMs } from '../../ports/clock.ts';
import type { Desk } from './desk.ts';
import { DeskOrder } from './desk-order.ts';
import type { VenueExecutionOptions } from './execution-options.ts';
import type { Holding } from './holdings.ts';
import type { OpenIntent, OrderHistory } from './order-history.ts';
import { NOT_PLACED_AFTER_MS } from './order-looks.ts';

/** What is known when the desk has started, or the time for it was up. */
export type Start = {
  /** Everything was compared, and every order of earlier runs has a proven end. */
  readonly isProven: boolean;
  readonly unresolved: readonly VenueOrderId[];
  /** Fills of earlier runs that the chain has not made final: they may still be taken back. */
  readonly unsettled: number;
  /** By the journal; what the venue says that the wallet holds is the truth. */
  readonly holdings: readonly Holding[];
};

/** An order that was never placed is known as that after so long; then a little for the rest. */
const WITHIN_MS = NOT_PLACED_AFTER_MS + 60_000;
const LOOK_MS = 250;

/**
 * Orders of earlier runs belong to strategies that are gone: each is canceled and followed to its
 * end, whether or not it was ever sent. What they filled meanwhile is written down, and is part of
 * what this run begins with.
 */
export async function startDesk(
  parts: Desk,
  { clock, history }: Pick<VenueExecutionOptions, 'clock' | 'history'>,
): Promise<Start> {
  const { desk, interlock, fills, journal, rounds, cancels, looks } = parts;
  const started = clock.monotonic();
  for (const order of desk.live) {
    if (order.own !== undefined) continue;
    cancels.want(order, 'swept');
    looks.soon(order, 0);
  }
  rounds.soon();
  const isOpen = () => desk.earlierCount > 0 || interlock.isOwing || fills.unsettled.length > 0;
  while (isOpen() && elapsedMs(started, clock.monotonic()) < WITHIN_MS) await pause(clock, LOOK_MS);
  journal.onRecord = undefined;
  interlock.started();
  return reportOf(parts, history);
}

/** An order of an earlier run, as its journal left it. */
export function earlierOrder({ intent, wasPlaced, filled }: OpenIntent): DeskOrder {
  const order = new DeskOrder(intent, undefined);
  order.filled = filled;
  order.isAccepted = wasPlaced;
  // Whether its first byte left before the end of that run, nobody knows.
  order.move(wasPlaced ? 'placed' : 'unclear');
  return order;
}

function reportOf({ desk, interlock, fills }: Desk, history: OrderHistory): Start {
  const unresolved = desk.live.filter(({ own }) => own === undefined).map(({ id }) => id);
  return {
    isProven: unresolved.length === 0 && !interlock.isOwing,
    unresolved,
    unsettled: fills.unsettled.length,
    holdings: history.holdings,
  };
}
