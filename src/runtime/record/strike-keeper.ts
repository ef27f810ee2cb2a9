import type { Resolution } from '../../domain/market.ts';
import type { StrikeNews, StrikePlace, StrikePrice } from '../../domain/strike.ts';
import { type Strike, StrikeRecord, strikeFeed } from '../../domain/strike-record.ts';
import { formatDecimal, MICROS_PER_MS } from '../../domain/units.ts';
import type { CatalogueMarket, CatalogueNews } from '../../polymarket/catalog/catalogue-news.ts';
import { checkStrike } from '../../polymarket/catalog/strike-check.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import { otherWinner } from '../own-winner.ts';

export type StrikeKeeperOptions = {
  readonly clock: Clock;
  /** Whose prints are kept: those that markets settle by. */
  readonly feeds: readonly string[];
  /** Writes it down; false: the market is not recorded. */
  readonly write: (slug: string, strike: StrikeNews) => boolean;
  readonly tell: (text: string) => void;
};

/** Of the ends of windows that were recorded. */
export type StrikeCounts = {
  /** Our own prints tell the price. */
  derived: number;
  /** The venue says the same, or something else. */
  agreed: number;
  differed: number;
  /** Our own prints do not tell it. */
  unknown: number;
  /** Windows that another side won than by our own prices. */
  otherWinners: number;
};

/** A print that is late by less is waited for, before the one before it is taken. */
const GRACE_MS = 10_000;
/** What is not there by then does not come: PolyBolt looks back two minutes after a break. */
const LAST_MS = 120_000;

type End = {
  readonly place: StrikePlace;
  /** Undefined until it is decided what our record tells. */
  own: Strike | undefined;
  official: StrikePrice | undefined;
  verdict: 'agrees' | 'differs' | undefined;
  readonly timers: Timer[];
};

type Window = {
  readonly market: CatalogueMarket;
  readonly ends: Map<StrikePlace['end'], End>;
  payout: Resolution['payout'] | undefined;
  isOtherWinner: boolean;
};

/**
 * The prices at the ends of recorded windows: out of the prints that are recorded, as soon as they
 * tell them, and held against the venue's. Both are written; a difference is told, never settled.
 */
export class StrikeKeeper {
  readonly counts: StrikeCounts = {
    derived: 0,
    agreed: 0,
    differed: 0,
    unknown: 0,
    otherWinners: 0,
  };
  readonly #options: StrikeKeeperOptions;
  readonly #records: ReadonlyMap<string, StrikeRecord>;
  readonly #windows = new Map<string, Window>();

  constructor(options: StrikeKeeperOptions) {
    this.#options = options;
    this.#records = new Map(options.feeds.map((feed) => [feed, new StrikeRecord()]));
  }

  /** A print as it was recorded. */
  print(print: ReferencePrint): void {
    const record = this.#records.get(print.feed);
    if (record === undefined) return;
    record.add(print);
    for (const [slug, { ends }] of this.#windows) {
      for (const end of ends.values()) {
        if (end.place.feed === print.feed) this.#derive(slug, end, 'exact');
      }
    }
  }

  hear(news: CatalogueNews): void {
    if (!('market' in news) || news.market.window === undefined) return;
    const { priceToBeat, finalPrice, listed } = news.market;
    const { slug } = listed.facts;
    if (news.kind === 'opened') this.#reached(slug, news.market, 'open', priceToBeat);
    else if (news.kind === 'closed') this.#reached(slug, news.market, 'close', finalPrice);
    else if (news.kind === 'priced') this.#priced(slug, news.market, news.end, news.price);
    else if (news.kind === 'resolved') this.#paid(slug, news.resolution.payout);
    else if (news.kind === 'contradicted') this.#paid(slug, news.after);
  }

  /** The price that a window is held against; undefined: it is not known, or there is none. */
  strikeOf(slug: string): number | undefined {
    const open = this.#windows.get(slug)?.ends.get('open');
    return open?.official?.value ?? (open?.own?.kind === 'known' ? open.own.value : undefined);
  }

