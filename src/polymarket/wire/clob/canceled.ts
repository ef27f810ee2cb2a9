import type { VenueOrderId } from '../../../domain/ids.ts';
import type { Answer } from '../notes.ts';
import { names, object } from '../object.ts';
import { type Parser, readAnswer, rows, table } from '../parser.ts';
import { orderId } from '../values.ts';
import { errorText, type VenueError } from '../venue-error.ts';

/** What became of a request to cancel. An order in neither list is unclear. */
export type CancelOutcome = {
  readonly canceled: readonly VenueOrderId[];
  readonly notCanceled: ReadonlyMap<VenueOrderId, VenueError>;
};

const outcome: Parser<CancelOutcome> = object('canceled', names(), (fields) => ({
  canceled: fields.strict('canceled', rows(orderId)) ?? [],
  notCanceled: fields.strict('not_canceled', table(orderId, errorText)) ?? new Map(),
}));

/** DELETE /order, /orders, /cancel-all, /cancel-market-orders. */
export function readCanceled(body: string): Answer<CancelOutcome> {
  return readAnswer(body, outcome);
}
