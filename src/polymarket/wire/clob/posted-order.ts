import type { VenueOrderId, VenueTradeId } from '../../../domain/ids.ts';
import type { Answer } from '../notes.ts';
import { type Fields, names, object } from '../object.ts';
import { type Parser, readAnswer, rows, whole } from '../parser.ts';
import { type PostStatus, postStatus, type Told } from '../status.ts';
import { flag, orderId, type TransactionHash, text, tradeId, transactionHash } from '../values.ts';
import { errorText, type VenueError } from '../venue-error.ts';

/**
 * What became of an order that was posted. `unclear` is neither yes nor no: the order stays in
 * flight until a query by its hash tells.
 */
export type PostedOrder =
  | {
      readonly outcome: 'accepted';
      readonly order: VenueOrderId;
      readonly status: Told<PostStatus>;
      /**
       * As sent. Whether these are dollars and shares or units of 1e-6 is not settled (protocol
       * notes §11): the fills come from the trades.
       */
      readonly making: string | undefined;
      readonly taking: string | undefined;
      readonly trades: readonly VenueTradeId[];
      /** Since July 2026 mostly empty: the venue answers before it sends them. */
      readonly transactions: readonly TransactionHash[];
    }
  /** Taken, and killed at once because it could not be filled (FOK), which is no error. */
  | { readonly outcome: 'killed'; readonly order: VenueOrderId; readonly error: VenueError }
  | { readonly outcome: 'rejected'; readonly error: VenueError }
  | { readonly outcome: 'unclear'; readonly order: VenueOrderId | undefined };

const UNFILLED: ReadonlySet<string> = new Set(['fok_not_filled', 'fak_not_matched']);

const posted: Parser<PostedOrder> = object('posted_order', names(), outcomeOf);

function outcomeOf(fields: Fields): PostedOrder {
  const success = fields.soft('success', flag);
  const order = fields.soft('orderID', orderId);
  // Of the two, an answer has `errorMsg` and an error `error`.
  const words = fields.either('errorMsg', 'error');
  const error = fields.soft(words, errorText);
  const told = acceptedOf(fields);
  // Something is said that cannot be read.
  if (error === undefined && fields.has(words)) return { outcome: 'unclear', order };
  if (error !== undefined) {
    if (order === undefined || success !== true) return { outcome: 'rejected', error };
    // Accepted and an error at once: only one kind of it is understood.
    return UNFILLED.has(error.code)
      ? { outcome: 'killed', order, error }
      : { outcome: 'unclear', order };
  }
  if (success !== true || order === undefined || told.status === undefined) {
    return { outcome: 'unclear', order };
  }
  return { outcome: 'accepted', order, ...told, status: told.status };
}

function acceptedOf(fields: Fields) {
  return {
    status: fields.soft('status', postStatus),
    making: fields.soft('makingAmount', text),
    taking: fields.soft('takingAmount', text),
    trades: fields.soft('tradeIDs', rows(tradeId)) ?? [],
    transactions: fields.soft('transactionsHashes', rows(transactionHash)) ?? [],
  };
}

/** POST /order. A refusal (no JSON, no object) leaves the order unclear too. */
export function readPostedOrder(body: string): Answer<PostedOrder> {
  return readAnswer(body, posted);
}

/**
 * POST /orders: one outcome for each leg, in the order of the request. Whole or not at all: with a
 * leg left out nobody could tell whose the others are.
 */
export function readPostedOrders(body: string): Answer<readonly PostedOrder[]> {
  return readAnswer(body, whole(posted));
}