  /** The market is over. */
  forget(slug: string): void {
    for (const end of this.#windows.get(slug)?.ends.values() ?? []) this.#stopWaiting(end);
    this.#windows.delete(slug);
  }

  close(): void {
    for (const slug of [...this.#windows.keys()]) this.forget(slug);
  }

  /** The venue may have told its price before the market was recorded. */
  #reached(
    slug: string,
    market: CatalogueMarket,
    which: StrikePlace['end'],
    official: StrikePrice | undefined,
  ): void {
    this.#begin(slug, market, which);
    if (official !== undefined) this.#priced(slug, market, which, official);
  }

  #begin(slug: string, market: CatalogueMarket, which: StrikePlace['end']): End | undefined {
    const window = this.#windows.get(slug) ?? {
      market,
      ends: new Map(),
      payout: undefined,
      isOtherWinner: false,
    };
    const known = window.ends.get(which);
    const { opensAt, closesAt } = market.window ?? {};
    const boundary = which === 'open' ? opensAt : closesAt;
    if (known !== undefined || boundary === undefined) return known;
    const rule = market.listed.facts.rule?.value;
    const feed = rule === undefined ? undefined : strikeFeed(rule);
    const place = { end: which, boundary, feed };
    const end: End = { place, own: undefined, official: undefined, verdict: undefined, timers: [] };
    window.ends.set(which, end);
    this.#windows.set(slug, window);
    if (feed !== undefined) this.#await(slug, end);
    return end;
  }

  #await(slug: string, end: End): void {
    this.#derive(slug, end, 'exact');
    if (end.own !== undefined) return;
    const { clock } = this.#options;
    const since = (clock.now() - end.place.boundary) / MICROS_PER_MS;
    const grace = GRACE_MS + Math.max(0, -since);
    const last = Math.max(grace, LAST_MS - since);
    end.timers.push(
      clock.setTimer(grace, () => this.#derive(slug, end, 'known')),
      clock.setTimer(last, () => this.#derive(slug, end, 'any')),
    );
  }

  /** Takes what our record tells, if that is good enough by now. */
  #derive(slug: string, end: End, enough: 'exact' | 'known' | 'any'): void {
    const { place } = end;
    if (end.own !== undefined || place.feed === undefined) return;
    const told = this.#records.get(place.feed)?.at(place.boundary);
    const own = told ?? ({ kind: 'unknown', why: 'no_print' } as const);
    if (own.kind === 'unknown' && enough !== 'any') return;
    if (own.kind === 'known' && !own.isExact && enough === 'exact') return;
    this.#stopWaiting(end);
    end.own = own;
    const { counts } = this;
    if (own.kind === 'unknown') {
      if (this.#write(slug, { ...place, kind: 'unknown', why: own.why })) counts.unknown++;
      return;
    }
    const { value, text, isExact } = own;
    if (!this.#write(slug, { ...place, kind: 'derived', value, text, isExact })) return;
    counts.derived++;
    this.#check(slug, end);
    this.#checkWinner(slug);
  }

  #priced(
    slug: string,
    market: CatalogueMarket,
    which: StrikePlace['end'],
    { value, text }: StrikePrice,
  ): void {
    const end = this.#begin(slug, market, which);
    if (end === undefined || end.official?.text === text) return;
    end.official = { value, text };
    if (this.#write(slug, { ...end.place, kind: 'official', value, text })) this.#check(slug, end);
  }

  #check(slug: string, end: End): void {
    const { own, official, verdict, place } = end;
    if (own === undefined || official === undefined) return;
    const check = checkStrike(own, official);
    if (check.kind === 'unchecked') return;
    const { counts } = this;
    if (verdict !== undefined) counts[verdict === 'agrees' ? 'agreed' : 'differed']--;
    counts[check.kind === 'agrees' ? 'agreed' : 'differed']++;
    end.verdict = check.kind;
    if (check.kind === 'agrees') return;
    const where = place.end === 'open' ? 'opening' : 'close';
    const [ours, theirs] = [official.value - check.by, official.value].map(formatDecimal);
    const prices = `our price at the ${where} is ${ours}, the venue says ${theirs}`;
    this.#options.tell(`${slug}: ${prices}; both are recorded`);
  }

  #paid(slug: string, payout: Resolution['payout'] | undefined): void {
    const window = this.#windows.get(slug);
    if (window === undefined) return;
    window.payout = payout;
    this.#checkWinner(slug);
  }

  #checkWinner(slug: string): void {
    const window = this.#windows.get(slug);
    if (window?.payout === undefined) return;
    const [open, close] = [window.ends.get('open')?.own, window.ends.get('close')?.own];
    if (open?.kind !== 'known' || close?.kind !== 'known') return;
    const words = otherWinner(window.market.listed.facts, open, close, window.payout);
    const isOther = words !== undefined;
    if (isOther === window.isOtherWinner) return;
    window.isOtherWinner = isOther;
    this.counts.otherWinners += isOther ? 1 : -1;
    if (isOther) this.#options.tell(`${slug}: ${words}; do not trade on either`);
  }

  #write(slug: string, strike: StrikeNews): boolean {
    const isRecorded = this.#options.write(slug, strike);
    if (!isRecorded) this.forget(slug);
    return isRecorded;
  }

  #stopWaiting({ timers }: End): void {
    for (const timer of timers.splice(0)) this.#options.clock.clearTimer(timer);
  }
}
