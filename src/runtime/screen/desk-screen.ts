import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { DeskDocument } from '../../screen/desk-document.ts';
import type { EquityPoint } from '../../screen/equity-point.ts';
import type { PathPoint } from '../../screen/market-document.ts';
import { ThinnedPath } from '../../screen/thinned-path.ts';
import { deskRow, worthRow } from './desk-row.ts';
import { accountLimitRows, limitRows } from './limit-rows.ts';
import { MarketRows } from './market-rows.ts';
import { NewsRows } from './news-rows.ts';
import { OrderRows } from './order-rows.ts';
import { awaitedRows, positionRows } from './position-rows.ts';
import { POINTS_MOST } from './price-path.ts';
import { strategyRows } from './strategy-rows.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** What sums over much is made anew so often, µs. */
const SLOWLY = MICROS_PER_SECOND;
/** What was made earlier than so long before the end does not say how it ended, µs. */
const BEFORE_END = 10 * MICROS_PER_SECOND;

type Slow = Pick<DeskDocument, 'strategies' | 'limits' | 'health'>;

/** Makes the document of a desk: on paper, live and in the demo alike. Changes nothing of it. */
export class DeskScreen {
  readonly #desk: WatchedDesk;
  readonly #markets: MarketRows;
  readonly #orders: OrderRows;
  readonly #news: NewsRows;
  readonly #equity = new ThinnedPath<EquityPoint>(POINTS_MOST, MICROS_PER_SECOND);
  #slow: Slow | undefined;
  #slowAt = 0;
  /** The newest that was made while it traded. */
  #last: DeskDocument | undefined;

  constructor(desk: WatchedDesk) {
    const { engine, strategies } = desk.session.session;
    const { state } = engine;
    this.#desk = desk;
    this.#markets = new MarketRows({ state, strikeOf: (slug) => desk.strikeOf(slug) });
    this.#orders = new OrderRows({ state, strategies, atVenue: (id) => desk.atVenue(id) });
    this.#news = new NewsRows({ state, strategies });
  }

  /** To be called once a second, also while nobody looks: what has happened is taken in. */
  sample(): void {
    this.#take();
    // Orders that are over leave with their rows.
    this.#orders.table();
    // An end plays all that was still to come, without books: that is no path of anything.
    if (this.#hasEnded) return;
    const now = this.#desk.clock.now();
    this.#markets.sample(now);
    this.#equity.add(worthRow(this.#desk, now));
  }

  /** Of a desk that has ended: how it was then, with all that was told of it. */
  document(): DeskDocument {
    this.#take();
    const now = this.#desk.clock.now();
    if (!this.#hasEnded) {
      this.#last = this.#made(now);
      return this.#last;
    }
    const last = this.#last;
    if (last === undefined || now - last.desk.now > BEFORE_END) return this.#made(now);
    const desk = { ...last.desk, isTrading: false };
    return { ...last, desk, orders: this.#orders.table(), news: this.#news.rows };
  }

  /** Ended in order: what a fault has stopped is shown as it is. */
  get #hasEnded(): boolean {
    const { isOver, fault } = this.#desk.session;
    return isOver && fault === undefined;
  }

  #made(now: Timestamp): DeskDocument {
    const { state } = this.#desk.session.session.engine;
    const slow = this.#slowly(now);
    return {
      desk: deskRow(this.#desk, now),
      ...slow,
      limits: { ...slow.limits, ...accountLimitRows(this.#desk.limits, state) },
      markets: this.#markets.table(now),
      orders: this.#orders.table(),
      positions: { ...positionRows(state), ...awaitedRows(this.#desk) },
      news: this.#news.rows,
    };
  }

  /** Undefined: nobody knows the market. */
  pathOf(slug: string): readonly PathPoint[] | undefined {
    return this.#markets.pathOf(slug);
  }

  /** What it was worth since the run began. */
  get equity(): readonly EquityPoint[] {
    return this.#equity.points;
  }

  #take(): void {
    const entries = this.#desk.entries.take();
    for (const entry of entries) this.#orders.append(entry);
    this.#news.append(entries);
    this.#news.notice(this.#desk.notices.take());
  }

  #slowly(now: Timestamp): Slow {
    if (this.#slow !== undefined && now - this.#slowAt < SLOWLY) return this.#slow;
    this.#slowAt = now;
    const { session, limits, health } = this.#desk;
    const { engine, strategies } = session.session;
    this.#slow = {
      strategies: strategyRows({ ...this.#desk, engine }),
      limits: limitRows(limits, engine.state, strategies),
      health: health(),
    };
    return this.#slow;
  }
}
