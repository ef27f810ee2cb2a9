import type { Fill } from '../../domain/fill.ts';
import { outcomeOf } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { isFinal, nextSettlement, type SettlementEventKind } from '../../domain/settlement.ts';
import { MICROS_PER_MS, type Shares, type Timestamp, type Usd } from '../../domain/units.ts';
import type { InventedIds } from './invented-ids.ts';
import type { OrderRecord } from './order-record.ts';
import { RecentMap } from './recent-map.ts';
import type { TradePart, TradeRecord } from './trade-record.ts';

/** Of trades that are final so many can still be told. */
const KEPT = 50_000;

export type TradeTiming = {
  /** From the match until answers tell the transaction, ms. */
  transactionAfterMs: number;
};

/**
 * Puts fills together to trades: one taker at one price, with everything it met there. Matching
 * tells a taker's fill first and that of the order it met right after it; what met a recording has
 * no other side here.
 */
export class TradeBook {
  /** Oldest first. */
  readonly all = new RecentMap<TradeRecord>(KEPT, ({ status }) => isFinal(status));
  readonly #ids: InventedIds;
  readonly #timing: TradeTiming;
  readonly #byFill = new Map<number, TradeRecord>();
  /** Made in the step that runs, in order. */
  #fresh: TradeRecord[] = [];
  /** A taker's fill whose maker has not been told yet. */
  #open: TradeRecord | undefined;
  #count = 0;

  constructor(ids: InventedIds, timing: TradeTiming) {
    this.#ids = ids;
    this.#timing = timing;
  }

  /** Trades since the start. */
  get made(): number {
    return this.#count;
  }

  /** Trades of the step that ends. */
  takeFresh(): readonly TradeRecord[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** The trade that a fill is part of, until it is final. */
  ofFill(fill: number): TradeRecord | undefined {
    return this.#byFill.get(fill);
  }

  filled(order: OrderRecord, fill: Fill, at: Timestamp): void {
    const trade =
      fill.liquidity === 'taker' ? this.#take(order, fill, at) : this.#make(order, fill);
    this.#byFill.set(fill.id, trade);
    if (order.trades.at(-1) !== trade.id) order.trades.push(trade.id);
  }

  /** The chain speaks of a fill; returns the trade when that is news. */
  settled(fill: number, event: SettlementEventKind, at: Timestamp): TradeRecord | undefined {
    const trade = this.#byFill.get(fill);
    if (trade === undefined) return undefined;
    if (isFinal(event)) this.#byFill.delete(fill);
    const next = nextSettlement(trade.status, event);
    if (next === undefined || next === trade.status) return undefined;
    trade.status = next;
    trade.updatedAt = at;
    return trade;
  }

  #take(order: OrderRecord, fill: Fill, at: Timestamp): TradeRecord {
    const last = this.#fresh.at(-1);
    const isSame = last?.taker.order === order && last.taker.price === fill.price;
    const trade = isSame ? last : this.#add(partOf(order, fill, NO_SIZE, NO_FEE), at, order);
    trade.taker.size = (trade.taker.size + fill.size) as Shares;
    trade.taker.fee = (trade.taker.fee + fill.fee) as Usd;
    if (fill.evidence === 'book') trade.makers.push(counterpart(fill));
    else this.#open = trade;
    return trade;
  }

  #make(order: OrderRecord, fill: Fill): TradeRecord {
    const own = partOf(order, fill, fill.size, fill.fee);
    const trade = this.#open ?? this.#add(counterpart(fill), fill.tsEvent, order);
    this.#open = undefined;
    trade.makers.push(own);
    return trade;
  }

  #add(taker: TradePart, at: Timestamp, order: OrderRecord): TradeRecord {
    const number = ++this.#count;
    const trade: TradeRecord = {
      id: this.#ids.uuid('trade', number),
      number,
      market: order.facts.market,
      taker,
      makers: [],
      matchedAt: at,
      transaction: this.#ids.hash('transaction', number),
      transactionAt: (at + this.#timing.transactionAfterMs * MICROS_PER_MS) as Timestamp,
      status: 'matched',
      updatedAt: at,
    };
    this.#fresh.push(trade);
    this.all.add(trade.id, trade);
    return trade;
  }
}

const NO_SIZE = 0 as Shares;
const NO_FEE = 0 as Usd;

function partOf(order: OrderRecord, fill: Fill, size: Shares, fee: Usd): TradePart {
  const { side, price } = fill;
  return { order, outcome: outcomeOf(fill.token), side, price, size, fee };
}

/** Recorded liquidity counts as resting in the same token: see the rule in sim/canonical.ts. */
function counterpart(fill: Fill): TradePart {
  invariant(fill.match === 'complementary', 'a recording neither mints nor merges');
  const side = fill.side === 'buy' ? 'sell' : 'buy';
  const outcome = outcomeOf(fill.token);
  return { order: undefined, outcome, side, price: fill.price, size: fill.size, fee: NO_FEE };
}
