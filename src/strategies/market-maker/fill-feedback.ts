import { BID, type BookSide } from '../../domain/side.ts';
import type { Timestamp } from '../../domain/units.ts';
import { AdverseMoves, isSavedMoves, type SavedMoves } from '../../models/pricing/adverse-moves.ts';
import { feedbackMultiplier } from '../../models/pricing/dynamic-gamma.ts';
import {
  isSavedMarkouts,
  Markouts,
  type MoveListener,
  type SavedMarkouts,
} from '../../models/pricing/markouts.ts';

/** Seconds after a fill at which source system S1 looks where the midpoint went. */
const HORIZONS: readonly number[] = [30, 120];
/** Of S1: the latest fills of all markets. Below a tenth of that nothing is said. */
export const LATEST_FILLS = 200;
const FILLS = { fills: LATEST_FILLS, leastFills: 20 };
/** Fills of one market that wait for their moment at once. */
const WAITING = 64;

/** Moves by horizon; what they came to at the last look, $ per share, undefined: not known. */
export type SavedFeedback = {
  readonly moves: readonly SavedMoves[];
  readonly adverse?: number | undefined;
};

export function isSavedFeedback(one: unknown): one is SavedFeedback {
  const { moves, adverse } = (one ?? {}) as Partial<SavedFeedback>;
  if (!Array.isArray(moves) || moves.length !== HORIZONS.length) return false;
  if (adverse !== undefined && !Number.isFinite(adverse)) return false;
  return moves.every((some) => isSavedMoves(some, FILLS.fills));
}

/** Of one market, by horizon. */
export type SavedWaiting = readonly SavedMarkouts[];

export function isSavedWaiting(one: unknown): one is SavedWaiting {
  if (!Array.isArray(one) || one.length !== HORIZONS.length) return false;
  return one.every((some) => isSavedMarkouts(some, WAITING));
}

/**
 * What those knew who filled us, over all markets: where the midpoint goes against our fills,
 * quotes stand further off by what a fill costs in the mean, and risk aversion is higher. The worse
 * of the two horizons counts, as of the last look.
 */
export class FillFeedback {
  readonly #moves: readonly AdverseMoves[];
  /** $ per share; NaN: too few fills. */
  #adverse: number;

  constructor(saved?: SavedFeedback) {
    this.#moves = HORIZONS.map((_, i) => new AdverseMoves(FILLS, saved?.moves[i]));
    this.#adverse = saved?.adverse ?? Number.NaN;
  }

  save(): SavedFeedback {
    const adverse = Number.isNaN(this.#adverse) ? undefined : this.#adverse;
    return { moves: this.#moves.map((moves) => moves.save()), adverse };
  }

  /** What gamma is multiplied by. */
  get gammaFactor(): number {
    return feedbackMultiplier(this.#adverse);
  }

  /** $ by which each quote stands further off. */
  get standOff(): number {
    return this.#adverse > 0 ? this.#adverse : 0;
  }

  look(): void {
    const known = this.#moves.map((moves) => moves.mean()).filter((mean) => !Number.isNaN(mean));
    this.#adverse = known.length === 0 ? Number.NaN : Math.max(...known);
  }

  /**
   * Of a market that had its first fill, or that an earlier run has left; `also` is told of its
   * moves by the longer horizon.
   */
  watch(also: MoveListener, saved?: SavedWaiting): MarketMarkouts {
    const [short, long] = this.#moves as readonly [AdverseMoves, AdverseMoves];
    const both: MoveListener = {
      add(move, ...fill) {
        long.add(move);
        also.add(move, ...fill);
      },
    };
    return new MarketMarkouts([short, both], saved);
  }
}

/** A market's fills on their way to both horizons. */
export class MarketMarkouts {
  readonly #markouts: readonly Markouts[];

  constructor(moves: readonly MoveListener[], saved?: SavedWaiting) {
    this.#markouts = moves.map(
      (into, i) => new Markouts(HORIZONS[i] as number, into, WAITING, saved?.[i]),
    );
  }

  save(): SavedWaiting {
    return this.#markouts.map((markouts) => markouts.save());
  }

  /** `side`: where our order rested, in the first outcome's terms; `earned`: $ by the mid. */
  hearFill(now: Timestamp, side: BookSide, earned: number): void {
    const bought = side === BID ? 'buy' : 'sell';
    for (const markouts of this.#markouts) markouts.hearFill(now, bought, earned);
  }

  /** $; NaN: not known. */
  hearMid(now: Timestamp, mid: number): void {
    for (const markouts of this.#markouts) markouts.hearMid(now, mid);
  }
}
