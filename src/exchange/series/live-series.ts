import { MICROS_PER_SECOND, type Price, SCALE, type Timestamp } from '../../domain/units.ts';
import type { Timer } from '../../ports/clock.ts';
import { decimalOfE18 } from '../reference/fixed-point.ts';
import { type AssetPrint, ReferencePrices } from '../reference/reference-prices.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';
import { pricedWindow } from './priced-window.ts';
import { RollingSeries, type SeriesOptions, type Turn } from './rolling-series.ts';
import type { SeriesFrame } from './window.ts';

export type LiveSeriesOptions = Omit<SeriesOptions, 'startsAt'> & {
  /** When this world began; undefined: now. What went on since then is made up for at the start. */
  readonly beganAt?: Timestamp | undefined;
};

/** Longest windows in seconds: four hours by New York's clock are five once a year. */
const LONGEST_S: Readonly<Record<SeriesFrame, number>> = { '5m': 300, '15m': 900, '4h': 18_000 };
/** Older prints are made, for they decide windows, but told to nobody: they are no news. */
const NEWS_AGE_S = 10;
/** How far back new subscriptions of prices look. */
const EARLIER_S = 120;
/** Prints in the shorter average, which decides nothing here. */
const SHORT_LOOKBACK_S = 30;

/**
 * The reference and its windows at a running exchange: prints once a second, lists, closes and
 * resolves in time. After a sleep of the machine everything that was missed is made up for, in
 * order: no market is left undecided.
 */
export class LiveSeries {
  readonly prices: ReferencePrices;
  /** Prints that came too late to be told. */
  untold = 0;
  readonly #venue: LocalVenue;
  readonly #series: RollingSeries;
  #timer: Timer | undefined;
  #isRunning = false;

  constructor(venue: LocalVenue, options: LiveSeriesOptions) {
    this.#venue = venue;
    const startsAt = options.beganAt ?? venue.now();
    const { seed, assets, frames, settleDelaySeconds } = options;
    const longest = Math.max(...frames.map((frame) => LONGEST_S[frame]));
    const historySeconds = longest + settleDelaySeconds + NEWS_AGE_S;
    this.prices = new ReferencePrices({ seed, assets, startsAt, historySeconds }, (print) =>
      this.#print(print),
    );
    this.#series = new RollingSeries({ ...options, startsAt }, (asset, at, lookback) =>
      this.prices.twapAt(asset, at, lookback),
    );
  }

  /** Lists what is open now, and goes on by the exchange's time. */
  start(): void {
    this.#isRunning = true;
    // Before anything that anybody does: a timer that is late keeps no market open.
    this.#venue.follow((until) => this.#turnUntil(until));
    this.#turn();
    this.#tellEarlier();
  }

  /** No print and no turn any more; markets stay as they are. */
  stop(): void {
    this.#isRunning = false;
    if (this.#timer !== undefined) this.#venue.time.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  /** What a share of the first outcome is worth by the law of the reference. */
  readonly fairPrice = ({ listing, priceToBeat }: ListedMarket): Price | undefined => {
    const { market } = listing;
    const window = pricedWindow(market, priceToBeat);
    const { asset } = market;
    if (window === undefined || asset === undefined || !this.prices.assets.includes(asset)) {
      return undefined;
    }
    const fair = this.prices.fairUp(asset, window);
    return fair === undefined ? undefined : (Math.round(fair * SCALE) as Price);
  };

  #turn(): void {
    const now = this.#venue.now();
    this.#turnUntil(now);
    this.prices.advance(now);
    this.#rest(now);
  }

  #turnUntil(until: Timestamp): void {
    if (!this.#isRunning) return;
    // From turn to turn: the prices of a moment come before what they decide.
    for (let at = this.#series.nextAt; at <= until; at = this.#series.nextAt) {
      this.prices.advance(at);
      const turn = this.#series.next(at);
      if (turn !== undefined) this.#venue.at(at, () => this.#take(turn));
    }
  }

  #rest(now: Timestamp): void {
    if (!this.#isRunning) return;
    const second = (Math.floor(now / MICROS_PER_SECOND) + 1) * MICROS_PER_SECOND;
    const next = Math.min(second, this.#series.nextAt) as Timestamp;
    this.#timer = this.#venue.time.setTimer(next, () => {
      this.#timer = undefined;
      this.#turn();
    });
  }

  #take(turn: Turn): void {
    const venue = this.#venue;
    if (turn.kind === 'list') {
      venue.list(turn.listing);
      return;
    }
    const market = venue.markets.bySlug(turn.listing.market.slug) as ListedMarket;
    market.priceToBeat = turn.strike;
    if (turn.kind === 'open') return;
    market.finalPrice = turn.final;
    if (turn.kind === 'close') venue.close(market);
    else venue.resolve(market, turn.payout as number as Price);
  }

  #print(print: AssetPrint): void {
    if (this.#venue.now() - print.at > NEWS_AGE_S * MICROS_PER_SECOND) this.untold++;
    else this.#venue.reference(this.#newsOf(print));
  }

  /** The venue's price sockets always know the last minutes: so do ours from the start on. */
  #tellEarlier(): void {
    const from = (this.#venue.now() - EARLIER_S * MICROS_PER_SECOND) as Timestamp;
    for (const asset of this.prices.assets) {
      const news = this.prices.since(asset, from).map((print) => this.#newsOf(print));
      this.#venue.earlierReference(news);
    }
  }

  #newsOf({ asset, at, text, twapText }: AssetPrint): ReferenceNews {
    const short = this.prices.twapAt(asset, at, SHORT_LOOKBACK_S);
    const shortAverage = short === undefined ? undefined : decimalOfE18(short);
    return { asset, at, value: text, average: twapText, shortAverage };
  }
}
