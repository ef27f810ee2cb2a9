import type { ChangeSets } from '../../domain/command.ts';
import type { OrderEvent, SetsNews } from '../../domain/event.ts';
import type { Fill } from '../../domain/fill.ts';
import {
  type ClientOrderId,
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
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import type { MoveListener } from '../../models/pricing/markouts.ts';
import type { PricingEngine } from '../../models/pricing/pricing-engine.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Opinion } from '../../ports/opinion.ts';
import type { MemoryFacts, Strategy } from '../../ports/strategy.ts';
import type { StrategyLoop } from '../../ports/strategy-loop.ts';
import type { View } from '../../ports/view.ts';
import { CarriedMarkets } from './carried-markets.ts';
import type { MarketMarkouts, SavedWaiting } from './fill-feedback.ts';
import { factsOf, NOTHING_YET, type Remembered, writeMemory } from './maker-memory.ts';
import { type ChoiceRule, MarketChoice } from './market-choice.ts';
import { bookSideOfOrder, firstPriceOf } from './own-orders.ts';
import { Plan, type PlanRule } from './plan.ts';
import { inventoryOf } from './pricing-inputs.ts';
import { QuotedMarket, type WatchRule } from './quoted-market.ts';
import { LIMITS_HOLD, scopeOf } from './refusal-pauses.ts';
import type { BriefMarket } from './saved-market.ts';
import { type ChangerRule, SetChanger } from './set-changer.ts';
import { type KeeperRule, SlotKeeper } from './slot-keeper.ts';
import { GUARD_EVERY } from './watched-round.ts';

export type MakerRule = PlanRule &
  KeeperRule &
  ChangerRule &
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
  readonly #sets: SetChanger;
  readonly #choice: MarketChoice;
  /** By market, those that are quoted now. */
  readonly #markets: (QuotedMarket | undefined)[] = [];
  readonly loops: readonly StrategyLoop[];
  readonly learnedUntil: Timestamp | undefined;
  readonly #carried: CarriedMarkets;
  /** Nothing was heard after that, µs. */
  #heardAt: number;

  constructor(engine: PricingEngine, rule: MakerRule, remembered: Remembered = NOTHING_YET) {
    this.#rule = rule;
    this.#stale = rule.staleAfter * MICROS_PER_SECOND;
    this.#plan = new Plan(engine, rule, remembered);
    this.#keeper = new SlotKeeper(rule);
    this.#sets = new SetChanger(rule, this.#keeper, this.#plan);
    this.#choice = new MarketChoice(rule.choice);
    this.#carried = new CarriedMarkets(remembered, rule.volatilityHalfLife, rule.choice);
    this.learnedUntil = factsOf(remembered).learnedUntil;
    this.#heardAt = remembered.at;
    const loops: StrategyLoop[] = [
      { name: 'quotes', every: LOOK_EVERY, run: (view, desk) => this.#look(view, desk) },
      { name: 'feedback', every: FEEDBACK_EVERY, run: () => this.#plan.feedback.look() },
      { name: 'guard', every: GUARD_EVERY, run: (view, desk) => this.#guard(view, desk) },
    ];
    this.loops = rule.guard ? loops : loops.slice(0, 2);
  }

  onMarketListed(market: MarketIndex, view: View): void {
    const { slug } = view.markets[market] as Market;
    this.#choice.listed(market, view, this.#carried.heard(slug, view.now));
  }

  onBook(market: MarketIndex, view: View, desk: Desk): void {
    this.#heardAt = view.now;
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
    this.#heardAt = view.now;
    this.#choice.hearPrint(token, price, size, view.now);
    const isFirst = outcomeOf(token) === 0;
    const taken = isFirst ? hit : opposite(hit);
    const quoted = this.#markets[marketOf(token)];
    quoted?.arrivals.hearPrint(view.now, madeAt, taken, isFirst ? price : complement(price));
    quoted?.guarded.round.hearPrint();
  }

  /** It is time to stop: nobody may be told of a book by then. */
  onTimer(market: MarketIndex, view: View, desk: Desk): void {
    this.#heardAt = view.now;
    const quoted = this.#markets[market];
    if (quoted !== undefined) this.#decide(quoted, view, desk);
  }

  onOrder(event: OrderEvent, view: View, desk: Desk): void {
    this.#heardAt = view.now;
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
        this.#filled(quoted, event.fill, view.now);
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
    this.#sets.hear(quoted, event, view.now);
    if (event.kind === 'SetsChanged') this.#decide(quoted, view, desk);
  }

  onMarketClosed(market: MarketIndex, view: View): void {
    this.#carried.take(view.markets[market]?.slug ?? '');
    this.#markets[market]?.end(view.now);
    this.#markets[market] = undefined;
    this.#choice.closed(market);
  }

  memory(): string {
    const save = (quoted: QuotedMarket, at: Timestamp) => {
      return { ...quoted.save(at), heard: this.#choice.save(quoted.market) };
    };
    return writeMemory(this.#remember(save));
  }

  memoryFacts(): MemoryFacts {
    return factsOf(this.#remember((quoted, at) => quoted.brief(at)));
  }

  #remember<M extends BriefMarket>(save: (quoted: QuotedMarket, at: Timestamp) => M) {
    const at = this.#heardAt as Timestamp;
    const seen = this.#markets.flatMap((quoted) =>
      quoted === undefined ? [] : [save(quoted, at)],
    );
    return this.#carried.with(seen, this.#plan.feedback.save(), at);
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
    return { code: this.#plan.standOff?.code ?? 'quote', token: undefined, numbers };
  }

  #begin(market: MarketIndex, view: View, desk: Desk): QuotedMarket | undefined {
    if (!view.isOpen(market)) return undefined;
    const facts = view.markets[market] as Market;
    const saved = this.#carried.take(facts.slug);
    const quoted = new QuotedMarket(market, facts, this.#rule, view.now, saved);
    this.#markets[market] = quoted;
    if (saved?.waiting !== undefined) {
      const markouts = this.#follow(quoted, saved.waiting);
      // Where the midpoint was until now nobody knows.
      markouts.hearMid(saved.at as Timestamp, Number.NaN);
      quoted.goOn(view.now, markouts);
    }
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
    this.#heardAt = view.now;
    this.#choice.update(this.#markets, view);
    for (const quoted of this.#markets) {
      if (quoted === undefined) continue;
      if (this.#rule.guard) quoted.watch(view);
      if (view.now >= quoted.nextLook) this.#decide(quoted, view, desk);
    }
  }

  /** Stands off the markets where a rule of the guard has found something. */
  #guard(view: View, desk: Desk): void {
    for (const quoted of this.#markets) {
      if (quoted?.guarded.judge(view.now) === true) this.#decide(quoted, view, desk);
    }
  }

  /** A denied order is known to nobody: its slot tells. */
  #marketOf(id: ClientOrderId, order: Order | undefined): QuotedMarket | undefined {
    if (order !== undefined) return this.#markets[marketOf(order.token)];
    return this.#markets.find((quoted) => quoted !== undefined && quoted.slotOf(id) >= 0);
  }

  #filled(quoted: QuotedMarket, fill: Fill, now: Timestamp): void {
    const side = bookSideOfOrder(fill);
    quoted.hearFill(now, side, firstPriceOf(fill), () => this.#follow(quoted));
    quoted.refillAt[side] = now + this.#rule.refillAfter * MICROS_PER_SECOND;
  }

  #follow({ market, guarded }: QuotedMarket, saved?: SavedWaiting): MarketMarkouts {
    const listener: MoveListener = {
      add: (loss, _at, earned, filledAt) => {
        this.#choice.hearMarkout(market, loss);
        guarded.worths.add(filledAt, Math.round((earned - loss) * SCALE));
      },
    };
    return this.#plan.feedback.watch(listener, saved);
  }

  #refused(quoted: QuotedMarket, slot: number, event: Refused, view: View, desk: Desk): void {
    const { now } = view;
    const scope = scopeOf(event.code);
    const later =
      now + (scope === 'limits' ? LIMITS_HOLD : this.#rule.retryAfter * MICROS_PER_SECOND);
    // A sale gets us out: it waits for nothing but to be asked for at once again.
    const isSale = slot >= 0 && quoted.sellsIn(slot);
    const isPassing = scope === 'limits' || scope === 'desk';
    if (isSale && event.code === 'reduced') quoted.halveOut();
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
    this.#heardAt = now;
    if (this.#choice.isOutdated(view)) this.#choice.update(this.#markets, view);
    quoted.see(view);
    quoted.decidedMid = quoted.mid;
    noteInventory(quoted, view);
    const obstacle = this.#plan.decide(quoted, view);
    let again: Timestamp = NEVER;
    if (obstacle === undefined) {
      again = this.#keeper.keep({ quoted, plan: this.#plan, view, desk });
    } else withdraw(quoted, obstacle, view, desk);
    this.#sets.change(quoted, obstacle === undefined, view, desk);
    this.#explain(quoted, obstacle, desk);
    // Where nothing is quoted, time alone may change that: what is not known yet, a rest.
    const isQuoted = obstacle === undefined && !quoted.denials.isOn(now);
    const usual = now + (isQuoted ? this.#stale : LOOK_EVERY);
    quoted.nextLook = Math.min(again, usual) as Timestamp;
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
