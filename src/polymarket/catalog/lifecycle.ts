import { type LifeState, lifeEvents, nextLife } from '../../domain/market-life.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import type { ListedMarket } from './market-facts.ts';

/**
 * How far the venue is in fixing the winner. Only `decided` is final (see strictPayout); `unclear`
 * says that the resolution is final but its prices are not 1 and 0 or halves: somebody must look.
 */
export type Verdict = 'open' | 'pending' | 'disputed' | 'unclear' | 'decided';

export function verdictOf({ payout, closed, resolutionStatus }: GammaMarket): Verdict {
  if (payout !== undefined) return 'decided';
  if (resolutionStatus === 'disputed') return 'disputed';
  if (closed !== true) return 'open';
  return resolutionStatus === 'resolved' ? 'unclear' : 'pending';
}

/**
 * Where a listed market stands, from one look at it. Only windows open and close by the clock: the
 * end that other markets name is when their question is answered, and they trade on (games do).
 */
export function lifeOf(row: GammaMarket, listed: ListedMarket, now: Timestamp): LifeState {
  const { window, payout } = listed;
  const events = lifeEvents(
    {
      acceptsOrders: row.acceptsOrders === true,
      closed: row.closed === true,
      opensAt: window === undefined ? now : window.opensAt,
      closesAt: window?.closesAt,
      payout,
    },
    now,
  );
  return events.reduce<LifeState>(nextLife, 'created');
}
