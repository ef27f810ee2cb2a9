import { complementOf, type MarketIndex, tokenIndex } from '../../domain/ids.ts';
import { BID, type BookSide } from '../../domain/side.ts';
import { MICROS_PER_SECOND, NO_SHARES, type Price, SCALE } from '../../domain/units.ts';
import { unknownArrivals } from '../../models/arrivals/arrival-estimate.ts';
import {
  type PricingEngine,
  unknownInputs,
  unknownQuotes,
} from '../../models/pricing/pricing-engine.ts';
import type { View } from '../../ports/view.ts';
import { afford, BUDGET_USED, type Means } from './budget.ts';
import { type EventRule, eventFactor } from './event-widening.ts';
import { FillFeedback } from './fill-feedback.ts';
import type { StandOff } from './guarded-market.ts';
import { type InventoryRule, leaveRoom } from './inventory.ts';
import { Ladder } from './ladder.ts';
import { type LevelRule, spreadLevels } from './levels.ts';
import { NOTHING_YET, type Remembered } from './maker-memory.ts';
import { OwnOrders } from './own-orders.ts';
import { restOnGrid } from './post-only.ts';
import { inventoryOf, type PricingRule, readInputs } from './pricing-inputs.ts';
import type { QuotedMarket } from './quoted-market.ts';
import { type RewardRule, seekRewards } from './reward-band.ts';
import { boundSpread } from './spread-bounds.ts';
import { standOff } from './stand-off.ts';
import { volatilityFactor } from './volatility-widening.ts';

export type PlanRule = LevelRule &
  EventRule &
  InventoryRule &
  PricingRule &
  RewardRule & {
    readonly levels: number;
    /** Whether what fills cost makes quotes stand off. */
    readonly feedback: boolean;
    /** Widths of the best level, price units. */
    readonly minSpread: number;
    readonly maxSpread: number;
    /** Dollars in ten seconds. */
    readonly widenAbove: number;
    /** Dollars that may be bound in one market, units. */
    readonly maxCost: number;
    /** No quotes for a midpoint nearer to 0 or 1, price units. */
    readonly edge: number;
    /** Seconds before the close. */
    readonly stopBefore: number;
  };

/**
 * What is wished in one market now: the pricing engine's pair through all stages. One serves all
 * markets; asking for it changes nothing but itself.
 */
export class Plan {
  readonly ladder: Ladder;
  readonly own = new OwnOrders();
  readonly feedback: FillFeedback;
  readonly #rule: PlanRule;
  readonly #engine: PricingEngine;
  /** Before that it knows what is the future, µs. */
  readonly #learnedUntil: number;
  readonly #inputs = unknownInputs();
  readonly #arrivals = unknownArrivals();
  readonly #pair = unknownQuotes();
  /** Why nothing is bought in the market, while sales go on; undefined: it may be. */
  barred: string | undefined;
  /** What the guard found there; undefined: nothing. */
  standOff: StandOff | undefined;
  #standOffSeconds = 0;
  /** First minus second outcome, share units. */
  #inventory = 0;
  readonly #means: Means = { bids: noMeans(), asks: noMeans(), cash: 0, poor: '' };

  constructor(
    engine: PricingEngine,
    rule: PlanRule,
    { at, feedback }: Pick<Remembered, 'at' | 'feedback'> = NOTHING_YET,
  ) {
    this.#engine = engine;
    this.#rule = rule;
    this.#learnedUntil = at;
    this.feedback = new FillFeedback(feedback);
    this.ladder = new Ladder(rule.levels);
  }

  /** As {@link make}, once what own fills tell by now is fitted. */
  decide(quoted: QuotedMarket, view: View): string | undefined {
    const obstacle = this.#obstacle(quoted, view);
    if (obstacle !== undefined) return obstacle;
    quoted.arrivals.own.refit(view.now);
    return this.make(quoted, view);
  }

