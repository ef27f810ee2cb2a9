import { isImmediate } from '../../domain/order.ts';
import type { SettlementStatus } from '../../domain/settlement.ts';
import type { Side } from '../../domain/side.ts';
import { formatDecimal, notional, type Timestamp } from '../../domain/units.ts';
import type { InventedIds } from '../venue/invented-ids.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { OrderRecord, WireOrderStatus } from '../venue/order-record.ts';
import type { TradePart, TradeRecord } from '../venue/trade-record.ts';
import type { OrderNews } from '../venue/venue-listener.ts';
import { msText } from './book-text.ts';
import { legacyRate, secondsText, tokenOf } from './market-text.ts';

// The words of the user channel (protocol notes §6.2).

export function orderText(record: OrderRecord, news: OrderNews, at: Timestamp): string {
  const { id, key, wallet, market, outcome, terms, createdAt, expirationSeconds } = record.facts;
  return JSON.stringify({
    event_type: 'order',
    type: news,
    id,
    owner: key.id,
    order_owner: key.id,
    market: market.listing.market.conditionId,
    asset_id: tokenOf(market, outcome),
    side: sideText(terms.side),
    original_size: originalSize(record),
    size_matched: formatDecimal(record.matched),
    price: formatDecimal(terms.price),
    outcome: market.listing.market.labels[outcome],
    associate_trades: record.trades.length === 0 ? null : record.trades,
    created_at: secondsText(createdAt),
    expiration: String(expirationSeconds),
    order_type: terms.timeInForce,
    status: socketStatus(record.status),
    maker_address: wallet.address,
    timestamp: msText(at),
  });
}

/** Shares; of an immediate buy the dollars that it may spend. */
function originalSize({ facts }: OrderRecord): string {
  const { terms } = facts;
  const isBudget = isImmediate(terms) && terms.side === 'buy';
  return formatDecimal(isBudget ? notional(terms.size, terms.price, 'halfEven') : terms.size);
}

/** Official clients drop a frame whose status they do not know: on sockets a cancel is a cancel. */
function socketStatus(status: WireOrderStatus): string {
  return status === 'CANCELED_MARKET_RESOLVED' || status === 'INVALID' ? 'CANCELED' : status;
}

/** Whose view of a trade it is. */
export type TradeView = {
  /** The API key that is told. */
  readonly owner: string;
  readonly isTaker: boolean;
};

export function tradeText(
  trade: TradeRecord,
  { owner, isTaker }: TradeView,
  ids: InventedIds,
  at: Timestamp,
): string {
  const { market, taker, makers, matchedAt, updatedAt, transaction, transactionAt } = trade;
  const party = partyOf(trade, taker, 'taker', ids);
  return JSON.stringify({
    event_type: 'trade',
    type: 'TRADE',
    id: trade.id,
    taker_order_id: party.order,
    market: market.listing.market.conditionId,
    asset_id: tokenOf(market, taker.outcome),
    side: sideText(taker.side),
    size: formatDecimal(taker.size),
    price: formatDecimal(taker.price),
    fee_rate_bps: legacyRate(market),
    status: statusText(trade.status),
    match_time: secondsText(matchedAt),
    last_update: secondsText(updatedAt),
    outcome: outcomeText(market, taker),
    owner: party.owner,
    trade_owner: owner,
    maker_address: party.address,
    ...(at < transactionAt ? {} : { transaction_hash: transaction }),
    bucket_index: 0,
    maker_orders: makers.map((part, i) => makerOf(trade, part, i, ids)),
    trader_side: isTaker ? 'TAKER' : 'MAKER',
    timestamp: msText(at),
  });
}

function makerOf(trade: TradeRecord, part: TradePart, place: number, ids: InventedIds): object {
  const { market } = trade;
  const party = partyOf(trade, part, place, ids);
  return {
    order_id: party.order,
    owner: party.owner,
    maker_address: party.address,
    matched_amount: formatDecimal(part.size),
    price: formatDecimal(part.price),
    fee_rate_bps: '0',
    asset_id: tokenOf(market, part.outcome),
    outcome: outcomeText(market, part),
    outcome_index: part.outcome,
    side: sideText(part.side),
  };
}

type Party = { readonly order: string; readonly owner: string; readonly address: string };

/** Who stands behind a recording has names too, always the same ones. */
function partyOf(
  { number }: TradeRecord,
  { order }: TradePart,
  place: string | number,
  ids: InventedIds,
): Party {
  if (order !== undefined) {
    const { id, key, wallet } = order.facts;
    return { order: id, owner: key.id, address: wallet.address };
  }
  return {
    order: ids.hash('recorded order', number, place),
    owner: ids.uuid('recorded owner'),
    address: ids.hash('recorded wallet').slice(0, 42),
  };
}

function outcomeText({ listing }: ListedMarket, { outcome }: TradePart): string {
  return listing.market.labels[outcome];
}

function statusText(status: SettlementStatus): string {
  return status.toUpperCase();
}

function sideText(side: Side): string {
  return side === 'buy' ? 'BUY' : 'SELL';
}
