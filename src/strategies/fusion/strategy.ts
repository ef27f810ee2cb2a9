import type { OrderEvent } from '../../domain/event.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { ok } from '../../domain/result.ts';
import { NEVER, type Price, type Shares, type Timestamp } from '../../domain/units.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Opinion } from '../../ports/opinion.ts';
import type {
  MemoryFacts,
  Parameters,
  Strategy,
  StrategyDefinition,
} from '../../ports/strategy.ts';
import type { View } from '../../ports/view.ts';
import type { SettledDecision } from '../../signals/source-weights.ts';
import { pointOfLife } from '../market-life.ts';
import { WindowBuyer } from '../window-buyer.ts';
import { ATTEMPTS, COST, LIFE_WINDOW, SLIPPAGE } from '../window-parameters.ts';
import { factsOf, lessonsOf, type Remembered, readMemory, writeMemory } from './fusion-memory.ts';
import { FusionPicker, type FusionRule } from './fusion-picker.ts';
import { HeldDecisions } from './held-decisions.ts';
import { WeightLearner } from './weight-learner.ts';

/** Feeds of an asset's price, by who tells it. */
const SPOT_FEEDS: Readonly<Record<string, (asset: string) => string>> = {
  binance: (asset) => `binance/${asset}usdt`,
  coinbase: (asset) => `coinbase/${asset}usd`,
  chainlink: (asset) => `chainlink/${asset}usd`,
};

type Parts = {
  readonly picker: FusionPicker;
  readonly buyer: WindowBuyer;
  readonly remembered: Remembered;
};

/** Votes with six signals late in a market's life, and holds what it buys to settlement. */
class Fusion implements Strategy {
  readonly learnedUntil: Timestamp | undefined;
  readonly #picker: FusionPicker;
  readonly #buyer: WindowBuyer;
  readonly #remembered: Remembered;
  readonly #learns: boolean;

  constructor({ picker, buyer, remembered }: Parts, { learns }: { readonly learns: boolean }) {
    this.#picker = picker;
    this.#buyer = buyer;
    this.#remembered = remembered;
    this.#learns = learns;
    this.learnedUntil = remembered.learner.learnedUntil;
  }

  onMarketListed(market: MarketIndex, view: View, desk: Desk): void {
    this.#picker.list(market, view);
    this.#buyer.onMarketListed(market, view, desk);
    const { decisions } = this.#remembered;
    this.#learn(decisions.listed(market, view), market, view);
    // Not when one closes: a run that is stopped plays the ends of its markets ahead of time.
    decisions.dropOverdue(view);
  }

  onBook(market: MarketIndex, view: View, desk: Desk): void {
    this.#picker.observe(market, view);
    this.#buyer.onBook(market, view, desk);
  }

  onReference(feed: string, price: number, view: View): void {
    this.#picker.hear(feed, price, view);
  }

  onTimer(market: MarketIndex, view: View, desk: Desk): void {
    this.#buyer.onTimer(market, view, desk);
  }

  onOrder(event: OrderEvent, view: View): void {
    this.#buyer.onOrder(event);
    this.#remembered.decisions.heard(event, view, (token) => this.#picker.votersFor(token));
  }

  onMarketClosed(market: MarketIndex): void {
    this.#picker.close(market);
  }

  onMarketResolved(market: MarketIndex, view: View): void {
    this.#picker.forget(market);
    this.#learn(this.#remembered.decisions.paid(market, view), market, view);
  }

  memory(): string {
    return writeMemory(this.#remembered);
  }

  memoryFacts(): MemoryFacts {
    return factsOf(this.#remembered);
  }

  opinion(market: MarketIndex, view: View): Opinion | undefined {
    return this.#buyer.opinion(market, view);
  }

  /** Nothing is learned from a market that is in dispute. */
  #learn(decision: SettledDecision | undefined, market: MarketIndex, view: View): void {
    if (!this.#learns || decision === undefined || view.isHalted(market)) return;
    this.#remembered.learner.learn(decision, view.now);
  }
}

export const fusion: StrategyDefinition = {
  name: 'fusion',
  summary: 'buys the side that six signals vote for, late in a market, holds it',
  parameters: {
    ...LIFE_WINDOW,
    side: {
      kind: 'choice',
      default: 'agree',
      choices: ['agree', 'vote', 'price'],
      summary: 'who says which side: vote and price alike, the vote, or the price as in S3',
    },
    score: {
      kind: 'choice',
      default: 'net',
      choices: ['net', 'share'],
      summary: 'net of the losing side and those that abstain, or the share that S3 took',
    },
    minScore: {
      kind: 'number',
      default: 10,
      min: 0,
      max: 100,
      summary: 'a vote with a lower score decides nothing (0 to 100)',
    },
    minSignals: {
      kind: 'integer',
      default: 2,
      min: 1,
      max: 6,
      summary: 'signals that must speak',
    },
    upAbove: { kind: 'price', default: '0.60', summary: 'price of Up above which it leans up' },
    downBelow: { kind: 'price', default: '0.40', summary: 'price of Up below which it leans down' },
    minTicks: {
      kind: 'integer',
      default: 20,
      min: 20,
      max: 500,
      summary: 'prices of the market that must have been seen',
    },
    spot: {
      kind: 'choice',
      default: 'binance',
      choices: ['binance', 'coinbase', 'chainlink'],
      summary: "whose price of the underlying is compared with the market's",
    },
    weights: {
      kind: 'choice',
      default: 'learned',
      choices: ['learned', 'fixed'],
      summary: 'of the sources: moved by what comes of decisions, or as they are',
    },
    ...COST,
    ...SLIPPAGE,
    ...ATTEMPTS,
  },
  create(parameters, _seed, memory) {
    const remembered = memory === undefined ? begun() : restored(memory);
    const { learner } = remembered;
    const picker = new FusionPicker(ruleOf(parameters, learner.learnedUntil), learner);
    const buyer = new WindowBuyer({
      window: (market) => ({
        from: pointOfLife(market, parameters.windowStart as number),
        to: pointOfLife(market, parameters.windowEnd as number),
      }),
      restUntil: () => NEVER,
      picker,
      maxPrice: parameters.maxPrice as Price,
      slippageTicks: parameters.slippage as number,
      mode: 'take',
      size: parameters.size as Shares,
      attempts: parameters.attempts as number,
      undecided: 'wait',
    });
    const learns = parameters.weights === 'learned';
    return new Fusion({ picker, buyer, remembered }, { learns });
  },
  readMemory(memory) {
    const read = readMemory(memory);
    return read.ok ? ok(factsOf(read.value)) : read;
  },
  lessonsOf,
};

function begun(): Remembered {
  return { learner: new WeightLearner(), decisions: new HeldDecisions() };
}

function restored(memory: string): Remembered {
  const read = readMemory(memory);
  invariant(read.ok, read.ok ? '' : read.message);
  return read.value;
}

function ruleOf(parameters: Parameters, learnedUntil: Timestamp | undefined): FusionRule {
  const spotFeed = SPOT_FEEDS[parameters.spot as string];
  return {
    fusion: {
      minSignals: parameters.minSignals as number,
      minScore: parameters.minScore as number,
      score: parameters.score as 'net' | 'share',
    },
    side: parameters.side as FusionRule['side'],
    upAbove: parameters.upAbove as Price,
    downBelow: parameters.downBelow as Price,
    minAsk: 20_000 as Price,
    minTicks: parameters.minTicks as number,
    spotFeed: (asset) => spotFeed?.(asset),
    learnedUntil,
  };
}
