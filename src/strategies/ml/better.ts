import type { OrderEvent } from '../../domain/event.ts';
import type { ClientOrderId, MarketIndex, TokenIndex } from '../../domain/ids.ts';
import { complementOf } from '../../domain/ids.ts';
import type { OrderTerms } from '../../domain/order.ts';
import { takeableSize } from '../../domain/size-rules.ts';
import {
  MICROS_PER_SECOND,
  mulDiv,
  NEVER,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { Judgement } from '../../models/cold-start.ts';
import type { Desk } from '../../ports/desk.ts';
import type { View } from '../../ports/view.ts';
import { takeLimit, takerOrder } from '../taker-order.ts';
import { type Bet, type BetLimits, weighBet } from './bet-filters.ts';
import { BetRecord, type SavedBets } from './bet-record.ts';
import { Exposure } from './exposure.ts';
import { restingDollars } from './resting-dollars.ts';
import { costOfShare, stakeByConfidence, stakeByKelly } from './stake.ts';

export type BettingRule = {
  readonly limits: BetLimits;
  readonly sizing: 'confidence' | 'kelly';
  /** Of the fraction that Kelly says. */
  readonly kellyPart: number;
  readonly maxPrice: Price;
  readonly slippageTicks: number;
};

/** What a model says, and how well it is known to say it. */
export type Advice = Judgement & {
  /** What the probability is of. */
  readonly token: TokenIndex;
  readonly examples: number;
  readonly accuracy: number | undefined;
};

/** A bet that may be made, or what keeps it from being made. */
export type Weighing = {
  readonly token: TokenIndex;
  readonly terms: OrderTerms | undefined;
  readonly failed: readonly string[];
  readonly numbers: Readonly<Record<string, number>>;
};

/** Bets only where every filter passes: source system S0, §1.7. */
export class SelectiveBetter {
  readonly #rule: BettingRule;
  readonly #record: BetRecord;
  /** Orders that nobody has answered: what they may cost, and when they were asked for. */
  readonly #pending = new Map<ClientOrderId, { readonly cost: Usd; readonly at: Timestamp }>();

  constructor(rule: BettingRule, bets?: SavedBets) {
    this.#rule = rule;
    this.#record = new BetRecord(bets);
  }

  /** What it thinks of a bet now: nothing is asked for, and nothing used up. */
  weigh(market: MarketIndex, advice: Advice, view: View): Weighing {
    const token = advice.probability > 0.5 ? advice.token : complementOf(advice.token);
    const wins = token === advice.token ? advice.probability : 1 - advice.probability;
    const { maxPrice, slippageTicks, limits } = this.#rule;
    const limit = takeLimit(view, token, 'buy', slippageTicks, maxPrice);
    const fee = view.markets[market]?.fee?.value;
    const cost = limit === undefined || fee === undefined ? undefined : costOfShare(limit, fee);
    const bet = this.#bet(market, advice, cost === undefined ? undefined : wins - cost, view);
    const weighed = weighBet(bet, limits);
    const failed = [...weighed.failed];
    if (fee === undefined) failed.push('fee_unknown');
    if (limit === undefined) failed.push('price_above_cap');
    // The cold-start gate, whatever the limits are set to.
    if (!advice.mayTrade && failed.length === 0) failed.push('model_young');
    const terms =
      limit === undefined || cost === undefined || failed.length > 0
        ? undefined
        : this.#terms(token, limit, cost, { ...advice, probability: wins }, view);
    if (failed.length === 0 && terms === undefined) failed.push('stake_small');
    const numbers = { ...weighed.numbers, wins, ...known('cost', cost), ...known('limit', limit) };
    return { token, terms, failed, numbers };
  }

  /** Makes the bet, or says for each filter that it did not pass why not. */
  decide(market: MarketIndex, advice: Advice, view: View, desk: Desk): void {
    this.#record.look(view);
    const { terms, failed, numbers } = this.weigh(market, advice, view);
    for (const code of failed) desk.skip(market, { code, numbers });
    if (terms === undefined) return;
    const order = desk.submit(terms, { code: 'ml', numbers });
    const cost = mulDiv(terms.size, terms.price, SCALE, 'up') as Usd;
    this.#pending.set(order, { cost, at: view.now });
    this.#record.add(view.now);
  }

  /** News of an order: filled it counts as held, come to nothing as no bet at all. */
  hear(event: OrderEvent): void {
    const pending = this.#pending.get(event.order);
    if (pending === undefined || event.kind === 'OrderAccepted') return;
    this.#pending.delete(event.order);
    if (event.kind !== 'OrderFilled') this.#record.takeBack(pending.at);
  }

  /** A market has paid. */
  paid(view: View): void {
    this.#record.look(view);
  }

  save(): SavedBets {
    return this.#record.save();
  }

  #bet(market: MarketIndex, advice: Advice, edge: number | undefined, view: View): Bet {
    const { token, examples, accuracy, confidence } = advice;
    const bid = view.bestBid(token);
    const ask = view.bestAsk(token);
    return {
      examples,
      accuracy,
      confidence,
      edge,
      liquidity: restingDollars(view, token),
      spread: bid === undefined || ask === undefined ? undefined : (ask - bid) / SCALE,
      secondsToClose: ((view.markets[market]?.closesAt ?? NEVER) - view.now) / MICROS_PER_SECOND,
      exposure: this.#exposure(view).share,
      ...this.#record.tally(view),
    };
  }

  #terms(
    token: TokenIndex,
    limit: Price,
    cost: number,
    { confidence, probability }: Judgement,
    view: View,
  ): OrderTerms | undefined {
    const { sizing, kellyPart, limits } = this.#rule;
    const fraction =
      sizing === 'kelly'
        ? stakeByKelly(probability, cost, kellyPart)
        : stakeByConfidence(confidence);
    const stake = this.#exposure(view).stake(fraction, limits.exposure);
    const size = takeableSize(
      mulDiv(stake, SCALE, Math.ceil(cost * SCALE), 'down') as Shares,
      limit,
    );
    return size === 0 ? undefined : takerOrder(token, 'buy', limit, size);
  }

  #exposure(view: View): Exposure {
    let pending = 0;
    for (const { cost } of this.#pending.values()) pending += cost;
    return new Exposure(view, pending);
  }
}

function known(name: string, value: number | undefined): Record<string, number> {
  return value === undefined ? {} : { [name]: value };
}
