import type { VenueOrderId, VenueTradeId } from '../../domain/ids.ts';
import {
  isFinal,
  type SettlementEventKind,
  type SettlementStatus,
} from '../../domain/settlement.ts';
import type { Timestamp } from '../../domain/units.ts';
import { TradeNews } from '../sockets/trade-news.ts';
import type { VenueTrade } from '../wire/venue-trade.ts';
import type { DeskOrder } from './desk-order.ts';
import { type OwnPart, ownParts } from './fill-of.ts';

/** How far settlement has come. It may go back and try again, but not after the end. */
const RANKS: Readonly<Record<SettlementStatus, number>> = {
  matched: 1,
  retrying: 2,
  mined: 3,
  confirmed: 4,
  failed: 5,
};

/** One order's part in one match that is not final yet. */
export type UnsettledFill = {
  readonly fill: number;
  readonly trade: VenueTradeId;
  readonly id: VenueOrderId;
  /** When the venue matched it, or when we heard of it. */
  readonly since: Timestamp;
};

/** A part that a journal knows. */
export type KnownFill = UnsettledFill & { readonly status: SettlementStatus };

export type FillSink = {
  /** A part heard of for the first time. Returns whether it was booked. */
  fill(part: OwnPart, trade: VenueTrade, fill: number, at: Timestamp): boolean;
  moved(fill: UnsettledFill, status: SettlementEventKind, at: Timestamp): void;
  /** Told of every match: somebody else may have part in it with the same wallet. */
  seen(trade: VenueTrade): void;
  contradiction(part: OwnPart, trade: VenueTrade): void;
};

/**
 * Every part of ours in every match, booked once: told apart by (trade, order), whoever tells of
 * it, however often and in whatever order. Never by transaction: one may settle several matches,
 * and its hash may change.
 */
export class FillBook {
  readonly #isOurs: (order: VenueOrderId) => boolean;
  readonly #sink: FillSink;
  /** Forgets nothing: a part that was forgotten would be booked again. */
  readonly #news = new TradeNews(Number.POSITIVE_INFINITY);
  readonly #unsettled = new Map<string, UnsettledFill>();
  readonly #booked = new Set<string>();
  #lastFill: number;

  constructor(isOurs: (order: VenueOrderId) => boolean, sink: FillSink, lastFill: number) {
    this.#isOurs = isOurs;
    this.#sink = sink;
    this.#lastFill = lastFill;
  }

  /** Not final on the chain, oldest first. */
  get unsettled(): readonly UnsettledFill[] {
    return [...this.#unsettled.values()];
  }

  /** Of the matches that the venue names of an order, those that are not booked are awaited. */
  awaitNamed(order: DeskOrder, named: readonly VenueTradeId[]): void {
    for (const trade of named) {
      if (!this.#booked.has(keyOf(trade, order.id))) order.awaited.add(trade);
    }
  }

  /** What an earlier run has booked. */
  restore(known: KnownFill): void {
    const { trade, id, status, since } = known;
    const key = keyOf(trade, id);
    this.#booked.add(key);
    this.#judge(trade, id, status, since);
    if (!isFinal(status)) this.#unsettled.set(key, known);
  }

  /** `at`: the venue's time of this telling. Returns how many parts were new. */
  take(trade: VenueTrade, at: Timestamp): number {
    const parts = ownParts(trade, this.#isOurs);
    this.#sink.seen(trade);
    return parts.filter((part) => this.#takePart(part, trade, at)).length;
  }

  #takePart(part: OwnPart, trade: VenueTrade, at: Timestamp): boolean {
    // A word that nobody here knows says at least that there was a match.
    const status = trade.status.code === 'unknown' ? 'matched' : trade.status.code;
    const told = trade.updatedAt ?? at;
    const verdict = this.#judge(trade.trade, part.order, status, told);
    if (verdict === 'contradiction') this.#sink.contradiction(part, trade);
    if (verdict !== 'news') return false;
    const key = keyOf(trade.trade, part.order);
    const isNew = !this.#booked.has(key);
    if (isNew) this.#book(key, part, trade, at);
    const fill = this.#unsettled.get(key);
    if (fill === undefined || status === 'matched') return isNew;
    if (isFinal(status)) this.#unsettled.delete(key);
    this.#sink.moved(fill, status, told);
    return isNew;
  }

  #book(key: string, part: OwnPart, trade: VenueTrade, at: Timestamp): void {
    this.#booked.add(key);
    const fill = this.#lastFill + 1;
    if (!this.#sink.fill(part, trade, fill, at)) return;
    this.#lastFill = fill;
    const since = trade.matchedAt ?? at;
    this.#unsettled.set(key, { fill, trade: trade.trade, id: part.order, since });
  }

  #judge(trade: VenueTradeId, order: VenueOrderId, status: SettlementStatus, at: Timestamp) {
    return this.#news.judge({
      trade,
      order,
      rank: RANKS[status],
      at,
      isFinal: isFinal(status),
    });
  }
}

function keyOf(trade: VenueTradeId, order: VenueOrderId): string {
  return `${trade} ${order}`;
}
