import { ok, refuse } from '../../domain/result.ts';
import { parseJson } from './json.ts';
import { isRecord, leaf, type Parser } from './parser.ts';

/** An error in the venue's words, with a code that stays when the words change a little. */
export type VenueError = {
  readonly code: VenueErrorCode;
  /** As sent, cut to 500 characters. */
  readonly text: string;
  /** How long the venue asks to wait; undefined where it does not. */
  readonly retryAfterSeconds: number | undefined;
};

const LONGEST = 500;

/**
 * Which words mean which error; the first that fits. Venue docs "resources/error-codes" and the
 * venue's own kit, read 2026-10 and 2026-11 (protocol notes §4.3).
 */
const TABLE = [
  // The order itself.
  ['invalid_order_payload', /invalid order payload/i],
  ['not_owner_of_key', /owner has to be the owner of the api key/i],
  ['not_signer_of_key', /signer address has to be the address of the api key/i],
  ['price_off_tick', /breaks minimum tick size rule/i],
  ['size_too_small', /lower than the minimum/i],
  ['amount_too_small', /invalid amount for a marketable/i],
  ['duplicate_order', /\bduplicated\b/i],
  ['post_only_would_cross', /crosses (the )?book/i],
  ['not_enough_balance', /not enough balance|insufficient balance/i],
  ['invalid_expiration', /invalid expiration/i],
  ['invalid_nonce', /invalid nonce/i],
  ['order_version_mismatch', /order_version_mismatch/i],
  ['too_many_orders', /too many orders in payload/i],
  ['market_not_ready', /not yet ready to process new orders/i],
  // Its match.
  ['fok_not_filled', /fok orders are (fully )?filled or killed/i],
  ['fak_not_matched', /no orders found to match with fak/i],
  ['match_delayed', /order match delayed/i],
  ['no_matching_orders', /there are no matching orders/i],
  ['rounding_issue', /contains rounding issues/i],
  ['price_discrepancy', /discrepancy greater than allowed/i],
  ['could_not_insert', /could not insert order/i],
  // Its cancel.
  ['canceled_on_chain', /canceled in the ctf exchange contract/i],
  ['already_closed', /already canceled or matched/i],
  ['order_not_found', /order.{0,100}(can't be|not) found/i],
  ['market_resolved', /^market.resolved$/i],
  // The account.
  ['address_banned', /address banned/i],
  ['closed_only', /closed only mode/i],
  ['invalid_api_key', /invalid api key/i],
  ['invalid_l1_headers', /invalid l1 request headers/i],
  ['no_api_key', /could not derive api key/i],
  // The venue's state.
  ['trading_disabled', /trading is currently disabled/i],
  ['cancel_only', /trading is currently cancel-only/i],
  ['post_only_mode', /post.only.mode/i],
  ['not_ready', /service is not ready|engine.{0,40}restart/i],
  // Questions.
  ['no_book', /no orderbook exists/i],
  ['payload_too_large', /payload exceeds the limit/i],
  ['invalid_cursor', /invalid (pagination )?cursor/i],
] as const;

export type VenueErrorCode = (typeof TABLE)[number][0] | 'unknown';

/** The error that a text of the venue speaks of. */
export function venueError(text: string, retryAfterSeconds?: number): VenueError {
  const cut = text.slice(0, LONGEST);
  const code = TABLE.find(([, words]) => words.test(cut))?.[0] ?? 'unknown';
  return { code, text: cut, retryAfterSeconds };
}

/** A field that holds an error's text. */
export const errorText: Parser<VenueError> = leaf((value) =>
  typeof value === 'string' ? ok(venueError(value)) : refuse('not_a_text', 'an error has a text'),
);

/**
 * The body of an answer that is none (any status but 2xx): {error}, {errorMsg}, {message}, or no
 * JSON at all, as the servers before the venue send it. Never refuses: an error is always told.
 */
export function readVenueError(body: string): VenueError {
  const json = parseJson(body);
  if (!json.ok || !isRecord(json.value)) return venueError(body);
  const { code, error, errorMsg, error_msg, message, retry_after_seconds: wait } = json.value;
  const words = [error, errorMsg, error_msg, message].map(textOf).find((text) => text !== '');
  const seconds = typeof wait === 'number' && wait >= 0 && wait < 86_400 ? wait : undefined;
  const told = venueError(words ?? body, seconds);
  // A code of the venue's own says more than words that we do not know.
  return told.code === 'unknown' ? { ...told, code: venueError(textOf(code)).code } : told;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
