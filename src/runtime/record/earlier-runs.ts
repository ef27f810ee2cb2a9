import { undecidedMarkets } from '../../archive/undecided-markets.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import type { Result } from '../../domain/result.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';

export type EarlierRunsParts = {
  /** The archive's root. */
  readonly root: string;
  readonly dataset: string;
  readonly clock: Clock;
  /** Asks the venue for a market until its winner is final. */
  readonly follow: (slug: string) => Result<void>;
  /** Whether this run records the market by itself, now or in a moment. */
  readonly isOwn: (facts: MarketFacts) => boolean;
  readonly onNote: (text: string) => void;
};

/** Older ones that the venue has not decided are left to `markets scan`. */
const BACK_MICROS = 7 * 24 * 3_600 * MICROS_PER_SECOND;

/**
 * What earlier runs of the recorder left undone: markets that closed before a run ended and were
 * decided after it. They are asked for until they are, and nothing but the winner is wanted.
 */
export class EarlierRuns {
  readonly #parts: EarlierRunsParts;
  readonly #owed = new Set<string>();
  /** Chosen in this run: recorded whatever earlier runs have left. */
  readonly #chosen = new Set<string>();

  constructor(parts: EarlierRunsParts) {
    this.#parts = parts;
  }

  /** Whether of this market only the winner is wanted. */
  owes(slug: string): boolean {
    return this.#owed.has(slug);
  }

  /** The market is chosen to be recorded; returns whether only its winner was wanted until now. */
  choose(slug: string): boolean {
    this.#chosen.add(slug);
    return this.#owed.delete(slug);
  }

  /** Its winner is noted. */
  settled(slug: string): void {
    this.#owed.delete(slug);
  }

  /** Call once the archive has what earlier runs heard. */
  async takeUp(): Promise<void> {
    const { root, dataset, clock, follow, isOwn, onNote } = this.#parts;
    const since = (clock.now() - BACK_MICROS) as Timestamp;
    try {
      for (const { facts } of await undecidedMarkets(root, dataset, since)) {
        if (this.#chosen.has(facts.slug) || isOwn(facts)) continue;
        if (follow(facts.slug).ok) this.#owed.add(facts.slug);
      }
    } catch (error) {
      onNote(`winners that earlier runs lack are not asked for: ${error}`);
    }
  }
}
