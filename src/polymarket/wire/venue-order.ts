import type { ConditionId, TokenId, VenueOrderId, VenueTradeId } from '../../domain/ids.ts';
import type { TimeInForce } from '../../domain/order.ts';
import type { Side } from '../../domain/side.ts';
import {
  NO_SHARES,
  type Price,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { Fields } from './object.ts';
import { type Parser, rows } from './parser.ts';
import { orderStatus, timeInForce, type VenueOrderStatus } from './status.ts';
import {
  type Address,
  address,
  condition,
  dollars,
  expiry,
  levelPrice,
  moment,
  orderId,
  side,
  size,
  text,
  token,
  tradeId,
} from './values.ts';

/** An order of ours as the venue has it. */
export type VenueOrder = {
  /** The hash that we signed: known before the order was sent. */
  readonly order: VenueOrderId;
  readonly status: VenueOrderStatus;
  readonly market: ConditionId | undefined;
  readonly token: TokenId;
  readonly side: Side;
  readonly price: Price;
  /** Shares asked for; undefined for a FOK or FAK buy, which asks for dollars. */
  readonly size: Shares | undefined;
  /** Dollars to spend: of a FOK or FAK buy only. */
  readonly budget: Usd | undefined;
  readonly sizeMatched: Shares;
  readonly timeInForce: TimeInForce | undefined;
  readonly outcome: string | undefined;
  /** Matches it took part in, so far as the venue lists them. */
  readonly trades: readonly VenueTradeId[];
  /** The API key that placed it. */
  readonly owner: string | undefined;
  readonly maker: Address | undefined;
  readonly createdAt: Timestamp | undefined;
  readonly expiresAt: Timestamp | undefined;
};

/** Nothing matched is sent as "0" or as "". */
const matched: Parser<Shares> = (value, at, notes) =>
  value === '' ? { ok: true, value: NO_SHARES } : size(value, at, notes);

/** What the user channel and the order endpoints say alike. */
export function orderOf(fields: Fields): VenueOrder {
  const tif = fields.soft('order_type', timeInForce);
  const way = fields.vital('side', side);
  return {
    order: fields.vital('id', orderId),
    status: fields.vital('status', orderStatus),
    market: fields.soft('market', condition),
    token: fields.vital('asset_id', token),
    side: way,
    price: fields.vital('price', levelPrice),
    ...askedFor(fields, way, tif),
    sizeMatched: fields.vital('size_matched', matched),
    timeInForce: tif,
    outcome: fields.soft('outcome', text),
    trades: fields.soft('associate_trades', rows(tradeId)) ?? [],
    owner: fields.soft('owner', text),
    maker: fields.soft('maker_address', address),
    createdAt: fields.soft('created_at', moment),
    expiresAt: fields.soft('expiration', expiry),
  };
}

/**
 * `original_size` is shares, but for a FOK or FAK buy it is the dollars to spend (protocol notes
 * §6.2). Of a buy whose kind is not told, nobody knows which.
 */
function askedFor(
  fields: Fields,
  way: Side,
  tif: TimeInForce | undefined,
): Pick<VenueOrder, 'size' | 'budget'> {
  if (way === 'buy' && (tif === 'FOK' || tif === 'FAK')) {
    return { size: undefined, budget: fields.vital('original_size', dollars) };
  }
  const told = fields.vital('original_size', size);
  return { size: way === 'buy' && tif === undefined ? undefined : told, budget: undefined };
}
