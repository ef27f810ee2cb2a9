import { type MarketIndex, tokenIndex } from '../../domain/ids.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { midNow } from '../../engine/equity.ts';
import { type EngineState, PHASE_CLOSED, PHASE_RESOLVED } from '../../engine/state.ts';
import { upDownWindow } from '../../polymarket/wire/updown-slug.ts';
import type { MarketRow, Table } from '../../screen/desk-document.ts';
import type { PathPoint } from '../../screen/market-document.ts';
import { feedOf, marketRow, openOrdersIn, pausedFor, phaseOf } from './market-row.ts';
import { PricePath } from './price-path.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** How a market ended stays to be seen so long, µs. */
const SEEN_AFTER_END = 60 * MICROS_PER_SECOND;
/** One that closed with nothing of ours is waited for so long, µs. */
const AWAITED = 900 * MICROS_PER_SECOND;
/** Paths of markets that have left: of so many, the newest. */
const PATHS_MOST = 200;

type Shown = {
  readonly index: MarketIndex;
  readonly slug: string;
  readonly feed: string | undefined;
  readonly frame: string | null;
  readonly path: PricePath;
  /** All that the row is made of, in one text: as long as it is the same, so is the row. */
  signature: string;
  row: MarketRow | undefined;
  overSince: Timestamp | undefined;
};

type Watched = Pick<WatchedDesk, 'strikeOf'> & { readonly state: EngineState };

/** The markets that are open, held or waited for. A row is made anew only where it has changed. */
export class MarketRows {
  readonly #watched: Watched;
  #shown: Shown[] = [];
  /** By slug, also of markets that have left. */
  readonly #paths = new Map<string, PricePath>();
  readonly #left: string[] = [];
  #known = 0;
  #table: Readonly<Record<string, MarketRow>> = {};

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** What a market's midpoint was so far; undefined: nobody knows the market. */
  pathOf(slug: string): readonly PathPoint[] | undefined {
    return this.#paths.get(slug)?.points;
  }

  /** To be called once a second: prices are kept, markets come and go. */
  sample(now: Timestamp): void {
    const { state } = this.#watched;
    this.#meet();
    const gone = new Set(this.#shown.filter((one) => this.#isGone(one, now)));
    const shown = this.#shown.filter((one) => !gone.has(one));
    if (gone.size > 0) {
      this.#shown = shown;
      this.#table = tableOf(shown);
      this.#left.push(...[...gone].map(({ slug }) => slug));
      for (const slug of this.#left.splice(0, this.#left.length - PATHS_MOST)) {
        this.#paths.delete(slug);
      }
    }
    for (const { index, feed, path } of shown) {
      const probability = midNow(state, index) ?? null;
      const reference = (feed === undefined ? undefined : state.references.price(feed)) ?? null;
      if (probability !== null || path.points.length > 0)
        path.add({ at: now, probability, reference });
    }
  }

  /** The same table as before where no row has changed. */
  table(now: Timestamp): Table<MarketRow> {
    this.#meet();
    let isChanged = false;
    for (const one of this.#shown) if (this.#renew(one, now)) isChanged = true;
    if (isChanged) this.#table = tableOf(this.#shown);
    return this.#table;
  }

  #meet(): void {
    const { markets } = this.#watched.state;
    for (; this.#known < markets.length; this.#known++) {
      const market = markets[this.#known];
      if (market === undefined) continue;
      const { slug } = market;
      const path = new PricePath();
      this.#paths.set(slug, path);
      this.#shown.push({
        index: this.#known as MarketIndex,
        slug,
        feed: feedOf(market),
        frame: upDownWindow(slug, market.closesAt)?.frame ?? null,
        path,
        signature: '',
        row: undefined,
        overSince: undefined,
      });
    }
  }

  #isGone(one: Shown, now: Timestamp): boolean {
    const { state } = this.#watched;
    const phase = state.phases[one.index];
    if (phase !== PHASE_CLOSED && phase !== PHASE_RESOLVED) return false;
    if (state.account.activeMarkets.has(one.index)) return false;
    if (phase === PHASE_CLOSED) return now - (state.markets[one.index]?.closesAt ?? now) > AWAITED;
    one.overSince ??= now;
    return now - one.overSince > SEEN_AFTER_END;
  }

  #renew(one: Shown, now: Timestamp): boolean {
    const { state, strikeOf } = this.#watched;
    const { index, slug, feed, frame, path } = one;
    const strike = strikeOf(slug);
    const before = path.minuteBefore(now);
    const held = (outcome: 0 | 1) => state.account.position(tokenIndex(index, outcome))?.traded;
    const book = state.books[index];
    const signature =
      `${state.bookTimes[index]} ${book?.bestBid} ${book?.bestAsk} ${book?.isTrusted} ` +
      `${phaseOf(state, index, now)} ${state.payouts[index]} ${held(0)} ${held(1)} ` +
      `${openOrdersIn(state, index)} ${pausedFor(state, index, now)} ${before} ${strike} ` +
      `${feed === undefined ? '' : state.references.at(feed)}`;
    if (signature === one.signature) return false;
    one.signature = signature;
    one.row = marketRow(state, index, { now, strike, frame, before });
    return true;
  }
}

function tableOf(shown: readonly Shown[]): Record<string, MarketRow> {
  const table: Record<string, MarketRow> = {};
  for (const { slug, row } of shown) if (row !== undefined) table[slug] = row;
  return table;
}
