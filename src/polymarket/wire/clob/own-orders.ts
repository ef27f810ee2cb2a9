import { ok } from '../../../domain/result.ts';
import { parseJson } from '../json.ts';
import type { Answer } from '../notes.ts';
import { names, object } from '../object.ts';
import type { Page } from '../page.ts';
import { type Parser, readAnswer } from '../parser.ts';
import { orderOf, type VenueOrder } from '../venue-order.ts';
import { tradeOf, UNREAD_OF_TRADES, type VenueTrade } from '../venue-trade.ts';
import { page } from './page.ts';

const order: Parser<VenueOrder> = object('order', names(), orderOf);
const trade: Parser<VenueTrade> = object('trade', UNREAD_OF_TRADES, tradeOf);

/** GET /data/order/{id}: undefined where the venue knows no such order, and says nothing. */
export function readOrder(body: string): Answer<VenueOrder | undefined> {
  const json = body.trim() === '' ? ok(null) : parseJson(body);
  const parse: Parser<VenueOrder | undefined> = (value, at, notes) =>
    value === null || value === '' ? ok(undefined) : order(value, at, notes);
  return readAnswer(body, parse, json);
}

/** GET /data/orders: the open ones. */
export function readOrders(body: string): Answer<Page<VenueOrder>> {
  return readAnswer(body, page(order));
}

/** GET /data/trades: our matches, the newest first. */
export function readTrades(body: string): Answer<Page<VenueTrade>> {
  return readAnswer(body, page(trade));
}
