import type { PostedOrder } from '../wire/clob/posted-order.ts';
import type { VenueErrorCode } from '../wire/venue-error.ts';
import type { VenueOutcome } from './outcome.ts';

/** An order that the venue took: it rests, was matched, or was killed at once. */
export type TakenOrder = Extract<PostedOrder, { outcome: 'accepted' | 'killed' }>;

/** What became of one order, by an answer that may itself say no. */
export function orderOutcome(outcome: VenueOutcome<PostedOrder>): VenueOutcome<TakenOrder> {
  if (outcome.kind !== 'ok') return outcome;
  const { value } = outcome;
  switch (value.outcome) {
    case 'accepted':
    case 'killed':
      return { ...outcome, value };
    case 'rejected':
      return { kind: 'refused', status: 200, error: value.error };
    case 'unclear':
      return {
        kind: 'unknown',
        cause: 'unclear',
        status: 200,
        detail: 'the answer neither takes nor refuses the order',
      };
  }
}

/** Reasons that the venue finds before it looks at the first leg of a batch. */
const BEFORE_ANY_LEG: ReadonlySet<VenueErrorCode> = new Set<VenueErrorCode>([
  'too_many_orders',
  'invalid_order_payload',
  'not_owner_of_key',
  'not_signer_of_key',
  'address_banned',
  'closed_only',
  'order_version_mismatch',
  'payload_too_large',
]);

/**
 * What became of each leg of a batch. Fails the batch as a whole, each leg is unknown unless the
 * reason shows that none was looked at; so is each leg when the answer has another number of them.
 */
export function legOutcomes(
  outcome: VenueOutcome<readonly PostedOrder[]>,
  legs: number,
): readonly VenueOutcome<TakenOrder>[] {
  const every = (leg: VenueOutcome<TakenOrder>) => Array.from({ length: legs }, () => leg);
  if (outcome.kind === 'refused' && !BEFORE_ANY_LEG.has(outcome.error.code)) {
    const { status, error } = outcome;
    return every({ kind: 'unknown', cause: 'unclear', status, detail: error.text });
  }
  if (outcome.kind !== 'ok') return every(outcome);
  const { value, remarks } = outcome;
  if (value.length !== legs) {
    const detail = `${value.length} answers to ${legs} orders`;
    return every({ kind: 'unknown', cause: 'unreadable', status: 200, detail });
  }
  return value.map((leg) => orderOutcome({ kind: 'ok', value: leg, remarks }));
}
