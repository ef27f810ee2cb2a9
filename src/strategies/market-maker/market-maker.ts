import type { ChangeSets } from '../../domain/command.ts';
import type { OrderEvent, SetsNews } from '../../domain/event.ts';
import {
  type ClientOrderId,
  complementOf,
  type MarketIndex,
  marketOf,
  outcomeOf,
  type TokenIndex,
} from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import type { Order } from '../../domain/order.ts';
import { ASK, BID, type BookSide, opposite } from '../../domain/side.ts';
import {
  complement,
  MICROS_PER_SECOND,
  NEVER,
  NO_SHARES,
  type Price,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import type { PricingEngine } from '../../models/pricing/pricing-engine.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Opinion } from '../../ports/opinion.ts';
import type { Strategy } from '../../ports/strategy.ts';
import type { StrategyLoop } from '../../ports/strategy-loop.ts';
import type { View } from '../../ports/view.ts';
import { type SetRule, setWish } from './complete-sets.ts';
import { type ChoiceRule, MarketChoice } from './market-choice.ts';
import { bookSideOfOrder } from './own-orders.ts';
import { Plan, type PlanRule, unboundCash } from './plan.ts';
import { inventoryOf } from './pricing-inputs.ts';
import { QuotedMarket, type WatchRule } from './quoted-market.ts';
import { type RefusalScope, scopeOf } from './refusal-pauses.ts';
import { type KeeperRule, SlotKeeper } from './slot-keeper.ts';

export type MakerRule = PlanRule &
  KeeperRule &
  SetRule &
  WatchRule & {
    /** A midpoint that has moved so far since the last decision is decided on, price units. */
    readonly requoteMove: number;
    /** Seconds after which quotes are looked at again, whatever happens. */
    readonly staleAfter: number;
    /** Seconds after a fill before anything new rests on its side. */
    readonly refillAfter: number;
    readonly choice: ChoiceRule;
  };

type Refused = Extract<OrderEvent, { readonly kind: 'OrderDenied' | 'OrderRejected' }>;

/** How often it is seen to quotes that are old, µs: S1 did so each 5 to 10 s. */
const LOOK_EVERY = 5 * MICROS_PER_SECOND;
/** How often it is seen to what fills have cost, µs: 30 cycles of S1. */
const FEEDBACK_EVERY = 300 * MICROS_PER_SECOND;
/** So long nothing is bid for anywhere when the account's limits are used up, µs. */
const HELD = MICROS_PER_SECOND;

/**
 * Rests quotes on both sides of many markets, at prices that a pricing engine says. A market is
 * decided on when its midpoint has moved far enough, when an order of ours has changed, and when
 * its quotes are old; all other books cost two comparisons.
 */
export class MarketMaker implements Strategy {
  readonly #rule: MakerRule;
  /** µs. */
  readonly #stale: number;
  readonly #plan: Plan;
  readonly #keeper: SlotKeeper;
  readonly #choice: MarketChoice;
  /** By market, those that are quoted now. */
  readonly #markets: (QuotedMarket | undefined)[] = [];
  readonly loops: readonly StrategyLoop[] = [
    { name: 'quotes', every: LOOK_EVERY, run: (view, desk) => this.#look(view, desk) },
    { name: 'feedback', every: FEEDBACK_EVERY, run: () => this.#plan.feedback.look() },
  ];

  constructor(engine: PricingEngine, rule: MakerRule) {
    this.#rule = rule;
    this.#stale = rule.staleAfter * MICROS_PER_SECOND;
    this.#plan = new Plan(engine, rule);
    this.#keeper = new SlotKeeper(rule);
    this.#choice = new MarketChoice(rule.choice);
  }

  onMarketListed(market: MarketIndex, view: View): void {
    this.#choice.listed(market, view.now);
  }

  onBook(market: MarketIndex, view: View, desk: Desk): void {
    const quoted = this.#markets[market] ?? this.#begin(market, view, desk);
    if (quoted === undefined) return;
    quoted.see(view);
    const moved = Math.abs(quoted.mid - quoted.decidedMid);
    if (moved >= this.#rule.requoteMove || view.now >= quoted.nextLook) {
      this.#decide(quoted, view, desk);
    }
  }

  onTrade(
    token: TokenIndex,
    hit: BookSide,
    price: Price,
    size: Shares,
    view: View,
    _desk: Desk,
    madeAt: Timestamp,
  ): void {
    this.#choice.hearPrint(token, price, size, view.now);
    const isFirst = outcomeOf(token) === 0;
    const taken = isFirst ? hit : opposite(hit);
    const arrivals = this.#markets[marketOf(token)]?.arrivals;
    arrivals?.hearPrint(view.now, madeAt, taken, isFirst ? price : complement(price));
  }

  /** It is time to stop: nobody may be told of a book by then. */
  onTimer(market: MarketIndex, view: View, desk: Desk): void {
    const quoted = this.#markets[market];
    if (quoted !== undefined) this.#decide(quoted, view, desk);
  }

  onOrder(event: OrderEvent, view: View, desk: Desk): void {
    const order = view.order(event.order);
    const quoted = this.#marketOf(event.order, order);
    if (quoted === undefined) return;
    const slot = quoted.slotOf(event.order);
    this.#news(quoted, slot, event, order, view, desk);
    quoted.seeOwn(view);
  }

  #news(
    quoted: QuotedMarket,
    slot: number,
    event: OrderEvent,
    order: Order | undefined,
    view: View,
    desk: Desk,
  ): void {
    switch (event.kind) {
      case 'OrderAccepted':
        quoted.denials.release();
        if (this.#keeper.release()) this.#lookAtAll(view.now);
        return;
      case 'OrderDenied':
      case 'OrderRejected':
        this.#refused(quoted, slot, event, view, desk);
        return;
      case 'OrderCanceled':
      case 'OrderExpired':
        if (slot >= 0) quoted.empty(slot);
        break;
      case 'OrderFilled':
        this.#filled(quoted, bookSideOfOrder(event.fill), view.now);
        if (quoted.isFirst(slot) && order?.filled === event.fill.size) {
          quoted.hearOwnFill(view.now, bookSideOfOrder(event.fill));
        }
        if (slot >= 0 && order?.status === 'filled') quoted.empty(slot);
        break;
      case 'CancelRejected':
      case 'FillSettled':
        // What was to go is still there, or what is held may be sold now, or is not held after all.
        quoted.nextLook = view.now;
        return;
    }
    this.#decide(quoted, view, desk);
  }

  onSets({ market }: ChangeSets, event: SetsNews, view: View, desk: Desk): void {
    const quoted = this.#markets[market];
    if (quoted === undefined) return;
    quoted.isChangingSets = false;
    if (event.kind === 'SetsChanged') this.#decide(quoted, view, desk);
    else quoted.setsAt = view.now + this.#setsPause(scopeOf(event.code));
  }

  /** How long no sets are changed after a refusal, µs: a merge gets dollars out. */
  #setsPause(scope: RefusalScope): number {
    if (scope === 'limits') return HELD;
    const { retryAfter, denialPause } = this.#rule;
    return (scope === 'desk' ? retryAfter : denialPause) * MICROS_PER_SECOND;
  }

  onMarketClosed(market: MarketIndex, view: View): void {
    this.#markets[market]?.end(view.now);
    this.#markets[market] = undefined;
    this.#choice.closed(market);
  }

  /** It wants both sides, so it would buy neither outcome before the other. */
  opinion(market: MarketIndex, view: View): Opinion | undefined {
    const quoted = this.#markets[market];
    if (quoted === undefined) return undefined;
    const obstacle = this.#plan.make(quoted, view);
    if (obstacle !== undefined) return { code: obstacle, token: undefined, numbers: {} };
    const { bids, asks } = this.#plan.ladder;
    const numbers = this.#plan.numbers();
    if (bids.sizes[0] !== 0) numbers.bid = bids.prices[0] as number;
    if (asks.sizes[0] !== 0) numbers.ask = asks.prices[0] as number;
    return { code: 'quote', token: undefined, numbers };
  }

  #begin(market: MarketIndex, view: View, desk: Desk): QuotedMarket | undefined {
    if (!view.isOpen(market)) return undefined;
    const quoted = new QuotedMarket(market, view.markets[market] as Market, this.#rule);
    this.#markets[market] = quoted;
    this.#choice.begin(quoted);
    const stopAt = quoted.closesAt - this.#rule.stopBefore * MICROS_PER_SECOND;
    if (stopAt > view.now) desk.wakeAt(stopAt as Timestamp, market);
    return quoted;
  }

  /** What kept them all from bidding is over. */
  #lookAtAll(now: Timestamp): void {
    for (const quoted of this.#markets) if (quoted !== undefined) quoted.nextLook = now;
  }

  /** Decides on the markets whose quotes are old, or have a change that was put off. */
  #look(view: View, desk: Desk): void {
    this.#choice.update(this.#markets, view);
    for (const quoted of this.#markets) {
      if (quoted !== undefined && view.now >= quoted.nextLook) this.#decide(quoted, view, desk);
    }
  }

  /** A denied order is known to nobody: its slot tells. */
  #marketOf(id: ClientOrderId, order: Order | undefined): QuotedMarket | undefined {
    if (order !== undefined) return this.#markets[marketOf(order.token)];
    return this.#markets.find((quoted) => quoted !== undefined && quoted.slotOf(id) >= 0);
  }

  #filled(quoted: QuotedMarket, side: BookSide, now: Timestamp): void {
    quoted.hearFill(now, side, () =>
      this.#plan.feedback.watch({
        add: (loss, at) => this.#choice.hearMarkout(quoted.market, loss, at as Timestamp),
      }),
    );
    quoted.refillAt[side] = now + this.#rule.refillAfter * MICROS_PER_SECOND;
  }

  #refused(quoted: QuotedMarket, slot: number, event: Refused, view: View, desk: Desk): void {
    const { now } = view;
    const scope = scopeOf(event.code);
    const later = now + (scope === 'limits' ? HELD : this.#rule.retryAfter * MICROS_PER_SECOND);
    // A sale gets us out: it waits for nothing but to be asked for at once again.
    const isSale = slot >= 0 && quoted.sellsIn(slot);
    const isPassing = scope === 'limits' || scope === 'desk';
    if (slot >= 0) {
      if (isSale || !isPassing) quoted.refuse(slot, isSale ? later : now + this.#stale, later);
      else quoted.empty(slot);
    }
    if (scope === 'limits') this.#keeper.hold(later as Timestamp);
    if (scope === 'desk') this.#keeper.probe(now);
    if (scope === 'market') quoted.buysAt = later;
    if (isSale) quoted.nextLook = Math.min(quoted.nextLook, later) as Timestamp;
    if (!isPassing && event.kind === 'OrderDenied') quoted.denials.deny(now);
    // Either all is taken back, or the next look is planned.
    if (isPassing || quoted.denials.isOn(now)) this.#decide(quoted, view, desk);
  }

  #decide(quoted: QuotedMarket, view: View, desk: Desk): void {
    const { now } = view;
    if (this.#choice.isOutdated(view)) this.#choice.update(this.#markets, view);
    quoted.see(view);
    quoted.decidedMid = quoted.mid;
    noteInventory(quoted, view);
    const obstacle = this.#plan.make(quoted, view);
    let again: Timestamp = NEVER;
    if (obstacle === undefined) {
      again = this.#keeper.keep({ quoted, plan: this.#plan, view, desk });
    } else withdraw(quoted, obstacle, view, desk);
    this.#changeSets(quoted, obstacle === undefined, view, desk);
    this.#explain(quoted, obstacle, desk);
    // Where nothing is quoted, time alone may change that: what is not known yet, a rest.
    const isQuoted = obstacle === undefined && !quoted.denials.isOn(now);
    const usual = now + (isQuoted ? this.#stale : LOOK_EVERY);
    quoted.nextLook = Math.min(again, usual) as Timestamp;
  }

  #changeSets(quoted: QuotedMarket, isQuoted: boolean, view: View, desk: Desk): void {
    const { market, first } = quoted;
    if (quoted.isChangingSets || view.now < quoted.setsAt || !view.isOpen(market)) return;
    const second = complementOf(first);
    // What was wished in this decision is not free any more, and nobody else knows of it yet.
    const free = isQuoted
      ? this.#keeper.freeSets
      : Math.min(view.sellable(first), view.sellable(second));
    const sets = {
      free,
      held: Math.max(view.position(first), view.position(second)),
      least: view.markets[market]?.minimumSize ?? NO_SHARES,
      cash: isQuoted ? this.#cashForSets(market, view) : 0,
      gas: view.setGas,
    };
    const wish = setWish(sets, this.#rule);
    if (wish === undefined) return;
    quoted.isChangingSets = true;
    const reason = { code: 'sets', numbers: { free, held: sets.held } };
    desk[wish.direction](market, wish.shares, reason);
  }

  /** Dollars that sets may cost after what this decision has bound, units. */
  #cashForSets(market: MarketIndex, view: View): number {
    if (this.#plan.barred !== undefined) return 0;
    const { freeCash, bidCash } = this.#keeper;
    return Math.min(freeCash, unboundCash(market, this.#rule.maxCost, view) - bidCash);
  }

  /** Says why nothing, or less, is quoted, when that has changed. */
  #explain(quoted: QuotedMarket, obstacle: string | undefined, desk: Desk): void {
    const { market } = quoted;
    if (obstacle !== quoted.obstacle && obstacle !== undefined) {
      const numbers = quoted.mid === 0 ? {} : { mid: quoted.mid };
      desk.skip(market, { code: obstacle, numbers });
    }
    quoted.obstacle = obstacle;
    if (obstacle !== undefined) return;
    for (const side of [BID, ASK] as const) {
      const { limit } = this.#plan.ladder.side(side);
      if (limit !== quoted.limits[side] && limit !== undefined) {
        desk.skip(market, { code: limit, numbers: { ...this.#plan.numbers(), side } });
      }
      quoted.limits[side] = limit;
    }
  }
}

function noteInventory(quoted: QuotedMarket, view: View): void {
  if (inventoryOf(quoted, view) === 0) quoted.positionSince = Number.NaN;
  else if (Number.isNaN(quoted.positionSince)) quoted.positionSince = view.now;
}

function withdraw(quoted: QuotedMarket, code: string, view: View, desk: Desk): void {
  for (const order of view.openOrders(quoted.market)) {
    if (order.status === 'pendingCancel') continue;
    desk.cancel(order.id, { code, numbers: { price: order.price } });
  }
}
