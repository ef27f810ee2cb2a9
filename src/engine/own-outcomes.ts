import type { MarketIndex } from '../domain/ids.ts';
import type { Market, Resolution, ResolutionRule } from '../domain/market.ts';
import type { OutcomeDifference } from '../domain/outcome-difference.ts';
import { ruledPayout } from '../domain/ruled-payout.ts';
import { type Strike, StrikeRecord, strikeFeed } from '../domain/strike-record.ts';
import { formatDecimal, MICROS_PER_SECOND, type Timestamp } from '../domain/units.ts';

/** A print that is late by less is waited for, before the one before it is taken. */
const GRACE = 10 * MICROS_PER_SECOND;

type Place = 'open' | 'close';
type End = { readonly window: Window; readonly place: Place; readonly boundary: Timestamp };

/** A market whose end our own prints tell. */
type Window = {
  readonly market: MarketIndex;
  readonly rule: ResolutionRule;
  readonly feed: string;
  open?: Strike;
  close?: Strike;
  official?: Resolution['payout'];
};

type Feed = { readonly record: StrikeRecord; readonly ends: End[] };

/**
 * How markets end by the prints that the engine hears itself, held against what it is told. Nothing
 * but rows of the tape goes in: paper, live and a backtest come to the same word.
 */
export class OwnOutcomes {
  readonly #feeds = new Map<string, Feed>();
  readonly #windows = new Map<MarketIndex, Window>();

  listed(market: MarketIndex, { rule, opensAt, closesAt }: Market): void {
    const feed = rule === undefined ? undefined : strikeFeed(rule.value);
    if (rule === undefined || feed === undefined) return;
    if (opensAt === undefined || closesAt === undefined) return;
    const window: Window = { market, rule: rule.value, feed };
    this.#windows.set(market, window);
    const { ends } = this.#feedOf(feed);
    insert(ends, { window, place: 'open', boundary: opensAt });
    insert(ends, { window, place: 'close', boundary: closesAt });
  }

  /** A print; what it makes known to differ. */
  heard(name: string, value: number, tsEvent: number): readonly OutcomeDifference[] {
    const feed = this.#feeds.get(name);
    if (feed === undefined || Number.isNaN(tsEvent)) return NONE;
    const at = tsEvent as Timestamp;
    feed.record.add({ tsEvent: at, value, text: formatDecimal(value) });
    const first = feed.ends[0];
    if (first === undefined || first.boundary > at) return NONE;
    return this.#derive(feed, at);
  }

  /** The venue's word on a market. */
  resolved(market: MarketIndex, payout: Resolution['payout']): OutcomeDifference | undefined {
    const window = this.#windows.get(market);
    if (window === undefined) return undefined;
    window.official = payout;
    return this.#compare(window);
  }

  #derive({ record, ends }: Feed, now: Timestamp): OutcomeDifference[] {
    const differences: OutcomeDifference[] = [];
    for (let i = 0; i < ends.length; ) {
      const { window, place, boundary } = ends[i] as End;
      if (boundary > now) break;
      const strike = record.at(boundary);
      const isExact = strike.kind === 'known' && strike.isExact;
      if (!isExact && now < boundary + GRACE) {
        i++;
        continue;
      }
      ends.splice(i, 1);
      window[place] = strike;
      const difference = this.#compare(window);
      if (difference !== undefined) differences.push(difference);
    }
    return differences;
  }

  /** Once, when everything is known that will be. */
  #compare(window: Window): OutcomeDifference | undefined {
    const { market, feed, rule, open, close, official } = window;
    if (open === undefined || close === undefined || official === undefined) return undefined;
    this.#windows.delete(market);
    if (open.kind === 'unknown' || close.kind === 'unknown') return undefined;
    // The venue compares eighteen decimals, a row has six: a tie here may be none there.
    if (open.value === close.value) return undefined;
    const own = ruledPayout(rule, open.value, close.value);
    if (own === undefined || own === official) return undefined;
    return { market, feed, open: open.value, close: close.value, own, official };
  }

  #feedOf(name: string): Feed {
    let feed = this.#feeds.get(name);
    if (feed === undefined) {
      feed = { record: new StrikeRecord(), ends: [] };
      this.#feeds.set(name, feed);
    }
    return feed;
  }
}

const NONE: readonly OutcomeDifference[] = [];

/** By boundary: markets are mostly listed in that order. */
function insert(ends: End[], end: End): void {
  const after = ends.findLastIndex(({ boundary }) => boundary <= end.boundary);
  ends.splice(after + 1, 0, end);
}
