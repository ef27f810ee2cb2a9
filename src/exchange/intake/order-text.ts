import type { VenueOrderId } from '../../domain/ids.ts';
import { formatDecimal } from '../../domain/units.ts';

/** What the texts speak of. */
export type RefusedOrder = {
  readonly id: VenueOrderId;
  /** Units of 1e-6. */
  readonly price: number;
  readonly size: number;
  readonly dollars: number;
  readonly tick: number;
  readonly minimumSize: number;
};

/** The venue's words for an order that is filled whole or not at all, and was not. */
export const FOK_KILLED = "order couldn't be fully filled. FOK orders are fully filled or killed.";

/** A refusal as it goes out. */
export type WireRefusal = { readonly status: number; readonly error: string };

/**
 * The venue's words for a refusal by code: those of the checks here and those of matching. Texts of
 * the venue's error list (docs, resources/error-codes, read 2026-11) where it has one.
 */
export function wireRefusal(code: string, message: string, order: RefusedOrder): WireRefusal {
  const { id, price, size, dollars, tick, minimumSize } = order;
  const text = (units: number) => formatDecimal(units);
  switch (code) {
    case 'tick':
      return bad(
        `order ${id} is invalid. Price (${text(price)}) breaks minimum tick size rule: ` +
          text(tick),
      );
    case 'minimum_size':
      return bad(
        `order ${id} is invalid. Size (${text(size)}) lower than the minimum: ${text(minimumSize)}`,
      );
    case 'unknown_token':
      return bad(message);
    case 'duplicated':
      return bad(`order ${id} is invalid. Duplicated.`);
    case 'not_enough_cash':
    case 'not_enough_shares':
      return bad(`not enough balance / allowance: ${message}`);
    case 'invalid_expiration':
      return bad('invalid expiration');
    case 'post_only_crosses':
      return bad('invalid post-only order: order crosses book');
    case 'fok_killed':
      return bad(FOK_KILLED);
    case 'no_match':
      return bad(
        'no orders found to match with FAK order. ' +
          'FAK orders are partially filled or killed if no match is found.',
      );
    case 'marketable_minimum':
      return bad(`invalid amount for a marketable BUY order ($${text(dollars)}), min size: $1`);
    case 'amount_precision':
      return bad(
        'invalid amounts, the market buy orders maker amount supports a max accuracy of 2 decimals',
      );
    case 'market_closed':
    case 'book_untrusted':
      return bad('the market is not yet ready to process new orders');
    case 'cancel_only':
      return {
        status: 503,
        error:
          'Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.',
      };
    case 'post_only_mode':
      return {
        status: 503,
        error: 'post-only mode: only post-only orders and cancels are allowed',
      };
    case 'not_owner_of_key':
      return bad('the order owner has to be the owner of the API KEY');
    case 'not_signer_of_key':
      return bad('the order signer address has to be the address of the API KEY');
    // So the venue answers py-clob-client 0.34.6 (its issues 335 and 340, 2026-04 and 2026-05).
    case 'order_version_mismatch':
      return bad('order_version_mismatch');
    case 'invalid_payload':
    case 'invalid_signature':
      return bad('Invalid order payload');
    default:
      return bad(`order ${id} is invalid. ${message}`);
  }
}

function bad(error: string): WireRefusal {
  return { status: 400, error };
}
