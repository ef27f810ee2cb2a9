import { formatDecimal, type Timestamp } from '../../domain/units.ts';
import { ownOrder } from '../clob/own-order.ts';
import { ownTrade } from '../clob/own-trade.ts';
import { FOK_KILLED } from '../intake/order-text.ts';
import type { InventedIds } from '../venue/invented-ids.ts';
import type { OrderRecord, WireOrderStatus } from '../venue/order-record.ts';
import type { TradeRecord } from '../venue/trade-record.ts';
import type { OrderNews } from '../venue/venue-listener.ts';
import { msText } from './book-text.ts';

// The words of the user channel (protocol notes §6.2): those of REST, and some around them.

export function orderText(record: OrderRecord, news: OrderNews, at: Timestamp): string {
  const { created_at: createdAt, ...told } = ownOrder(record);
  return JSON.stringify({
    event_type: 'order',
    type: news,
    ...told,
    order_owner: told.owner,
    status: socketStatus(record.status),
    original_size: originalSize(record),
    associate_trades: record.trades.length === 0 ? null : record.trades,
    created_at: String(createdAt),
    timestamp: msText(at),
    ...(isKilled(record) ? KILLED : {}),
  });
}

/** How the venue tells of an order that never was (user channel, recorded in May 2026). */
const KILLED = {
  status: `CANCELED_${FOK_KILLED}`,
  size_matched: '',
  outcome: '',
  associate_trades: [],
  created_at: '',
};

function isKilled({ decision }: OrderRecord): boolean {
  return decision?.kind === 'refused' && decision.code === 'fok_killed';
}

/** Shares; of an immediate buy the dollars that it was signed for. */
function originalSize({ facts: { terms, spend } }: OrderRecord): string {
  return formatDecimal(spend ?? terms.size);
}

/** Official clients drop a frame whose status they do not know: on sockets a cancel is a cancel. */
function socketStatus(status: WireOrderStatus): string {
  return status === 'CANCELED_MARKET_RESOLVED' || status === 'INVALID' ? 'CANCELED' : status;
}

/** A trade as the API key `owner` is told of it. */
export function tradeText(
  trade: TradeRecord,
  owner: string,
  ids: InventedIds,
  at: Timestamp,
): string {
  const isOwn = ({ order }: TradeRecord['taker']) => order?.facts.key.id === owner;
  return JSON.stringify({
    event_type: 'trade',
    type: 'TRADE',
    // With an empty transaction_hash until there is one, which strict clients demand.
    ...ownTrade(trade, isOwn, ids, at),
    trade_owner: owner,
    timestamp: msText(at),
  });
}
