import { invariant } from '../../domain/invariant.ts';
import type { Resolution } from '../../domain/market.ts';
import { MICROS_PER_SECOND, NEVER, type Timestamp } from '../../domain/units.ts';
import { decimalOfE18 } from '../reference/fixed-point.ts';
import { InventedIds } from '../venue/invented-ids.ts';
import type { Listing } from '../venue/listing.ts';
import { type Lane, lookbackOf, upDownListing } from './up-down-listing.ts';
import { type SeriesFrame, type Window, windowAt } from './window.ts';

export type SeriesOptions = {
  readonly seed: number;
  readonly assets: readonly string[];
  readonly frames: readonly SeriesFrame[];
  /** Windows of each series that are listed before they open, one at least. */
  readonly ahead: number;
  /** From the close to the official outcome. */
  readonly settleDelaySeconds: number;
  /** Windows that are open then are listed at once. */
  readonly startsAt: Timestamp;
};

/** A price that decides, at 1e-18 dollars; undefined where it is not known. */
export type DecidingPrice = (
  asset: string,
  at: Timestamp,
  lookbackSeconds: number,
) => bigint | undefined;

/** Something that happens in the life of a market. Prices are dollars as decimal text. */
export type Turn = { readonly at: Timestamp; readonly listing: Listing } & (
  | { readonly kind: 'list' }
  | { readonly kind: 'open'; readonly strike: string }
  | { readonly kind: 'close'; readonly strike: string; readonly final: string }
  | {
      readonly kind: 'resolve';
      readonly strike: string;
      readonly final: string;
      /** Of a share of Up. */
      readonly payout: Resolution['payout'];
    }
);

/** One asset and frame: windows that follow each other. */
type Series = Lane & {
  /** The last that is listed, or planned to be. */
  newest: Window;
  /** Listed and not open yet. */
  waiting: number;
};

type Plan = {
  readonly at: Timestamp;
  readonly rank: number;
  readonly run: (at: Timestamp) => Turn;
};

/** At one moment: what ends goes before what begins. */
const RANK = { close: 0, resolve: 1, begin: 2 } as const;

/**
 * Up/down windows that follow each other without end. The prices of a moment have to be printed
 * before its turns are taken, and remembered from a window's opening to its settlement.
 */
export class RollingSeries {
  readonly #options: SeriesOptions;
  readonly #priceAt: DecidingPrice;
  /** In order of time, rank and planning: a few for each series. */
  readonly #plans: Plan[] = [];

  constructor(options: SeriesOptions, priceAt: DecidingPrice) {
    invariant(options.ahead >= 1, 'each series lists one window ahead or more');
    this.#options = options;
    this.#priceAt = priceAt;
    const { assets, frames, startsAt } = options;
    const ids = new InventedIds(options.seed);
    for (const [position, asset] of assets.entries()) {
      for (const frame of frames) {
        const newest = windowAt(asset, frame, startsAt);
        this.#planListing({ ids, position, newest, waiting: 0 }, startsAt);
      }
    }
  }

  /** When the next turn is due. */
  get nextAt(): Timestamp {
    return this.#plans[0]?.at ?? NEVER;
  }

  /** The next turn that is due by `now`; undefined when there is none. */
  next(now: Timestamp): Turn | undefined {
    if (this.nextAt > now) return undefined;
    const plan = this.#plans.shift() as Plan;
    return plan.run(plan.at);
  }

  #plan(at: Timestamp, kind: keyof typeof RANK, run: Plan['run']): void {
    const rank = RANK[kind];
    const later = this.#plans.findIndex((one) => one.at > at || (one.at === at && one.rank > rank));
    this.#plans.splice(later < 0 ? this.#plans.length : later, 0, { at, rank, run });
  }

  /** Lists the series' newest window at a time, and opens it no sooner. */
  #planListing(series: Series, at: Timestamp): void {
    const window = series.newest;
    const listing = upDownListing(window, series, at);
    series.waiting++;
    this.#plan(at, 'begin', () => ({ kind: 'list', at, listing }));
    const opensAt = Math.max(window.opensAt, at) as Timestamp;
    this.#plan(opensAt, 'begin', (now) => this.#open(series, window, listing, now));
  }

  #open(series: Series, window: Window, listing: Listing, at: Timestamp): Turn {
    series.waiting--;
    while (series.waiting < this.#options.ahead) {
      const { asset, frame, closesAt } = series.newest;
      series.newest = windowAt(asset, frame, closesAt);
      this.#planListing(series, at);
    }
    const strike = this.#price(listing, window.asset, window.opensAt);
    this.#plan(window.closesAt, 'close', (now) => this.#close(window, listing, strike, now));
    return { kind: 'open', at, listing, strike: decimalOfE18(strike) };
  }

  #close({ asset, closesAt }: Window, listing: Listing, opened: bigint, at: Timestamp): Turn {
    const closed = this.#price(listing, asset, closesAt);
    const prices = { strike: decimalOfE18(opened), final: decimalOfE18(closed) };
    // A tie is Up (venue rule of 5 m, 15 m and 4 h; protocol notes §2.2).
    const payout = closed >= opened ? 1_000_000 : 0;
    const delay = this.#options.settleDelaySeconds * MICROS_PER_SECOND;
    this.#plan((at + delay) as Timestamp, 'resolve', (now) => ({
      kind: 'resolve',
      at: now,
      listing,
      ...prices,
      payout,
    }));
    return { kind: 'close', at, listing, ...prices };
  }

  #price(listing: Listing, asset: string, at: Timestamp): bigint {
    const price = this.#priceAt(asset, at, lookbackOf(listing.market));
    const { slug } = listing.market;
    invariant(price !== undefined, `no price decides ${slug} at ${at}: not printed or forgotten`);
    return price;
  }
}
