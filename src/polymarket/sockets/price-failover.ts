import { invariant } from '../../domain/invariant.ts';
import type { Timestamp } from '../../domain/units.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import { isFromTheFuture } from '../../ports/from-the-future.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';

/** Who sends a price, and which: two senders of one feed must send the same numbers. */
export type PriceCandidate = { readonly source: string; readonly feed: string };

/** A price that is wanted, from the best of several candidates, in order of preference. */
export type PriceSeries = { readonly name: string; readonly candidates: readonly PriceCandidate[] };

/** A price, where it comes from and how old it is. */
export type PriceReading = PriceCandidate & {
  /** Dollars at 1e-6. */
  readonly value: number;
  /** The value as sent, with every digit. */
  readonly text: string;
  readonly tsEvent: Timestamp;
  /** Since the venue says that it was so: delivery, and what the clocks differ by, included. */
  readonly ageMs: number;
  /** Not from the first candidate. */
  readonly isFallback: boolean;
};

export type PriceSwitch = {
  readonly series: string;
  /** Undefined: nobody could be believed. */
  readonly from: PriceCandidate | undefined;
  readonly to: PriceCandidate | undefined;
  readonly at: Timestamp;
};

export type FailoverLimits = {
  /** An older price is no price. */
  readonly staleMs: number;
  /** A better candidate must have been fresh for so long before it is believed again. */
  readonly returnMs: number;
};

export const FAILOVER_LIMITS: FailoverLimits = { staleMs: 5_000, returnMs: 30_000 };

/** What is known of one candidate. */
type Feed = {
  readonly candidate: PriceCandidate;
  readonly rank: number;
  newest: ReferencePrint | undefined;
  receivedAt: Monotonic;
  /** Age at receipt, ms. */
  delayMs: number;
  freshSince: Monotonic;
};

type Choice = { readonly name: string; readonly feeds: readonly Feed[]; chosen: Feed | undefined };

/**
 * One price series out of several sources, never mixed: at any time it comes from one of them, each
 * change from one to another is reported, and where nobody is fresh there is no price. A source
 * that repeats one print is not fresh: only a newer one counts.
 */
export class PriceFailover {
  /** Prints of one feed and one time that differ between sources: somebody is wrong. */
  disagreements = 0;
  readonly #clock: Clock;
  readonly #limits: FailoverLimits;
  readonly #onSwitch: (change: PriceSwitch) => void;
  readonly #choices = new Map<string, Choice>();

  constructor(
    clock: Clock,
    series: readonly PriceSeries[],
    limits: FailoverLimits,
    onSwitch: (change: PriceSwitch) => void,
  ) {
    this.#clock = clock;
    this.#limits = limits;
    this.#onSwitch = onSwitch;
    for (const { name, candidates } of series) {
      const feeds = candidates.map((candidate, rank): Feed => {
        const never = 0 as Monotonic;
        return {
          candidate,
          rank,
          newest: undefined,
          receivedAt: never,
          delayMs: 0,
          freshSince: never,
        };
      });
      this.#choices.set(name, { name, feeds, chosen: undefined });
    }
  }

  /**
   * Takes a print in; those that no series wants are passed over. So is one from the future, before
   * which all that come later would look old.
   */
  take(source: string, print: ReferencePrint, receivedAt: Timestamp): void {
    if (isFromTheFuture(print.tsEvent, receivedAt)) return;
    for (const choice of this.#choices.values()) {
      for (const feed of choice.feeds) {
        const { candidate } = feed;
        if (candidate.source !== source || candidate.feed !== print.feed) continue;
        if (print.tsEvent <= (feed.newest?.tsEvent ?? 0)) continue;
        this.#compare(choice, feed, print);
        const now = this.#clock.monotonic();
        if (!this.#isFresh(feed, now)) feed.freshSince = now;
        feed.newest = print;
        feed.receivedAt = now;
        feed.delayMs = Math.max(0, (receivedAt - print.tsEvent) / 1_000);
        this.#choose(choice, now);
      }
    }
  }

  /** The present price; undefined when no candidate is fresh. @throws for an unknown series. */
  read(series: string): PriceReading | undefined {
    const choice = this.#choices.get(series);
    invariant(choice !== undefined, `there is no price series "${series}"`);
    const now = this.#clock.monotonic();
    const feed = this.#choose(choice, now);
    if (feed?.newest === undefined) return undefined;
    const { value, text, tsEvent } = feed.newest;
    const isFallback = feed.rank > 0;
    return { ...feed.candidate, value, text, tsEvent, ageMs: ageOf(feed, now), isFallback };
  }

  /** Stays with the present source while it is fresh, unless a better one has come back. */
  #choose(choice: Choice, now: Monotonic): Feed | undefined {
    const before = choice.chosen;
    const fresh = choice.feeds.filter((feed) => this.#isFresh(feed, now));
    const stays = before !== undefined && fresh.includes(before);
    const best = fresh.find(
      ({ freshSince }) => !stays || elapsedMs(freshSince, now) >= this.#limits.returnMs,
    );
    const next = stays && (best === undefined || best.rank > before.rank) ? before : best;
    if (next === before) return next;
    choice.chosen = next;
    const { name } = choice;
    const change = { from: before?.candidate, to: next?.candidate, at: this.#clock.now() };
    this.#onSwitch({ series: name, ...change });
    return next;
  }

  #isFresh(feed: Feed, now: Monotonic): boolean {
    return feed.newest !== undefined && ageOf(feed, now) <= this.#limits.staleMs;
  }

  #compare({ feeds }: Choice, feed: Feed, { tsEvent, value }: ReferencePrint): void {
    for (const { candidate, newest } of feeds) {
      if (candidate === feed.candidate || candidate.feed !== feed.candidate.feed) continue;
      if (newest?.tsEvent === tsEvent && newest.value !== value) this.disagreements++;
    }
  }
}

function ageOf({ delayMs, receivedAt }: Feed, now: Monotonic): number {
  return delayMs + elapsedMs(receivedAt, now);
}

export const POLYBOLT = 'polybolt';
export const RTDS = 'rtds';

/**
 * The oracle's two series of an asset ("btc"): `btc/twap60`, by which the venue settles up/down
 * markets since 2026-08-14, and `btc/spot`. Both only from Chainlink: another maker of the same
 * symbol would be another price.
 */
export function oracleSeries(asset: string): PriceSeries[] {
  const from = (feed: string) => [POLYBOLT, RTDS].map((source) => ({ source, feed }));
  return [
    { name: `${asset}/twap60`, candidates: from(`chainlink/${asset}usd-twap60`) },
    { name: `${asset}/spot`, candidates: from(`chainlink/${asset}usd`) },
  ];
}
