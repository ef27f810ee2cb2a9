import { formatDecimal, type Timestamp } from '../../domain/units.ts';
import type { InventedIds } from '../venue/invented-ids.ts';
import { TRADED_FEE_BPS } from '../venue/legacy-fee.ts';
import type { TradePart, TradeRecord } from '../venue/trade-record.ts';
import { unixSeconds } from '../wire/forms.ts';

/** Whether a part of a trade is whose trades are asked for. */
export type IsOwn = (part: TradePart) => boolean;

/** The part of a trade that is one's own: as the taker, else the first as a maker. */
export function ownPart({ taker, makers }: TradeRecord, isOwn: IsOwn): TradePart | undefined {
  return isOwn(taker) ? taker : makers.find(isOwn);
}

/**
 * A trade as one who took part in it is told: the taker's token, side, price and size, and all whom
 * it met. Recorded liquidity has names that are made up.
 */
export function ownTrade(trade: TradeRecord, isOwn: IsOwn, ids: InventedIds, now: Timestamp) {
  const { taker, makers, market } = trade;
  const { conditionId, tokens, labels } = market.listing.market;
  const party = partyOf(taker, `${trade.number}`, ids);
  return {
    id: trade.id,
    taker_order_id: party.order_id,
    market: conditionId,
    asset_id: tokens[taker.outcome],
    side: sideOf(taker),
    size: formatDecimal(taker.size),
    fee_rate_bps: TRADED_FEE_BPS,
    price: formatDecimal(taker.price),
    status: trade.status.toUpperCase(),
    match_time: String(unixSeconds(trade.matchedAt)),
    last_update: String(unixSeconds(trade.updatedAt)),
    outcome: labels[taker.outcome],
    bucket_index: 0,
    owner: party.owner,
    maker_address: party.maker_address,
    transaction_hash: now >= trade.transactionAt ? trade.transaction : '',
    trader_side: isOwn(taker) ? 'TAKER' : 'MAKER',
    maker_orders: makers.map((maker, index) => ({
      ...partyOf(maker, `${trade.number} ${index}`, ids),
      matched_amount: formatDecimal(maker.size),
      price: formatDecimal(maker.price),
      fee_rate_bps: TRADED_FEE_BPS,
      asset_id: tokens[maker.outcome],
      outcome: labels[maker.outcome],
      side: sideOf(maker),
    })),
  };
}

/** Whose order it was; `name` tells the made-up ones apart. */
function partyOf({ order }: TradePart, name: string, ids: InventedIds) {
  if (order === undefined) {
    return {
      order_id: ids.hash('recorded order', name),
      owner: ids.uuid('recorded owner', name),
      maker_address: ids.hash('recorded wallet', name).slice(0, 42),
    };
  }
  const { id, key, wallet } = order.facts;
  return { order_id: id as string, owner: key.id, maker_address: wallet.address };
}

function sideOf({ side }: TradePart): 'BUY' | 'SELL' {
  return side === 'buy' ? 'BUY' : 'SELL';
}
