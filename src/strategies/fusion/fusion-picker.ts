import { complementOf, type MarketIndex, marketOf, type TokenIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import { type Price, SCALE, type Timestamp } from '../../domain/units.ts';
import type { SignalVote } from '../../ports/opinion.ts';
import type { View } from '../../ports/view.ts';
import { type FusionOptions, fuse, voteOf } from '../../signals/fusion.ts';
import type { PriceTrail } from '../../signals/price-trail.ts';
import type { Lean, Reading } from '../../signals/signal.ts';
import { toldToken, upToken } from '../../signals/up-token.ts';
import type { Look, SidePicker } from '../window-buyer.ts';
import type { Voters } from './held-decisions.ts';
import { note, SOURCES, Sources } from './sources.ts';
import type { WeightLearner } from './weight-learner.ts';

export type FusionRule = {
  readonly fusion: FusionOptions;
  /**
   * Who says which side: `agree`, the vote, where the price leans the same way; `vote` alone; or
   * `price` alone, which only asks for some vote, as source system S3 does.
   */
  readonly side: 'agree' | 'vote' | 'price';
  /** Price of Up above which it leans up, and below which it leans down. */
  readonly upAbove: Price;
  readonly downBelow: Price;
  /** An ask at or below this is no market. */
  readonly minAsk: Price;
  /** Prices that must have been seen. */
  readonly minTicks: number;
  /** The feed of an asset's price, e.g. "binance/btcusdt"; undefined: none is heard. */
  readonly spotFeed: (asset: string) => string | undefined;
  /** The weights are of what was known then: nothing is decided before. */
  readonly learnedUntil: Timestamp | undefined;
};

/** A quote outside of this is no price (source system S3, §4.1). */
const LOWEST = 0.001 * SCALE;
/** Good quotes one after the other, before one is believed. */
const STABLE = 3;

/** What is kept of a market. */
type Watched = {
  /** In whose terms it is told: Up's, where that is known. */
  readonly token: TokenIndex;
  /** Undefined once it is closed: then only what was decided matters. */
  sources: Sources | undefined;
  /** Good quotes in a row. */
  stable: number;
  /** What was compared last; undefined before. */
  numbers: Readonly<Record<string, number>> | undefined;
};

/** Picks the side that six signals vote for. */
export class FusionPicker implements SidePicker {
  readonly code = 'fusion';
  readonly #rule: FusionRule;
  readonly #learner: Pick<WeightLearner, 'weights'>;
  readonly #watched = new Map<MarketIndex, Watched>();
  /** By feed. */
  readonly #spots = new Map<string, PriceTrail>();

  /** `learner`: whose weights the votes have. */
  constructor(rule: FusionRule, learner: Pick<WeightLearner, 'weights'>) {
    this.#rule = rule;
    this.#learner = learner;
  }

  /** Keeps what comes of a market, if it has a life that a window can be found in. */
  list(market: MarketIndex, view: View): void {
    const { asset, opensAt, closesAt } = view.markets[market] as Market;
    if (opensAt === undefined || closesAt === undefined || !view.isOpen(market)) return;
    // Of an outcome that may be Down the underlying says nothing.
    const known = upToken(market, view) === undefined ? undefined : asset;
    const outside = known === undefined ? undefined : { asset: known, spot: this.#spot(known) };
    const token = toldToken(market, view);
    const sources = new Sources(outside);
    this.#watched.set(market, { token, sources, stable: 0, numbers: undefined });
  }

  /** Nothing is decided any more: a skip and a late fill still ask for what was compared last. */
  close(market: MarketIndex): void {
    const watched = this.#watched.get(market);
    if (watched !== undefined) watched.sources = undefined;
  }

  /** The market has paid: nobody asks for anything. */
  forget(market: MarketIndex): void {
    this.#watched.delete(market);
  }

  /** Each book, inside of the window and before it. */
  observe(market: MarketIndex, view: View): void {
    const watched = this.#watched.get(market);
    if (watched?.sources === undefined) return;
    const { token, sources } = watched;
    if (!view.isTrusted(market) || !isQuote(view.bestBid(token)) || !isQuote(view.bestAsk(token))) {
      watched.stable = 0;
      return;
    }
    watched.stable++;
    if (watched.stable < STABLE) return;
    note(sources.ticks, view.now, (view.mid(token) as number) / SCALE);
  }

  hear(feed: string, price: number, view: View): void {
    const trail = this.#spots.get(feed);
    if (trail !== undefined) note(trail, view.now, price / SCALE);
  }

  pick(market: MarketIndex, _mid: Price, view: View): TokenIndex | string {
    const { picked, numbers } = this.#weigh(market, view);
    const watched = this.#watched.get(market);
    if (numbers !== undefined && watched !== undefined) watched.numbers = numbers;
    return picked;
  }

  look(market: MarketIndex, _mid: Price, view: View): Look {
    const { readings, ...look } = this.#weigh(market, view);
    const watched = this.#watched.get(market);
    if (readings === undefined || watched === undefined) return look;
    return { ...look, signals: signalsOf(watched.token, readings, this.#learner.weights) };
  }

  #weigh(market: MarketIndex, view: View): Weighed {
    const watched = this.#watched.get(market);
    if (view.now < (this.#rule.learnedUntil ?? 0)) return unknown('learned_later');
    if (watched?.sources === undefined) return unknown('market_closed');
    const { token: up, sources, stable } = watched;
    if (stable < STABLE) return unknown('quote_unstable');
    if (sources.ticks.length < this.#rule.minTicks) return unknown('history_short');
    const price = view.mid(up) as Price;
    const readings = sources.read(up, price / SCALE, view);
    const { weights } = this.#learner;
    const fused = fuse(readings, weights, this.#rule.fusion);
    const picked = fused.lean === undefined ? fused.why : this.#chosen(up, fused.lean, price, view);
    return { picked, numbers: votesOf(price, fused.score, readings, weights), readings };
  }

  numbers(market: MarketIndex): Readonly<Record<string, number>> {
    return this.#watched.get(market)?.numbers ?? {};
  }

  /** Sources that voted for a token on the latest book that was decided on; undefined: none was. */
  votersFor(token: TokenIndex): Voters {
    const watched = this.#watched.get(marketOf(token));
    if (watched?.numbers === undefined) return undefined;
    const votes = watched.numbers;
    const sign = token === watched.token ? 1 : -1;
    return SOURCES.flatMap(([name]) => ((votes[name] ?? 0) * sign > 0 ? [name] : []));
  }

  #chosen(up: TokenIndex, vote: Lean, price: Price, view: View): TokenIndex | string {
    const side = this.#sideOf(vote, price);
    if (side === undefined) return 'no_trend';
    if (side === 'against') return 'against_trend';
    const token = side === 'up' ? up : complementOf(up);
    const ask = view.bestAsk(token);
    return ask === undefined || ask <= this.#rule.minAsk ? 'no_liquidity' : token;
  }

  #sideOf(vote: Lean, price: Price): Lean | 'against' | undefined {
    const { side, upAbove, downBelow } = this.#rule;
    if (side === 'vote') return vote;
    const trend = price > upAbove ? 'up' : price < downBelow ? 'down' : undefined;
    if (trend === undefined || side === 'price' || trend === vote) return trend;
    return 'against';
  }

  /** The trail of an asset's price, the same for all its markets. */
  #spot(asset: string): PriceTrail {
    const feed = this.#rule.spotFeed(asset);
    const heard = feed === undefined ? undefined : this.#spots.get(feed);
    if (heard !== undefined) return heard;
    const trail = Sources.spotTrail();
    if (feed !== undefined) this.#spots.set(feed, trail);
    return trail;
  }
}

function isQuote(price: Price | undefined): boolean {
  return price !== undefined && price >= LOWEST && price <= SCALE - LOWEST;
}

/** A look with what the sources said for it; undefined: they were not asked. */
type Weighed = Look & { readonly readings: readonly Reading[] | undefined };

function unknown(code: string): Weighed {
  return { picked: code, numbers: undefined, readings: undefined };
}

/** Each source as whoever looks at it is told: for people, never on the way to an order. */
function signalsOf(
  up: TokenIndex,
  readings: readonly Reading[],
  weights: readonly number[],
): SignalVote[] {
  return SOURCES.map(([name], i) => {
    const weight = weights[i] as number;
    const reading = readings[i] as Reading;
    if (reading.lean === undefined) {
      const { why } = reading;
      const silent = { token: undefined, confidence: undefined, strength: undefined };
      return { name, ...silent, why, weight, vote: 0 };
    }
    const { lean, confidence, strength } = reading;
    const token = lean === 'up' ? up : complementOf(up);
    return {
      name,
      token,
      why: undefined,
      confidence,
      strength,
      weight,
      vote: voteOf(reading, weight),
    };
  });
}

/** What each source added to the vote for Up, or took from it; one that abstained is left out. */
function votesOf(
  up: Price,
  score: number,
  readings: readonly Reading[],
  weights: readonly number[],
): Readonly<Record<string, number>> {
  const numbers: Record<string, number> = { up, score };
  for (const [i, [name]] of SOURCES.entries()) {
    const reading = readings[i];
    if (reading?.lean === undefined) continue;
    const vote = voteOf(reading, weights[i] as number);
    numbers[name] = reading.lean === 'up' ? vote : -vote;
  }
  return numbers;
}