  /** Why nothing is wished; undefined: the ladder is. `quoted` has seen the book. */
  make(quoted: QuotedMarket, view: View): string | undefined {
    const obstacle = this.#obstacle(quoted, view);
    if (obstacle !== undefined) return obstacle;
    readInputs(this.#inputs, this.#arrivals, quoted, this.#rule, view);
    if (this.#rule.feedback) this.#inputs.gamma *= this.feedback.gammaFactor;
    const abstention = this.#engine.price(this.#inputs, this.#pair);
    if (abstention !== undefined) return abstention;
    this.#shape(quoted, view);
    return undefined;
  }

  /** Shares that may be added to what rests on a side until fills could pass `maxInventory`. */
  roomBeside(side: BookSide): number {
    const towards = side === BID ? this.#inventory : -this.#inventory;
    return this.#rule.maxInventory - towards - (this.own.resting[side] as number);
  }

  /** What was compared, for reasons: what is not known is left out. */
  numbers(): Record<string, number> {
    const { mid, inventory, volatility, secondsLeft } = this.#inputs;
    const numbers: Record<string, number> = {
      mid: Math.round(mid * SCALE),
      reservation: Math.round(this.ladder.reservation),
      inventory: Math.round(inventory * SCALE),
    };
    if (Number.isFinite(volatility)) numbers.volatility = volatility;
    if (Number.isFinite(secondsLeft)) numbers.secondsLeft = secondsLeft;
    if (this.standOff === undefined) return numbers;
    return { ...numbers, ...this.standOff.numbers, standOffSeconds: this.#standOffSeconds };
  }

  #obstacle({ market, mid, closesAt }: QuotedMarket, view: View) {
    const { stopBefore, edge } = this.#rule;
    const { mode } = view.risk;
    if (!view.isOpen(market)) return 'market_closed';
    if (mode === 'killed' || mode === 'cooling') return mode;
    if (!view.isTrusted(market)) return 'book_untrusted';
    if (view.now >= closesAt - stopBefore * MICROS_PER_SECOND) return 'close_is_near';
    if (mid === 0) return 'one_sided_book';
    if (mid < edge || mid > SCALE - edge) return 'price_near_its_end';
    return undefined;
  }

  #shape(quoted: QuotedMarket, view: View): void {
    const rule = this.#rule;
    const { ladder } = this;
    const part = ((view.risk.mode === 'reduce' ? 0.5 : 1) * view.part) / SCALE;
    const { first, market } = quoted;
    const facts = view.markets[market];
    const outPart = quoted.outPart(view.risk.mode, (facts?.minimumSize ?? NO_SHARES) / rule.size);
    spreadLevels(ladder, this.#pair, rule, part, inventoryOf(quoted, view), outPart);
    boundSpread(ladder, rule.minSpread, rule.maxSpread);
    if (rule.feedback) standOff(ladder, this.feedback.standOff * SCALE);
    ladder.widen(volatilityFactor(this.#inputs.volatility, rule.widenAbove));
    const sinceOpen = (view.now - quoted.opensAt) / MICROS_PER_SECOND;
    const untilClose = (quoted.closesAt - view.now) / MICROS_PER_SECOND;
    ladder.widen(eventFactor(rule, sinceOpen, untilClose));
    const tick = view.tick(market);
    const band = facts?.rewards?.value;
    if (band !== undefined && band.perDay > 0) {
      const { rewardPull, rewardSize } = rule;
      const sized = { rewardPull, rewardSize: rewardSize * part };
      seekRewards(ladder, quoted.mid, tick, band, sized);
    }
    restOnGrid(ladder, view.bestBid(first) as Price, view.bestAsk(first) as Price, tick);
    this.#count(quoted, view);
    // Where the minimum is not known the gate denies, and says why.
    afford(ladder, this.#means, facts?.minimumSize ?? NO_SHARES);
  }

  /** What there is for this market: what our own orders hold of it will be free for the next. */
  #count(quoted: QuotedMarket, view: View): void {
    const { first, market, denials, guarded, barred } = quoted;
    const second = complementOf(first);
    const { own } = this;
    own.read(view.openOrders(market));
    const [ofFirst, ofSecond] = own.offered;
    const means = this.#means;
    this.#inventory = inventoryOf(quoted, view);
    leaveRoom(means, this.#inventory, this.#rule);
    means.bids.held = view.sellable(second) + (ofSecond as number);
    means.asks.held = view.sellable(first) + (ofFirst as number);
    // The gate denies every buy there for a while: sales go on.
    const denied = denials.isOn(view.now) ? 'denied_too_often' : undefined;
    this.standOff = guarded.standOffAt(view.now);
    const { until = 0 } = this.standOff ?? {};
    this.#standOffSeconds = Math.round((until - view.now) / MICROS_PER_SECOND);
    // Sales go on: where a clock was set back somebody may hold something.
    const later = view.now < this.#learnedUntil ? 'learned_later' : undefined;
    const found = later ?? this.standOff?.code;
    this.barred = found ?? view.breakIn(market)?.code ?? denied ?? barred;
    const unbound = unboundCash(market, this.#rule.maxCost, view);
    means.cash = this.barred === undefined ? Math.min(view.available + own.cost, unbound) : 0;
    means.poor = this.barred ?? BUDGET_USED;
  }
}

/** Of the dollars that a market may bind, those that neither shares nor splits of ours do. */
export function unboundCash(market: MarketIndex, maxCost: number, view: View): number {
  const first = tokenIndex(market, 0);
  const shares = view.cost(first) + view.cost(complementOf(first));
  // A set under way costs a dollar: shares and dollars have the same units.
  return maxCost - shares - view.splitting(market);
}

function noMeans() {
  return { room: 0, full: '', held: 0 };
}
