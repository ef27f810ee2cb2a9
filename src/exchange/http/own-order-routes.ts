import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { ownOrder } from '../clob/own-order.ts';
import { type IsOwn, ownPart, ownTrade } from '../clob/own-trade.ts';
import type { OrderRecord } from '../venue/order-record.ts';
import type { TradePart, TradeRecord } from '../venue/trade-record.ts';
import type { ApiKey } from '../venue/wallet.ts';
import type { Query } from '../wire/query.ts';
import { answer, refusal } from './answer.ts';
import { pathText, queryOf } from './asked.ts';
import { type ExchangeDesk, type RouteInstaller, serveOwn } from './exchange-desk.ts';
import { pageOf } from './pages.ts';

const ROWS = 100;

export const installOwnOrders: RouteInstaller = (app, desk) => {
  const { venue } = desk;
  serveOwn(app, desk, 'GET', '/data/order/:id', (request, { signer }) => {
    const record = venue.find(pathText(request, 'id').toLowerCase());
    if (record?.facts.key.signer !== signer) return refusal(404, "the order can't be found");
    return answer(ownOrder(record));
  });
  serveOwn(app, desk, 'GET', '/data/orders', (request, key) => {
    // An order that is held back is not open yet.
    const open = venue.orders.openOf(key).filter(({ status }) => status === 'LIVE');
    const query = queryOf(request);
    const rows = open.filter(orderFilter(query));
    return pageOf(rows, query.text('next_cursor'), ROWS, ownOrder);
  });
  serveOwn(app, desk, 'GET', '/data/trades', (request, key) => {
    const isOwn: IsOwn = ({ order }) => order?.facts.key.signer === key.signer;
    const query = queryOf(request);
    const rows = ownTrades(query, key, desk);
    if (query.problem !== undefined) return refusal(400, query.problem);
    return pageOf(rows, query.text('next_cursor'), ROWS, (trade) =>
      ownTrade(trade, isOwn, venue.ids, venue.now()),
    );
  });
};

function orderFilter(query: Query): (record: OrderRecord) => boolean {
  const id = query.text('id');
  const condition = query.text('market');
  const token = query.text('asset_id');
  return ({ facts }) => {
    const { conditionId, tokens } = facts.market.listing.market;
    if (id !== undefined && facts.id !== id) return false;
    if (condition !== undefined && conditionId !== condition) return false;
    return token === undefined || tokens[facts.outcome] === token;
  };
}

/** Newest first. */
function ownTrades(
  query: Query,
  { signer }: ApiKey,
  { venue }: ExchangeDesk,
): readonly TradeRecord[] {
  const maker = query.text('maker_address')?.toLowerCase();
  const isAsked = ({ order }: TradePart) =>
    order?.facts.key.signer === signer &&
    (maker === undefined || order.facts.wallet.address === maker);
  const id = query.text('id');
  const found = id === undefined ? undefined : venue.trades.all.get(id);
  const all = id === undefined ? [...venue.trades.all.values()].reverse() : [found];
  const isWanted = tradeFilter(query);
  return all.filter(
    (trade): trade is TradeRecord =>
      trade !== undefined && ownPart(trade, isAsked) !== undefined && isWanted(trade),
  );
}

function tradeFilter(query: Query): (trade: TradeRecord) => boolean {
  const condition = query.text('market');
  const token = query.text('asset_id');
  const before = query.count('before') ?? Number.POSITIVE_INFINITY;
  const after = query.count('after') ?? 0;
  return ({ market, taker, makers, matchedAt }) => {
    const seconds = Math.floor(matchedAt / MICROS_PER_SECOND);
    if (seconds < after || seconds > before) return false;
    const { conditionId, tokens } = market.listing.market;
    if (condition !== undefined && conditionId !== condition) return false;
    return token === undefined || [taker, ...makers].some((part) => tokens[part.outcome] === token);
  };
}
