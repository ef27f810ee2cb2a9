import { type MarketIndex, marketOf, type TokenIndex, tokenIndex } from '../../domain/ids.ts';
import type { BookLevels } from '../../domain/reward-score.ts';
import type { BookSide } from '../../domain/side.ts';
import { type Price, SCALE, type Shares, type Timestamp } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { Activity, isSavedActivity, type SavedActivity } from './activity.ts';
import { bookFacts } from './book-facts.ts';
import type { RankFacts } from './rank-facts.ts';
import type { MarketRank } from './rank-market.ts';
import { rankMarkets } from './rank-markets.ts';
import type { RankRule } from './rank-rule.ts';
import { isSavedToxicity, type SavedToxicity, Toxicity } from './toxicity.ts';

export type ScannerRule = RankRule & {
  /** Seconds by which what was traded counts half. */
  readonly activityHalfLife: number;
};

/** What a scanner has heard of a market. */
type Heard = {
  readonly activity: Activity;
  readonly toxicity: Toxicity;
  restsUntil: Timestamp | undefined;
};

/** What a later run goes on from, of a market. */
export type SavedHeard = {
  /** Undefined: too long ago, or by another half-life. */
  readonly activity?: SavedActivity | undefined;
  readonly toxicity: SavedToxicity;
  /** µs. */
  readonly restsUntil?: number | undefined;
};

export function isSavedHeard(one: unknown): one is SavedHeard {
  const { activity, toxicity, restsUntil } = (one ?? {}) as Partial<SavedHeard>;
  if (activity !== undefined && !isSavedActivity(activity)) return false;
  return isSavedToxicity(toxicity) && (restsUntil === undefined || Number.isFinite(restsUntil));
}

type Now = Pick<View, 'now' | 'isOpen'>;

/** A market that can be quoted, by its index of the run. */
export type ScannedMarket = MarketRank & { readonly market: MarketIndex };

/**
 * Chooses markets to quote inside of the engine, by what a strategy sees and tells it. To be asked
 * every few minutes: it reads ten levels of each open market.
 */
export class MarketScanner {
  readonly #rule: ScannerRule;
  readonly #heard = new Map<MarketIndex, Heard>();
  #hasPrints = false;

  constructor(rule: ScannerRule) {
    this.#rule = rule;
  }

  /**
   * The market became known: what is traded there is heard until it closes. Of one that is over by
   * then, as whoever starts anew is told of all, nothing is kept.
   */
  listed(market: MarketIndex, view: Now): void {
    if (!view.isOpen(market) || this.#heard.has(market)) return;
    const activity = new Activity(this.#rule.activityHalfLife, view.now);
    this.#heard.set(market, { activity, toxicity: new Toxicity(), restsUntil: undefined });
  }

  /** The same, and what an earlier run has heard of it. */
  recall(market: MarketIndex, saved: SavedHeard, view: Now): void {
    const { activityHalfLife } = this.#rule;
    const { activity, toxicity, restsUntil } = saved;
    // Prints were told then: that none comes says something.
    if (activity !== undefined && activity[2] > 0) this.#hasPrints = true;
    if (!view.isOpen(market)) return;
    this.#heard.set(market, {
      activity:
        activity === undefined
          ? new Activity(activityHalfLife, view.now)
          : Activity.from(activityHalfLife, activity),
      toxicity: Toxicity.from(toxicity),
      restsUntil: restsUntil as Timestamp | undefined,
    });
  }

  /** Undefined: the market is not known. */
  save(market: MarketIndex): SavedHeard | undefined {
    const heard = this.#heard.get(market);
    if (heard === undefined) return undefined;
    const { activity, toxicity, restsUntil } = heard;
    return { activity: activity.save(), toxicity: toxicity.save(), restsUntil };
  }

  /** A public print. */
  hearPrint(token: TokenIndex, price: Price, size: Shares, now: Timestamp): void {
    this.#hasPrints = true;
    const dollars = (size / SCALE) * (price / SCALE);
    this.#heard.get(marketOf(token))?.activity.hear(now, dollars);
  }

  /** The midpoint went `loss` dollars per share against a fill. */
  hearMarkout(market: MarketIndex, loss: number, shares: Shares): void {
    this.#heard.get(market)?.toxicity.hear(loss, shares);
  }

  /** Not to be chosen before then. */
  rest(market: MarketIndex, until: Timestamp): void {
    const heard = this.#heard.get(market);
    if (heard !== undefined) heard.restsUntil = until;
  }

  /** The market is over: what is still told of it, prints and how fills did, is kept no more. */
  closed(market: MarketIndex): void {
    this.#heard.delete(market);
  }

  /** All open markets, those that are chosen first. */
  rank(view: View, rule: RankRule = this.#rule): readonly ScannedMarket[] {
    const bySlug = new Map<string, MarketIndex>();
    const facts: RankFacts[] = [];
    for (const [market, heard] of this.#heard) {
      if (!view.isOpen(market)) continue;
      const one = this.#factsOf(market, heard, view);
      bySlug.set(one.slug, market);
      facts.push(one);
    }
    const ranks = rankMarkets(facts, rule, view.now);
    return ranks.map((rank) => ({
      ...rank,
      market: bySlug.get(rank.facts.slug) as MarketIndex,
    }));
  }

  #factsOf(market: MarketIndex, heard: Heard, view: View): RankFacts {
    const { slug, category, createdAt, closesAt, fee, rewards } = view.markets[
      market
    ] as NonNullable<View['markets'][number]>;
    const token = tokenIndex(market, 0);
    const book = view.isTrusted(market) ? new ViewedBook(view, token) : undefined;
    const programme = rewards?.value;
    return {
      slug,
      category,
      createdAt,
      closesAt,
      ...bookFacts(book, programme, this.#rule.quoteShares),
      // Without a single print in the run nobody knows whether prints are told at all.
      activity: this.#hasPrints ? heard.activity.perMinute(view.now) : undefined,
      fee: fee?.value,
      rewards: programme,
      toxicity: heard.toxicity.perShare,
      restsUntil: heard.restsUntil,
    };
  }
}

/** A market's book, in the terms of its first outcome. */
class ViewedBook implements BookLevels {
  readonly #view: View;
  readonly #token: TokenIndex;

  constructor(view: View, token: TokenIndex) {
    this.#view = view;
    this.#token = token;
  }

  get bestBid(): Price | undefined {
    return this.#view.bestBid(this.#token);
  }

  get bestAsk(): Price | undefined {
    return this.#view.bestAsk(this.#token);
  }

  sizeAt(side: BookSide, price: Price): Shares {
    return this.#view.sizeAt(this.#token, side, price);
  }

  nextBehind(side: BookSide, price: Price): Price | undefined {
    return this.#view.nextBehind(this.#token, side, price);
  }
}
