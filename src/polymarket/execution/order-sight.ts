import { isImmediate } from '../../domain/order.ts';
import { MICROS_PER_SECOND, type Shares, type Timestamp } from '../../domain/units.ts';
import type { VenueOrder } from '../wire/venue-order.ts';
import type { DeskOrder, Ending } from './desk-order.ts';
import { KILLED, unfilled } from './outcome-words.ts';

/** What the venue's words on an order prove. */
export type Sight =
  | { readonly kind: 'alive' }
  /** Taken, held back before it is matched (taker delay); it cannot be canceled. */
  | { readonly kind: 'held' }
  | {
      readonly kind: 'ended';
      readonly ending: Ending;
      readonly matched: Shares;
      /** False: it never came so far as to rest or to trade. */
      readonly wasPlaced: boolean;
    }
  | { readonly kind: 'unclear' };

/** The venue may kill a GTD order some seconds before or after the time (docs: "about"). */
const EXPIRY_SLACK = 15 * MICROS_PER_SECOND;

type Seen = Pick<VenueOrder, 'status' | 'sizeMatched' | 'size'>;

/** What `seen` says about an order; `now`: when it was said. */
export function sightOf(seen: Seen, order: DeskOrder, now: Timestamp): Sight {
  const { terms } = order.intent;
  const isAtOnce = isImmediate(terms);
  switch (seen.status.code) {
    case 'live':
      return { kind: 'alive' };
    case 'delayed':
      return { kind: 'held' };
    case 'unmatched':
      // A delayed order that met nobody: one that may rest is placed all the same.
      return isAtOnce ? ended(order, seen, unfilled(terms.timeInForce)) : { kind: 'alive' };
    case 'matched': {
      // Of one that may rest this can be said of its first part alone, while the rest is open.
      const isWhole = seen.sizeMatched >= terms.size || order.isMissing;
      return isAtOnce || isWhole
        ? ended(order, seen, restGone(order, seen.sizeMatched))
        : { kind: 'alive' };
    }
    case 'canceled':
      return ended(order, seen, canceledEnding(seen, order, now));
    case 'canceled_market_resolved':
      return ended(order, seen, { kind: 'canceled', reason: 'market_closed' });
    case 'invalid': {
      const message = 'the venue says that the order is invalid';
      return ended(order, seen, { kind: 'rejected', code: 'invalid_order', message });
    }
    case 'unknown':
      return { kind: 'unclear' };
  }
}

/** Whether a look need not be repeated. */
export function isConclusive(sight: Sight, order: DeskOrder): boolean {
  if (sight.kind !== 'alive') return false;
  // A cancel is wanted or an end was told: what was seen may be older than that.
  return order.cancel === undefined && order.ending === undefined;
}

function ended(order: DeskOrder, { sizeMatched }: Seen, ending: Ending): Sight {
  const isKill = ending === KILLED || ending.kind === 'rejected';
  const wasPlaced = order.isAccepted || sizeMatched > 0 || !isKill;
  return { kind: 'ended', ending, matched: sizeMatched, wasPlaced };
}

function canceledEnding(seen: Seen, order: DeskOrder, now: Timestamp): Ending {
  const { terms } = order.intent;
  if (isImmediate(terms)) return restGone(order, seen.sizeMatched);
  if (seen.status.reason?.code === 'market_resolved') {
    return { kind: 'canceled', reason: 'market_closed' };
  }
  if (terms.expiresAt !== undefined && now >= terms.expiresAt - EXPIRY_SLACK) {
    return { kind: 'expired' };
  }
  return { kind: 'canceled', reason: order.cancel === undefined ? 'venue' : 'requested' };
}

/** What is left of an order that never rests is gone; without a share it was unfilled. */
function restGone(order: DeskOrder, matched: Shares): Ending {
  const { terms } = order.intent;
  if (matched === 0 && order.filled === 0 && isImmediate(terms)) {
    return unfilled(terms.timeInForce);
  }
  return { kind: 'canceled', reason: 'unfilled_rest' };
}
