import type { Resolution } from '../../domain/market.ts';
import { type LifeState, lifeEvents, nextLife } from '../../domain/market-life.ts';
import type { Refusal } from '../../domain/result.ts';
import { MICROS_PER_MS, NEVER, type Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';
import type { ClobMarketInfo } from '../wire/clob/market-info.ts';
import type { ExactPrice } from '../wire/gamma/event.ts';
import type { Payout } from '../wire/gamma/payout.ts';
import type { CatalogueListener, CatalogueMarket } from './catalogue-news.ts';
import type { CatalogueTiming } from './catalogue-timing.ts';
import { type Verdict, verdictOf } from './lifecycle.ts';
import { LookSchedule, type Purpose } from './look-schedule.ts';
import type { FoundLook, Look, Trouble } from './look-up.ts';
import type { ListedMarket } from './market-facts.ts';

export type WatchParts = {
  readonly clock: Clock;
  readonly timing: CatalogueTiming;
  readonly random: () => number;
  readonly tell: CatalogueListener;
};

/** News of a market for each state that it enters. */
const ENTERED = {
  created: undefined,
  accepting: 'accepting',
  trading: 'opened',
  closed: 'closed',
  resolved: 'resolved',
} as const;

/**
 * One market from before it is known until its resolution is confirmed: what was seen of it, what
 * is told of it, and how long until the next look. A window opens and closes by the clock; of any
 * other market only the venue tells when it is over.
 */
export class WatchedMarket {
  readonly window: UpDownWindow | undefined;
  /** Names to look it up by. */
  slugs: readonly string[];
  terms: ClobMarketInfo | undefined;
  /** It is not given up at its close: somebody asked for it by name, or holds shares of it. */
  isFollowed: boolean;
  /** A question is under way. */
  isAsked = false;
  isOver = false;
  readonly schedule: LookSchedule;
  readonly #parts: WatchParts;
  readonly #refused = new Set<string>();
  #state: LifeState = 'created';
  #listed: ListedMarket | undefined;
  #acceptsOrders = false;
  #isClosed = false;
  #verdict: Verdict = 'open';
  /** As the venue tells it. */
  #closedAt: Timestamp | undefined;
  /** The same, or when its close was noticed. */
  #endedAt: Timestamp | undefined;
  #priceToBeat: ExactPrice | undefined;
  #finalPrice: ExactPrice | undefined;
  #resolution: Resolution | undefined;
  #toldClosing = false;
  #toldLate = false;
  #why = 'not looked for';
  #toldDispute = false;

  constructor(
    window: UpDownWindow | undefined,
    slugs: readonly string[],
    isFollowed: boolean,
    parts: WatchParts,
  ) {
    this.window = window;
    this.slugs = slugs;
    this.isFollowed = isFollowed;
    this.#parts = parts;
    const { timing, random, clock } = parts;
    this.schedule = new LookSchedule(window, timing, random, clock);
  }

  /** As it stands; undefined until both services know it. */
  get market(): CatalogueMarket | undefined {
    if (this.#listed === undefined) return undefined;
    return {
      state: this.#state,
      window: this.window,
      listed: this.#listed,
      priceToBeat: this.#priceToBeat,
      finalPrice: this.#finalPrice,
      resolution: this.#resolution,
    };
  }

  /** When the clock alone makes news next; NEVER when it will not. */
  nextNews(now: Timestamp): Timestamp {
    const times = [this.window?.opensAt, this.#closingAt, this.window?.closesAt, this.#lateAt].map(
      (at) => at ?? NEVER,
    );
    return Math.min(NEVER, ...times.filter((at) => at > now)) as Timestamp;
  }

  /** Tells what has come to pass by now. */
  advance(now: Timestamp): void {
    const { window } = this;
    const listed = this.#listed;
    if (listed === undefined) {
      if (window !== undefined && now >= window.closesAt && !this.isFollowed && !this.isOver) {
        this.#skip(window, now);
      }
      return;
    }
    const evidence = {
      acceptsOrders: this.#acceptsOrders,
      closed: this.#isClosed,
      // It trades from when it takes orders; what else it calls its end is not when it closes.
      opensAt: window === undefined ? now : window.opensAt,
      closesAt: window?.closesAt,
      payout: listed.payout,
    };
    for (const event of lifeEvents(evidence, now)) this.#enter(nextLife(this.#state, event), now);
    if (this.#state === 'trading' && now >= (this.#closingAt ?? NEVER)) this.#tellClosing(now);
    if (this.#state === 'closed' && now >= (this.#lateAt ?? NEVER)) this.#tellLate(now);
    this.schedule.turnTo(this.#purpose, this.#parts.clock);
  }

  /** Takes in what a look showed. */
  take(look: Look, now: Timestamp): void {
    if (look.kind === 'found') this.#found(look, now);
    else this.#notFound(look.kind, look.refusal, now);
    this.schedule.again(this.#parts.clock);
    this.advance(now);
  }

  #notFound(kind: Trouble, refusal: Refusal, now: Timestamp): void {
    this.#why = `${kind}: ${refusal.message}`;
    // That a window is not there yet is usual; of a market asked for by name somebody must know.
    const isNews = kind === 'refused' || (this.window === undefined && this.#listed === undefined);
    if (!isNews || this.#refused.has(refusal.code)) return;
    this.#refused.add(refusal.code);
    const slug = this.slugs[0] ?? '';
    this.#tell({ kind: kind === 'refused' ? kind : 'unfound', slug, refusal, at: now });
  }

  #found({ listed, row, group, terms }: FoundLook, now: Timestamp): void {
    const isNew = this.#listed === undefined;
    // An answer out of a cache may be older than the one before: what was final stays so.
    this.#listed = { ...listed, payout: listed.payout ?? this.#listed?.payout };
    this.terms = terms;
    this.#acceptsOrders ||= row.acceptsOrders === true;
    this.#isClosed ||= row.closed === true;
    this.#closedAt = row.closedAt ?? this.#closedAt;
    this.#verdict = verdictOf(row);
    if (isNew) this.#tellOf('known', now);
    this.#price('open', group?.priceToBeat, now);
    this.#price('close', group?.finalPrice, now);
    if (this.#resolution !== undefined) this.#compare(this.#resolution, listed.payout, now);
  }

  get #purpose(): Purpose {
    if (this.#listed === undefined) return 'finding';
    if (this.#state === 'created') return 'waiting';
    if (this.#state === 'closed') return 'settling';
    if (this.#state === 'resolved') return 'confirming';
    return this.window === undefined ? 'minding' : 'resting';
  }

  get #closingAt(): Timestamp | undefined {
    return shifted(this.window?.closesAt, -this.#parts.timing.closingMs);
  }

  get #lateAt(): Timestamp | undefined {
    const { lateMs } = this.#parts.timing.settling[this.window?.frame ?? 'other'];
    return shifted(this.window === undefined ? this.#endedAt : this.window.closesAt, lateMs);
  }

  #price(end: 'open' | 'close', price: ExactPrice | undefined, now: Timestamp): void {
    const before = end === 'open' ? this.#priceToBeat : this.#finalPrice;
    if (price === undefined || price.text === before?.text) return;
    if (end === 'open') this.#priceToBeat = price;
    else this.#finalPrice = price;
    const { market } = this;
    if (market !== undefined) this.#tell({ kind: 'priced', market, end, price, at: now });
  }

  #enter(state: LifeState, now: Timestamp): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state === 'closed') this.#endedAt = this.#closedAt ?? now;
    const news = ENTERED[state];
    if (news === 'resolved') this.#resolve(now);
    else if (news !== undefined) this.#tellOf(news, now);
  }

  #resolve(now: Timestamp): void {
    const payout = this.#listed?.payout;
    if (payout === undefined) return;
    const at = Math.max(this.#closedAt ?? now, this.window?.closesAt ?? 0) as Timestamp;
    this.#resolution = { payout, at, source: 'venue' };
    const { market, resolution } = { market: this.market, resolution: this.#resolution };
    if (market !== undefined) this.#tell({ kind: 'resolved', market, resolution, at: now });
  }

  /** A second look at a resolved market: the same again ends the watch, another winner is loud. */
  #compare(resolution: Resolution, payout: Payout | undefined, now: Timestamp): void {
    if (payout === resolution.payout) {
      this.isOver = true;
      return;
    }
    if (payout === undefined && (this.#verdict !== 'disputed' || this.#toldDispute)) return;
    const before = resolution.payout;
    this.#toldDispute = payout === undefined;
    if (payout !== undefined) this.#resolution = { ...resolution, payout, at: now };
    const { market } = this;
    if (market !== undefined) {
      this.#tell({ kind: 'contradicted', market, before, after: payout, at: now });
    }
  }

  #skip(window: UpDownWindow, now: Timestamp): void {
    this.isOver = true;
    this.#tell({ kind: 'skipped', window, why: this.#why, at: now });
  }

  #tellClosing(now: Timestamp): void {
    if (this.#toldClosing || this.#state !== 'trading') return;
    this.#toldClosing = true;
    this.#tellOf('closing', now);
  }

  #tellLate(now: Timestamp): void {
    const { market } = this;
    if (this.#toldLate || market === undefined) return;
    this.#toldLate = true;
    this.#tell({ kind: 'late', market, verdict: this.#verdict, at: now });
  }

  #tellOf(kind: 'known' | 'accepting' | 'opened' | 'closing' | 'closed', now: Timestamp): void {
    const { market } = this;
    if (market !== undefined) this.#tell({ kind, market, at: now });
  }

  #tell(news: Parameters<CatalogueListener>[0]): void {
    this.#parts.tell(news);
  }
}

function shifted(at: Timestamp | undefined, ms: number): Timestamp | undefined {
  return at === undefined ? undefined : ((at + ms * MICROS_PER_MS) as Timestamp);
}
