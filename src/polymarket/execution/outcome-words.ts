import type { TimeInForce } from '../../domain/order.ts';
import type { Failure, VenueOutcome } from '../rest/outcome.ts';
import type { Ending } from './desk-order.ts';

/** A FOK that could not be filled whole: no error, the order did what it was for. */
export const KILLED: Ending = { kind: 'canceled', reason: 'killed' };

/** In the words of the simulated exchange. */
export const NO_MATCH: Ending = {
  kind: 'rejected',
  code: 'no_match',
  message: 'no orders found to match with the FAK order',
};

/** An order that never rests has ended without a single share. */
export function unfilled(timeInForce: TimeInForce): Ending {
  return timeInForce === 'FOK' ? KILLED : NO_MATCH;
}

/** Names of the simulated exchange for what the venue calls otherwise. */
const SAME_AS: Readonly<Record<string, string>> = {
  post_only_would_cross: 'post_only_crosses',
  price_off_tick: 'tick',
  size_too_small: 'minimum_size',
  amount_too_small: 'marketable_minimum',
};

const OUTAGES = {
  postOnly: 'post_only_mode',
  cancelOnly: 'cancel_only',
  disabled: 'trading_disabled',
} as const;

/** How an order ended that certainly was not placed, by the answer to its POST. */
export function refusedEnding(failure: Failure): Ending {
  if (failure.kind === 'refused') {
    const { code, text } = failure.error;
    if (code === 'fok_not_filled') return KILLED;
    if (code === 'fak_not_matched') return NO_MATCH;
    return rejected(SAME_AS[code] ?? code, text);
  }
  switch (failure.kind) {
    case 'notSent':
      return rejected(failure.refusal.code, failure.refusal.message);
    case 'unauthorized':
      return rejected('unauthorized', failure.error.text);
    case 'geoblocked':
      return rejected('geoblocked', `answered with ${failure.status}: not from this place`);
    case 'unavailable':
      return rejected(OUTAGES[failure.mode], 'the venue takes only some requests now');
    case 'rateLimited':
      return rejected('rate_limited', "the venue's limiter refused it");
    case 'restarting':
      return rejected('venue_restarting', 'the venue starts its matching engine anew');
    case 'unknown':
      return rejected('not_connected', failure.detail);
  }
}

function rejected(code: string, message: string): Ending {
  return { kind: 'rejected', code, message };
}

/**
 * Whether a cancel was refused because the venue has no such order in its book: the words of a
 * whole answer, where others name each order (`not_canceled`). Undefined: it was not.
 */
export function notInBook(
  outcome: VenueOutcome<unknown>,
): 'already_closed' | 'order_not_found' | undefined {
  const code = outcome.kind === 'refused' ? outcome.error.code : undefined;
  return code === 'already_closed' || code === 'order_not_found' ? code : undefined;
}
