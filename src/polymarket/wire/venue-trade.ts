import type { ConditionId, TokenId, VenueOrderId, VenueTradeId } from '../../domain/ids.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { Side } from '../../domain/side.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import { type Fields, names, object } from './object.ts';
import { leaf, type Parser, rows } from './parser.ts';
import { type TradeStatus, tradeStatus } from './status.ts';
import {
  type Address,
  address,
  condition,
  levelPrice,
  moment,
  orderId,
  side,
  size,
  type TransactionHash,
  text,
  token,
  tradeId,
  transactionHash,
} from './values.ts';

/** One order's part in a match, in that order's own token and side. */
export type TradePart = {
  readonly order: VenueOrderId;
  readonly token: TokenId;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  readonly outcome: string | undefined;
  /** The API key that placed the order. */
  readonly owner: string | undefined;
  readonly maker: Address | undefined;
};

/** A match that an order of ours took part in; comes again with each status. */
export type VenueTrade = {
  readonly trade: VenueTradeId;
  readonly status: TradeStatus;
  readonly market: ConditionId | undefined;
  /** What the taker did. */
  readonly taker: TradePart;
  /** Those that rested, ours and others'. */
  readonly makers: readonly TradePart[];
  /** Which side we were on, says the venue. */
  readonly ownSide: 'taker' | 'maker' | undefined;
  readonly matchedAt: Timestamp | undefined;
  readonly updatedAt: Timestamp | undefined;
  /** May change until the match is confirmed. */
  readonly transaction: TransactionHash | undefined;
  /** Why it failed, where the venue says. */
  readonly error: string | undefined;
};

export type OwnFill = TradePart & { readonly liquidity: 'taker' | 'maker' };

/**
 * The parts of a match that are ours, by the hashes of our orders. As a maker ours are single
 * entries, perhaps several, perhaps of the complementary token (protocol notes §6.2): the match's
 * own token, side and size are the taker's.
 */
export function ownFills(
  trade: VenueTrade,
  isOurs: (order: VenueOrderId) => boolean,
): readonly OwnFill[] {
  const fills: OwnFill[] = [];
  if (isOurs(trade.taker.order)) fills.push({ ...trade.taker, liquidity: 'taker' });
  for (const part of trade.makers) {
    if (isOurs(part.order)) fills.push({ ...part, liquidity: 'maker' });
  }
  return fills;
}

const UNREAD = names('fee_rate_bps outcome_index builder_code builder_fee_rate_bps');

/**
 * A maker's entry. Frames before 2025 do not name its side, but it follows: on the taker's token
 * the maker did the opposite, on the other token the same (both bought: mint; both sold: merge).
 */
function makerPart(taker: Pick<TradePart, 'token' | 'side'>): Parser<TradePart> {
  return object('maker_order', UNREAD, (fields) => {
    const own = fields.vital('asset_id', token);
    const opposite = taker.side === 'buy' ? 'sell' : 'buy';
    return {
      order: fields.vital('order_id', orderId),
      token: own,
      side: fields.strict('side', side) ?? (own === taker.token ? opposite : taker.side),
      price: fields.vital('price', levelPrice),
      size: fields.vital('matched_amount', size),
      ...partyOf(fields),
    };
  });
}

function partyOf(fields: Fields): Pick<TradePart, 'outcome' | 'owner' | 'maker'> {
  return {
    outcome: fields.soft('outcome', text),
    owner: fields.soft('owner', text),
    maker: fields.soft('maker_address', address),
  };
}

const ownSide: Parser<'taker' | 'maker'> = leaf((value) => {
  if (value === 'TAKER') return ok('taker');
  if (value === 'MAKER') return ok('maker');
  return refuse('bad_side', 'neither TAKER nor MAKER');
});

/** What the user channel and the trade endpoint say alike. */
export function tradeOf(fields: Fields): VenueTrade {
  const taker: TradePart = {
    order: fields.vital('taker_order_id', orderId),
    token: fields.vital('asset_id', token),
    side: fields.vital('side', side),
    price: fields.vital('price', levelPrice),
    size: fields.vital('size', size),
    ...partyOf(fields),
  };
  return {
    trade: fields.vital('id', tradeId),
    status: fields.vital('status', tradeStatus),
    market: fields.soft('market', condition),
    taker,
    makers: fields.strict('maker_orders', rows(makerPart(taker))) ?? [],
    ownSide: fields.soft('trader_side', ownSide),
    matchedAt: fields.soft(fields.either('match_time', 'matchtime'), moment),
    updatedAt: fields.soft('last_update', moment),
    transaction: fields.soft('transaction_hash', transactionHash),
    error: fields.soft('err_msg', text),
  };
}

/** The old fee rate says nothing any more; bucket and nanoseconds are the venue's own. */
export const UNREAD_OF_TRADES = names('fee_rate_bps bucket_index match_time_nano');
