import { complementOf, type MarketIndex, type Outcome, type TokenIndex } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { ASK, type BookSide } from '../../domain/side.ts';
import { type Price, SCALE, type Shares, UNKNOWN_SIZE } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { toldToken, upToken } from '../up-token.ts';
import type { FeatureSet } from './feature-set.ts';
import { FEATURE_NAMES, FEATURES, PLACES } from './feature-table.ts';
import type { PriceFeeds } from './price-feeds.ts';
import { PrintFlow } from './print-flow.ts';
import { RulePrice } from './rule-price.ts';
import { SpotPrice } from './spot-price.ts';
import { UpBook } from './up-book.ts';
import { WindowClock } from './window-clock.ts';

/**
 * The features of one market as events come: constant work for each, kept in arrays of a fixed
 * size. What is not known is NaN. One takes some 60 kB: make it when its window is near, and drop
 * it at the end.
 */
export class MarketFeatures {
  readonly set: FeatureSet;
  readonly #market: MarketIndex;
  readonly #token: TokenIndex;
  readonly #feeds: PriceFeeds;
  readonly #clock: WindowClock;
  readonly #book: UpBook;
  readonly #prints: PrintFlow;
  readonly #rule: RulePrice | undefined;
  readonly #spot: SpotPrice | undefined;
  /** All features, by place; and where those of the set stand there. */
  readonly #row = new Float64Array(FEATURE_NAMES.length);
  readonly #places: Int32Array;
  readonly #isHeld: boolean;
  #epoch: number;

  /**
   * `feeds`: one for all markets of a strategy; they are kept from now on. `spotFeed`: what the
   * underlying is worth on an exchange; Binance's unless said.
   */
  constructor(
    set: FeatureSet,
    market: MarketIndex,
    view: View,
    feeds: PriceFeeds,
    spotFeed = binanceFeed(market, view),
  ) {
    const facts = view.markets[market];
    invariant(facts !== undefined, `there is no market ${market}`);
    const rule = facts.rule?.value;
    this.set = set;
    this.#market = market;
    this.#token = toldToken(market, view);
    this.#feeds = feeds;
    this.#clock = new WindowClock(set, facts);
    this.#book = new UpBook(set, this.#token);
    this.#prints = new PrintFlow(view.now);
    // Of an outcome that may be Down prices of the underlying say nothing.
    const isUp = upToken(market, view) !== undefined;
    const decides = isUp && rule !== undefined && rule.kind !== 'oracle';
    this.#rule = decides ? new RulePrice(rule, facts, feeds) : undefined;
    this.#spot =
      !isUp || spotFeed === undefined
        ? undefined
        : new SpotPrice(set, feeds.of(spotFeed), this.#rule?.prices);
    this.#places = Int32Array.from(set.names, (name) => PLACES[name]);
    this.#isHeld = set.inputs.has('position');
    this.#epoch = view.epoch(market);
  }

  onBook(view: View): void {
    this.#book.observe(view);
    this.#rule?.observe(view.now);
    const epoch = view.epoch(this.#market);
    // The book was rebuilt after a break, in which prints may have been missed.
    if (epoch !== this.#epoch) this.#prints.restart(view.now);
    this.#epoch = epoch;
  }

  /** A public print; `hit` is the side of the outcome's book that was taken. */
  onTrade(outcome: Outcome, hit: BookSide, price: Price, size: Shares, view: View): void {
    if (size === UNKNOWN_SIZE) {
      this.#prints.restart(view.now);
      return;
    }
    const isBuy = hit === ASK;
    const isOwn = outcome === (this.#token & 1);
    this.#prints.add(view.now, isBuy === isOwn ? 1 : -1, (price / SCALE) * (size / SCALE));
  }

  /** Enough once for all markets that share the feeds; again does no harm. */
  onReference(feed: string, price: number, view: View): void {
    this.#rule?.observe(view.now);
    this.#feeds.hear(feed, price, view.now);
  }

  /** Fills `out`, of the set's length, as of now. */
  write(view: View, out: Float64Array): void {
    const row = this.#row;
    row.fill(Number.NaN);
    this.#clock.write(row, view.now);
    this.#book.write(row, view);
    this.#prints.write(row, view.now);
    this.#rule?.write(row, view.now);
    this.#spot?.write(row, view.now);
    if (this.#isHeld) this.#writePosition(row, view);
    for (let i = 0; i < this.#places.length; i++) {
      const place = this.#places[i] as number;
      out[i] = within(row[place] as number, LEAST[place] as number, MOST[place] as number);
    }
  }

  #writePosition(row: Float64Array, view: View): void {
    const own = view.position(this.#token);
    const other = view.position(complementOf(this.#token));
    row[PLACES.hasPosition] = own > 0 || other > 0 ? 1 : 0;
    row[PLACES.positionSide] = Math.sign(own - other);
    if (own === 0 && other === 0) row[PLACES.positionGain] = 0;
  }
}

const LEAST = Float64Array.from(FEATURE_NAMES, (name) => FEATURES[name].least);
const MOST = Float64Array.from(FEATURE_NAMES, (name) => FEATURES[name].most);

/** NaN stays NaN. */
function within(value: number, least: number, most: number): number {
  if (value < least) return least;
  return value > most ? most : value;
}

function binanceFeed(market: MarketIndex, view: View): string | undefined {
  const asset = view.markets[market]?.asset;
  return asset === undefined ? undefined : `binance/${asset}usdt`;
}
