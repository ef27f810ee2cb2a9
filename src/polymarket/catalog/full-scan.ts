import { type Refusal, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { pause } from '../../net/pause.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import type { Page } from '../wire/page.ts';
import { CURSOR_REFUSED, type GammaSource } from './gamma-source.ts';
import { afterPage, type ScanScope, withPass } from './scan-pass.ts';
import type { ScanPass, ScanState, ScanStore } from './scan-state.ts';

export type FullScanOptions = {
  readonly gamma: GammaSource;
  readonly clock: Clock;
  readonly store: ScanStore;
  /** Takes the rows of a page; again after a restart, so twice must be harmless. */
  readonly take: (markets: readonly GammaMarket[]) => void;
  /**
   * Between two pages, ms. The default leaves 4 pages a second: 40 of the 300 that the venue's
   * limit allows in 10 s (protocol notes §1).
   */
  readonly pauseMs?: number;
  /** Pages of one run; what is left is for the next. */
  readonly pagesMost?: number;
  /** Closed markets whole too, once: an hour or more. Without it, those that close from now on. */
  readonly withHistory?: boolean;
  /**
   * A pass whose cursor is not taken any more is begun anew, once in a run; not where this is
   * false, as a run before has done so.
   */
  readonly mayBeginAnew?: boolean;
  /** After each page. */
  readonly onPage?: (page: ScannedPage) => void;
};

/** What is being read, and how much of it this run has read. */
export type ScannedPage = {
  readonly lane: Lane;
  readonly kind: ScanPass['kind'];
  readonly rows: number;
  readonly pages: number;
};

type Lane = 'open' | 'closed';

export type ScanReport = {
  /** done: everything known; paused: pages are left; failed: see `refusal`. */
  readonly ended: 'done' | 'paused' | 'failed';
  readonly refusal: Refusal | undefined;
  /** Pages that were asked for in this run. */
  readonly pages: number;
  /** Requests of this run, and of this day (UTC) so far: one without an answer is repeated. */
  readonly calls: number;
  readonly callsToday: number;
  readonly rows: number;
  /** A cursor was not taken any more, and a pass begun anew. */
  readonly begunAnew: boolean;
  /** Passes that came to their end in this run. */
  readonly passes: readonly { readonly lane: Lane; readonly kind: ScanPass['kind'] }[];
  /** Lanes in which the venue does not list latest changes first, so that they cost more. */
  readonly unordered: readonly Lane[];
};

const PAUSE_MS = 250;
const PAGES_MOST = 1_000;

/**
 * All markets of the venue, a run at a time: whole once a day, else what changed since. Its place
 * is kept after each page, so neither a page that fails nor a restart loses it.
 */
export class FullScan {
  readonly #options: FullScanOptions;

  constructor(options: FullScanOptions) {
    this.#options = options;
  }

  /** Reads on from where the last run stopped. Only one run at a time. */
  async run(): Promise<ScanReport> {
    const { clock, store } = this.#options;
    const loaded = await store.load();
    const run = new Run(this.#options, (loaded.ok && loaded.value) || emptyState(clock.now()));
    if (!loaded.ok) return run.report(loaded);
    for (const lane of run.lanes) {
      const refusal = await run.readLane(lane);
      if (refusal !== undefined) return run.report(refusal);
    }
    // A pass that has begun and was not come to is the first of the next run.
    const kept = await store.save(run.state);
    return run.report(kept.ok ? undefined : kept);
  }
}

class Run {
  readonly #options: FullScanOptions;
  readonly #passes: { lane: Lane; kind: ScanPass['kind'] }[] = [];
  #state: ScanState;
  #pages = 0;
  #calls = 0;
  #rows = 0;
  #begunAnew = false;

  constructor(options: FullScanOptions, state: ScanState) {
    this.#options = options;
    this.#state = state;
  }

  report(refusal: Refusal | undefined): ScanReport {
    const { open, closed, calls } = this.#state;
    const isLeft = open.pass !== undefined || closed.pass !== undefined;
    return {
      ended: refusal !== undefined ? 'failed' : isLeft ? 'paused' : 'done',
      refusal,
      pages: this.#pages,
      calls: this.#calls,
      callsToday: calls.day === dayOf(this.#options.clock.now()) ? calls.count : 0,
      rows: this.#rows,
      begunAnew: this.#begunAnew,
      passes: this.#passes,
      unordered: [
        ...(open.unorderedAt === undefined ? [] : (['open'] as const)),
        ...(closed.unorderedAt === undefined ? [] : (['closed'] as const)),
      ],
    };
  }

  get state(): ScanState {
    return this.#state;
  }

  /** What was left is read first: in short runs the changes of open markets would never end. */
  get lanes(): readonly Lane[] {
    const { open, closed } = this.#state;
    const isLeft = open.pass === undefined && closed.pass !== undefined;
    return isLeft ? ['closed', 'open'] : ['open', 'closed'];
  }

  /** Reads pages of a lane until its pass ends, the run has read enough, or one fails. */
  async readLane(lane: Lane): Promise<Refusal | undefined> {
    const { clock, pagesMost = PAGES_MOST, pauseMs = PAUSE_MS } = this.#options;
    this.#set(lane, withPass(this.#state[lane], this.#scopeOf(lane), clock.now()));
    for (;;) {
      const { pass } = this.#state[lane];
      if (pass === undefined || this.#pages >= pagesMost) return undefined;
      if (this.#pages > 0) await pause(clock, pauseMs);
      const refusal = await this.#readPage(lane, pass);
      if (refusal !== undefined) return refusal;
    }
  }

  async #readPage(lane: Lane, pass: ScanPass): Promise<Refusal | undefined> {
    const { gamma, store, take, onPage } = this.#options;
    this.#pages++;
    const page = await gamma.marketPage({
      closed: lane === 'closed',
      order: pass.kind === 'changes' ? 'latestChange' : 'row',
      after: pass.cursor,
      onRequest: () => this.#count(),
    });
    if (!page.ok && page.code !== CURSOR_REFUSED) {
      await store.save(this.#state);
      return page;
    }
    if (!page.ok) return this.#beginAnew(lane, pass, page);
    if (page.value.nextCursor !== undefined && page.value.nextCursor === pass.cursor) {
      const stuck = refuse('cursor_stuck', 'the cursor of the next page is that of this one');
      return this.#beginAnew(lane, pass, stuck);
    }
    this.#rows += page.value.rows.length;
    take(page.value.rows);
    this.#turnPage(lane, pass, page.value);
    const saved = await store.save(this.#state);
    onPage?.({ lane, kind: pass.kind, rows: this.#rows, pages: this.#pages });
    return saved.ok ? undefined : saved;
  }

  /** With the same cursor the next run would fail as this one. Returns why this one ends too. */
  async #beginAnew(lane: Lane, { kind }: ScanPass, why: Refusal): Promise<Refusal | undefined> {
    const { clock, store, mayBeginAnew = true } = this.#options;
    this.#set(lane, { ...this.#state[lane], pass: { kind, startedAt: clock.now() } });
    const saved = await store.save(this.#state);
    if (!saved.ok) return saved;
    if (this.#begunAnew || !mayBeginAnew) return why;
    this.#begunAnew = true;
    return undefined;
  }

  #scopeOf(lane: Lane): ScanScope {
    if (lane === 'open') return 'all';
    return this.#options.withHistory === true ? 'allOnce' : 'changes';
  }

  #turnPage(lane: Lane, pass: ScanPass, page: Page<GammaMarket>): void {
    const next = afterPage(this.#state[lane], pass, page);
    const isUnordered = pass.kind === 'changes' && next.unorderedAt === pass.startedAt;
    // What changes cannot show is read whole, at once.
    const now = this.#options.clock.now();
    this.#set(lane, isUnordered ? withPass(next, this.#scopeOf(lane), now) : next);
    if (next.pass === undefined && !isUnordered) this.#passes.push({ lane, kind: pass.kind });
  }

  #set(lane: Lane, value: ScanState[Lane]): void {
    this.#state = { ...this.#state, [lane]: value };
  }

  #count(): void {
    this.#calls++;
    const day = dayOf(this.#options.clock.now());
    const before = this.#state.calls;
    const count = before.day === day ? before.count + 1 : 1;
    this.#state = { ...this.#state, calls: { day, count } };
  }
}

function emptyState(now: Timestamp): ScanState {
  return { version: 1, open: {}, closed: {}, calls: { day: dayOf(now), count: 0 } };
}

function dayOf(at: Timestamp): string {
  return new Date(at / 1_000).toISOString().slice(0, 10);
}
