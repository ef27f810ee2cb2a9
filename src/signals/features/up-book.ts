import { marketOf, type TokenIndex } from '../../domain/ids.ts';
import { ASK, BID } from '../../domain/side.ts';
import { MICROS_PER_SECOND, NEVER, SCALE } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { SideVolume } from '../side-volume.ts';
import type { FeatureSet } from './feature-set.ts';
import { PLACES } from './feature-table.ts';
import { Lookback } from './lookback.ts';
import { PriceHistory } from './price-history.ts';

/** Levels of a side that count; no recording of ours that tells few tells fewer. */
const LEVELS = 5;
/** Samples of the mid: eight minutes at two a second. */
const SAMPLES = 1_024;
const HALF_MINUTE = 30 * MICROS_PER_SECOND;

/** The book of Up, and where its mid has been since the book was last rebuilt. */
export class UpBook {
  readonly #up: TokenIndex;
  readonly #mids = new PriceHistory(SAMPLES, NEVER);
  readonly #halfMinuteAgo = new Lookback(this.#mids);
  readonly #minuteAgo = new Lookback(this.#mids);
  readonly #fiveMinutesAgo = new Lookback(this.#mids);
  readonly #bids = new SideVolume(BID);
  readonly #asks = new SideVolume(ASK);
  readonly #isLong: boolean;
  #epoch = Number.NaN;

  constructor(set: FeatureSet, up: TokenIndex) {
    this.#up = up;
    this.#isLong = set.hasAny('midVolatility5m');
  }

  /** Each book. */
  observe(view: View): void {
    const mid = this.#midOf(view);
    const epoch = view.epoch(marketOf(this.#up));
    // What the mid was while nobody saw it is not known.
    if (Number.isNaN(mid) || epoch !== this.#epoch) this.#mids.break();
    this.#epoch = epoch;
    if (!Number.isNaN(mid)) this.#mids.hear(view.now, mid);
  }

  write(row: Float64Array, view: View): void {
    const mid = this.#midOf(view);
    if (Number.isNaN(mid)) return;
    const spread =
      ((view.bestAsk(this.#up) as number) - (view.bestBid(this.#up) as number)) / SCALE;
    row[PLACES.mid] = mid;
    row[PLACES.downMid] = 1 - mid;
    row[PLACES.midDeviation] = Math.abs(mid - 0.5);
    row[PLACES.midLogOdds] = Math.log(mid / (1 - mid));
    row[PLACES.upLeads] = mid > 0.5 ? 1 : 0;
    row[PLACES.spread] = spread;
    row[PLACES.spreadShare] = spread / mid;
    this.#writeSizes(row, view);
    this.#writeMoves(row, mid, view.now);
  }

  #writeSizes(row: Float64Array, view: View): void {
    const bids = this.#bids;
    const asks = this.#asks;
    bids.read(view, this.#up, LEVELS);
    asks.read(view, this.#up, LEVELS);
    if (!bids.isKnown || !asks.isKnown) return;
    row[PLACES.queueImbalance] = imbalance(bids.bestShares, asks.bestShares);
    row[PLACES.depthImbalance] = imbalance(bids.shares, asks.shares);
    const liquidity = bids.dollars + asks.dollars;
    row[PLACES.liquidity] = liquidity;
    row[PLACES.logLiquidity] = Math.log1p(liquidity);
  }

  #writeMoves(row: Float64Array, mid: number, now: number): void {
    row[PLACES.midMove30s] = mid - this.#halfMinuteAgo.to(now - HALF_MINUTE).price;
    const minuteAgo = this.#minuteAgo.to(now - 2 * HALF_MINUTE);
    row[PLACES.midMove1m] = mid - minuteAgo.price;
    row[PLACES.midVolatility1m] = minuteAgo.deviation(now);
    if (!this.#isLong) return;
    row[PLACES.midVolatility5m] = this.#fiveMinutesAgo.to(now - 10 * HALF_MINUTE).deviation(now);
  }

  /** In dollars; NaN where the book is not trusted or lacks a side. */
  #midOf(view: View): number {
    if (!view.isTrusted(marketOf(this.#up))) return Number.NaN;
    const bid = view.bestBid(this.#up);
    const ask = view.bestAsk(this.#up);
    return bid === undefined || ask === undefined ? Number.NaN : (bid + ask) / 2 / SCALE;
  }
}

function imbalance(bids: number, asks: number): number {
  return (bids - asks) / (bids + asks);
}
