import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { SavedHeard } from '../../models/market-rank/market-scanner.ts';
import type { SavedFeedback } from './fill-feedback.ts';
import type { Remembered } from './maker-memory.ts';
import type { BriefMarket, SavedMarket } from './saved-market.ts';

/** Markets that are remembered at most: those that were seen last. */
const MOST_MARKETS = 1_000;
/** So long what was seen of a market says something, µs: no rule looks back further. */
const LASTS = 86_400 * MICROS_PER_SECOND;

/** What an earlier run has left, by slug, until this run sees the markets itself. */
export class CarriedMarkets {
  readonly #markets: Map<string, SavedMarket>;
  readonly #made: string;
  /** µs. */
  readonly #activityHalfLife: number;

  /** Half-lives as this run has them, seconds. */
  constructor(
    { made, markets }: Remembered,
    volatilityHalfLife: number,
    { activityHalfLife }: { readonly activityHalfLife: number },
  ) {
    this.#made = `half-lives of ${volatilityHalfLife} s and ${activityHalfLife} s`;
    const usable = made === this.#made ? markets : markets.map(withoutHalfLives);
    this.#markets = new Map(usable.map((saved) => [saved.market, saved]));
    this.#activityHalfLife = activityHalfLife * MICROS_PER_SECOND;
  }

  /** The market is seen from now on. */
  take(slug: string): SavedMarket | undefined {
    const saved = this.#markets.get(slug);
    this.#markets.delete(slug);
    return saved;
  }

  /**
   * What was heard for the scan. For so long as it listens before it says anything it may miss
   * something; after that it listens anew.
   */
  heard(slug: string, now: Timestamp): SavedHeard | undefined {
    const saved = this.#markets.get(slug);
    if (saved?.heard === undefined) return undefined;
    const isRecent = now - saved.at <= this.#activityHalfLife / 10;
    return isRecent ? saved.heard : { ...saved.heard, activity: undefined };
  }

  /** What a later run goes on from: what this one has seen, and what it has not but may be. */
  with<M extends BriefMarket>(
    seen: readonly M[],
    feedback: SavedFeedback,
    now: number,
  ): Omit<Remembered, 'markets'> & { readonly markets: readonly (M | SavedMarket)[] } {
    const left = [...this.#markets.values()].filter((saved) => mayBeQuoted(saved, now));
    const markets = [...left, ...seen].slice(-MOST_MARKETS);
    return { at: now, made: this.#made, feedback, markets };
  }
}

function mayBeQuoted({ at, closesAt, guard }: SavedMarket, now: number): boolean {
  if (closesAt !== undefined && closesAt < now) return false;
  return now - at < LASTS || (guard.standOff?.until ?? 0) > now;
}

function withoutHalfLives(saved: SavedMarket): SavedMarket {
  const heard = saved.heard === undefined ? undefined : { ...saved.heard, activity: undefined };
  return { ...saved, volatility: [0, 0], logitVolatility: [0, 0], heard };
}
