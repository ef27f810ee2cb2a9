import { complementOf, type MarketIndex, marketOf, type TokenIndex } from '../../domain/ids.ts';
import { type Price, SCALE, type Timestamp } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { type FusionOptions, fuse } from '../../signals/fusion.ts';
import type { PriceTrail } from '../../signals/price-trail.ts';
import type { Lean, Reading } from '../../signals/signal.ts';
import { toldToken, upToken } from '../../signals/up-token.ts';
import type { Look, SidePicker } from '../window-buyer.ts';
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

/** Picks the side that six signals vote for. */
export class FusionPicker implements SidePicker {
  readonly code = 'fusion';
  readonly #rule: FusionRule;
  readonly #learner: Pick<WeightLearner, 'weights'>;
  readonly #markets: Sources[] = [];
  /** In whose terms each market is told: Up's, where that is known. */
  readonly #tokens: TokenIndex[] = [];
  readonly #stable: number[] = [];
  readonly #numbers: Readonly<Record<string, number>>[] = [];
  /** By feed. */
  readonly #spots = new Map<string, PriceTrail>();

  /** `learner`: whose weights the votes have. */
  constructor(rule: FusionRule, learner: Pick<WeightLearner, 'weights'>) {
    this.#rule = rule;
    this.#learner = learner;
  }

  list(market: MarketIndex, view: View): void {
    const asset = view.markets[market]?.asset;
    this.#tokens[market] = toldToken(market, view);
    this.#stable[market] = 0;
    this.#numbers[market] = {};
    // Of an outcome that may be Down the underlying says nothing.
    const known = upToken(market, view) === undefined ? undefined : asset;
    const outside = known === undefined ? undefined : { asset: known, spot: this.#spot(known) };
    this.#markets[market] = new Sources(outside);
  }

  /** Each book, inside of the window and before it. */
  observe(market: MarketIndex, view: View): void {
    const token = this.#tokens[market] as TokenIndex;
    if (!view.isTrusted(market) || !isQuote(view.bestBid(token)) || !isQuote(view.bestAsk(token))) {
      this.#stable[market] = 0;
      return;
    }
    const stable = (this.#stable[market] as number) + 1;
    this.#stable[market] = stable;
    if (stable < STABLE) return;
    const { ticks } = this.#markets[market] as Sources;
    note(ticks, view.now, (view.mid(token) as number) / SCALE);
  }

  hear(feed: string, price: number, view: View): void {
    const trail = this.#spots.get(feed);
    if (trail !== undefined) note(trail, view.now, price / SCALE);
  }

  pick(market: MarketIndex, mid: Price, view: View): TokenIndex | string {
    const { picked, numbers } = this.look(market, mid, view);
    if (numbers !== undefined) this.#numbers[market] = numbers;
    return picked;
  }

  look(market: MarketIndex, _mid: Price, view: View): Look {
    const up = this.#tokens[market] as TokenIndex;
    const sources = this.#markets[market] as Sources;
    if (view.now < (this.#rule.learnedUntil ?? 0)) return unknown('learned_later');
    if ((this.#stable[market] as number) < STABLE) return unknown('quote_unstable');
    if (sources.ticks.length < this.#rule.minTicks) return unknown('history_short');
    const price = view.mid(up) as Price;
    const readings = sources.read(up, price / SCALE, view);
    const { weights } = this.#learner;
    const fused = fuse(readings, weights, this.#rule.fusion);
    const picked = fused.lean === undefined ? fused.why : this.#chosen(up, fused.lean, price, view);
    return { picked, numbers: votesOf(price, fused.score, readings, weights) };
  }

  numbers(market: MarketIndex): Readonly<Record<string, number>> {
    return this.#numbers[market] ?? {};
  }

  /** Sources that voted for a token on the latest book that was decided on. */
  votersFor(token: TokenIndex): readonly string[] {
    const market = marketOf(token);
    const votes = this.numbers(market);
    const sign = token === this.#tokens[market] ? 1 : -1;
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

function unknown(code: string): Look {
  return { picked: code, numbers: undefined };
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
    const vote = (weights[i] as number) * reading.confidence * (reading.strength / 4);
    numbers[name] = reading.lean === 'up' ? vote : -vote;
  }
  return numbers;
}
