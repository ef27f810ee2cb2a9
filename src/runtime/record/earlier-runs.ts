import { lastPrints } from '../../archive/last-prints.ts';
import { type UndecidedMarket, undecidedMarkets } from '../../archive/undecided-markets.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import type { Result } from '../../domain/result.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import { REACH_US } from './backfill.ts';
import type { EarlierEnds } from './market-recorder.ts';

export type EarlierRunsParts = {
  /** The archive's root. */
  readonly root: string;
  readonly dataset: string;
  readonly clock: Clock;
  /** Asks the venue for a market until its winner is final. */
  readonly follow: (slug: string) => Result<void>;
  /** Whether this run records the market by itself, now or in a moment. */
  readonly isOwn: (facts: MarketFacts) => boolean;
  readonly onEnds: (ends: EarlierEnds) => void;
  readonly onNote: (text: string) => void;
};

const HOUR_MICROS = 3_600 * MICROS_PER_SECOND;
/** Older ones that the venue has not decided are left to `markets scan`. */
const BACK_MICROS = 7 * 24 * HOUR_MICROS;
/** Prints of a longer stop are not asked for: they are many, and nobody was there. */
const STOP_MICROS = 24 * HOUR_MICROS;

/**
 * What earlier runs of the recorder left undone: markets that closed before a run ended and were
 * decided after it, which are asked for until they are, for nothing but the winner; and prints that
 * nobody heard between two runs.
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
    const { root, dataset, clock, onNote } = this.#parts;
    const now = clock.now();
    try {
      const left = await undecidedMarkets(root, dataset, (now - BACK_MICROS) as Timestamp);
      this.#followAll(left);
      await this.#tellEnds(left, (now - STOP_MICROS) as Timestamp);
    } catch (error) {
      onNote(`what earlier runs lack is not asked for: ${error}`);
    }
  }

  #followAll(left: readonly UndecidedMarket[]): void {
    const { follow, isOwn } = this.#parts;
    for (const { facts } of left) {
      if (this.#chosen.has(facts.slug) || isOwn(facts)) continue;
      if (follow(facts.slug).ok) this.#owed.add(facts.slug);
    }
  }

  async #tellEnds(left: readonly UndecidedMarket[], soonest: Timestamp): Promise<void> {
    const { root, dataset, onEnds } = this.#parts;
    const since = new Map<number, Timestamp>();
    for (const { number, knownUntil = 0 } of left) {
      if (knownUntil >= soonest) since.set(number, (knownUntil - REACH_US) as Timestamp);
    }
    const prints = await lastPrints(root, dataset, since);
    const ends = left.flatMap(({ number, facts: { conditionId, tokens }, knownUntil }) => {
      if (conditionId === undefined || knownUntil === undefined || !since.has(number)) return [];
      const own = prints.flatMap(({ market, outcome, ...print }) => {
        const token = tokens[outcome];
        if (market !== number || token === undefined) return [];
        return [{ ...print, token, transaction: undefined }];
      });
      return [[conditionId, { until: knownUntil, prints: own }] as const];
    });
    onEnds(new Map(ends));
  }
}
