import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
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
} from '../../domain/units.ts';
import type { Judgement } from '../../models/cold-start.ts';
import { costOfShare } from '../../models/kelly.ts';
import type { Desk } from '../../ports/desk.ts';
import type { View } from '../../ports/view.ts';
import { takeLimit, takerOrder } from '../taker-order.ts';
import { type Buy, type BuyLimits, weighBuy } from './buy-filters.ts';
import { Exposure } from './exposure.ts';
import { restingDollars } from './resting-dollars.ts';
import { stakeByConfidence, stakeByKelly } from './stake.ts';

export type BuyingRule = {
  readonly limits: BuyLimits;
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

/** A buy that may be made, or what keeps it from being made. */
export type Weighing = {
  readonly token: TokenIndex;
  readonly terms: OrderTerms | undefined;
  readonly failed: readonly string[];
  readonly numbers: Readonly<Record<string, number>>;
};

/**
 * Buys only where every filter passes: source system S0, §1.7. It remembers nothing: what counts
 * against its limits is the account's to know, and outlives what was learned.
 */
export class SelectiveBuyer {
  readonly #rule: BuyingRule;

  constructor(rule: BuyingRule) {
    this.#rule = rule;
  }

  /** What it thinks of a buy now: nothing is asked for, and nothing used up. */
  weigh(market: MarketIndex, advice: Advice, view: View): Weighing {
    const token = advice.probability > 0.5 ? advice.token : complementOf(advice.token);
    const wins = token === advice.token ? advice.probability : 1 - advice.probability;
    const { maxPrice, slippageTicks, limits } = this.#rule;
    const limit = takeLimit(view, token, 'buy', slippageTicks, maxPrice);
    const fee = view.markets[market]?.fee?.value;
    const cost = limit === undefined || fee === undefined ? undefined : costOfShare(limit, fee);
    const buy = this.#buy(market, advice, cost === undefined ? undefined : wins - cost, view);
    const weighed = weighBuy(buy, limits);
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

  /** Makes the buy, or says for each filter that it did not pass why not. */
  decide(market: MarketIndex, advice: Advice, view: View, desk: Desk): void {
    const { terms, failed, numbers } = this.weigh(market, advice, view);
    for (const code of failed) desk.skip(market, { code, numbers });
    if (terms !== undefined) desk.submit(terms, { code: 'ml', numbers });
  }

  #buy(market: MarketIndex, advice: Advice, edge: number | undefined, view: View): Buy {
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
      buysInHour: view.buysInHour,
      exposure: new Exposure(view).share,
      dayLoss: dayLossOf(view),
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
    const stake = new Exposure(view).stake(fraction, limits.exposure);
    const size = takeableSize(
      mulDiv(stake, SCALE, Math.ceil(cost * SCALE), 'down') as Shares,
      limit,
    );
    return size === 0 ? undefined : takerOrder(token, 'buy', limit, size);
  }
}

/** Lost today, of what there was as the day began: 0 in profit, all of it where nothing was. */
function dayLossOf({ madeToday, worthToday }: View): number {
  if (madeToday >= 0) return 0;
  return worthToday <= 0 ? 1 : -madeToday / worthToday;
}

function known(name: string, value: number | undefined): Record<string, number> {
  return value === undefined ? {} : { [name]: value };
}
