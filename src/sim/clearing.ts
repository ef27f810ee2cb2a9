import { makerRebate, takerFee } from '../domain/fee.ts';
import type { Fill, FillEvidence, MatchKind } from '../domain/fill.ts';
import { type ClientOrderId, marketOf, outcomeOf } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { SettlementEventKind } from '../domain/settlement.ts';
import { tradedAmount } from '../domain/traded-amount.ts';
import { NO_USD, type Price, type Shares, type Timestamp, type Usd } from '../domain/units.ts';
import type { AnswerSink } from './answer.ts';
import { canonicalPrice, matchOf, RECORDED_MATCH } from './canonical.ts';
import type { DueHeap } from './due-heap.ts';
import type { Ledger } from './ledger.ts';
import type { Owner } from './owner.ts';
import type { SettlementModel, SettlementStep } from './settlement-model.ts';
import type { SimMarket } from './sim-market.ts';
import type { SimOrder } from './sim-order.ts';

type Deal = Pick<Fill, 'size' | 'liquidity' | 'match' | 'evidence'> & {
  /** Canonical. */
  readonly price: Price;
};

/** What clearing needs of its surroundings. */
export type ClearingParts = {
  readonly owners: readonly Owner[];
  readonly markets: readonly SimMarket[];
  readonly ledger: Ledger;
  readonly settlement: SettlementModel;
  readonly heap: DueHeap;
  readonly sink: AnswerSink;
};

/**
 * Turns matches into fills: books them on the accounts and on the ledger, answers the owners and
 * plans the settlement. Prices come in canonical and go out in the order's own token.
 */
export class Clearing {
  readonly #parts: ClearingParts;
  /** Fills between two orders of the simulation that the chain may still refuse, by id. */
  readonly #met = new Set<number>();
  #isBetween = false;
  #fills = 0;

  constructor(parts: ClearingParts) {
    this.#parts = parts;
  }

  /** A trade with the recorded market. */
  withRecorded(
    order: SimOrder,
    size: Shares,
    price: Price,
    liquidity: Fill['liquidity'],
    evidence: FillEvidence,
    at: Timestamp,
  ): void {
    const deal: Deal = { size, price, liquidity, match: RECORDED_MATCH, evidence };
    this.#parts.ledger.againstRecorded(this.#fill(order, deal, at));
  }

  /**
   * A trade between two orders of the simulation, at the resting one's price.
   * Self-trade: the venue does not document any prevention, so an owner may meet itself.
   */
  between(taker: SimOrder, maker: SimOrder, size: Shares, at: Timestamp): void {
    const match = matchOf(taker.terms, maker.terms);
    const deal = { size, price: maker.price, match, evidence: 'assumed' } as const;
    this.#isBetween = true;
    this.#fill(taker, { ...deal, liquidity: 'taker' }, at, maker.id);
    this.#fill(maker, { ...deal, liquidity: 'maker' }, at, taker.id);
    this.#isBetween = false;
    this.#parts.ledger.lock(maker.market, pairsOf(match, size));
  }

  #fill(order: SimOrder, deal: Deal, at: Timestamp, met?: ClientOrderId): Fill {
    const { owners, markets, ledger, sink } = this.#parts;
    invariant(deal.size > 0 && deal.size <= order.rest, 'an order is filled beyond its size');
    const owner = owners[order.owner] as Owner;
    const schedule = (markets[order.market] as SimMarket).market.fee?.value;
    invariant(schedule !== undefined, 'an order trades without a fee schedule');
    const price = canonicalPrice(outcomeOf(order.terms.token), deal.price);
    const { side } = order.terms;
    const isTaker = deal.liquidity === 'taker';
    const fill: Fill = {
      id: ++this.#fills,
      order: order.id,
      token: order.terms.token,
      side,
      price,
      size: deal.size,
      amount: tradedAmount({ side, liquidity: deal.liquidity }, deal.size, price),
      fee: isTaker ? takerFee(schedule, deal.size, price) : NO_USD,
      rebate: isTaker ? NO_USD : makerRebate(schedule, deal.size, price),
      liquidity: deal.liquidity,
      match: deal.match,
      evidence: deal.evidence,
      tsEvent: at,
      settlement: 'matched',
    };
    if (this.#isBetween) this.#met.add(fill.id);
    order.rest = (order.rest - fill.size) as Shares;
    const { level } = order;
    if (level !== undefined) level.rest = (level.rest - fill.size) as Shares;
    owner.account.fill(fill);
    ledger.collect(fill.fee);
    sink(order.owner, { kind: 'OrderFilled', order: order.id, fill }, at);
    if (order.rest === 0) owner.close(order);
    const steps = this.#parts.settlement.plan(fill, met);
    this.#planSettlement(order.owner, fill, steps, at);
    return fill;
  }

  #planSettlement(
    owner: number,
    fill: Fill,
    steps: readonly SettlementStep[],
    at: Timestamp,
  ): void {
    for (const { afterMicros, event } of steps) {
      if (afterMicros === 0) this.settle(owner, fill, event, at);
      else {
        const due = { kind: 'settle', owner, fill, event } as const;
        this.#parts.heap.push((at + afterMicros) as Timestamp, due);
      }
    }
  }

  /** The chain speaks. The fill itself is the receiver's to change. */
  settle(owner: number, fill: Fill, event: SettlementEventKind, at: Timestamp): void {
    const { account } = this.#parts.owners[owner] as Owner;
    const before = account.cash;
    account.settle(fill, event);
    if (event === 'failed') this.#undo(fill, (account.cash - before) as Usd);
    if (event === 'failed' || event === 'confirmed') this.#met.delete(fill.id);
    const { order, id: fillId } = fill;
    this.#parts.sink(owner, { kind: 'FillSettled', order, fillId, settlement: event }, at);
  }

  /** The account got `returned` dollars back: so did the venue's books lose them. */
  #undo(fill: Fill, returned: Usd): void {
    const { ledger } = this.#parts;
    ledger.collect(-fill.fee as Usd);
    const rest = (returned - fill.fee) as Usd;
    // What buyers of a pair, or of each other, get back sums up to what was locked for them.
    if (this.#met.has(fill.id)) ledger.lock(marketOf(fill.token), -rest);
    else ledger.undoRecorded(fill, rest);
  }
}

/** New pairs of a trade: minted, merged (negative) or neither. */
function pairsOf(match: MatchKind, size: Shares): number {
  if (match === 'complementary') return 0;
  return match === 'mint' ? size : -size;
}
