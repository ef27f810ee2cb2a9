import { BID, type BookSide } from '../../domain/side.ts';
import type { Timestamp } from '../../domain/units.ts';
import { AdverseMoves } from '../../models/pricing/adverse-moves.ts';
import { feedbackMultiplier } from '../../models/pricing/dynamic-gamma.ts';
import { Markouts, type MoveListener } from '../../models/pricing/markouts.ts';

/** Seconds after a fill at which source system S1 looks where the midpoint went. */
const HORIZONS: readonly number[] = [30, 120];
/** Of S1: the latest fills of all markets. Below a tenth of that nothing is said. */
const FILLS = { fills: 200, leastFills: 20 };
/** Fills of one market that wait for their moment at once. */
const WAITING = 64;

/**
 * What those knew who filled us, over all markets: where the midpoint goes against our fills,
 * quotes stand further off by what a fill costs in the mean, and risk aversion is higher. The worse
 * of the two horizons counts, as of the last look.
 */
export class FillFeedback {
  readonly #moves: readonly AdverseMoves[] = HORIZONS.map(() => new AdverseMoves(FILLS));
  /** $ per share; NaN: too few fills. */
  #adverse = Number.NaN;

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

  /** Of a market that had its first fill; `also` is told of its moves by the longer horizon. */
  watch(also: MoveListener): MarketMarkouts {
    const [short, long] = this.#moves as readonly [AdverseMoves, AdverseMoves];
    const both: MoveListener = {
      add(move, at) {
        long.add(move);
        also.add(move, at);
      },
    };
    return new MarketMarkouts([short, both]);
  }
}

/** A market's fills on their way to both horizons. */
export class MarketMarkouts {
  readonly #markouts: readonly Markouts[];

  constructor(moves: readonly MoveListener[]) {
    this.#markouts = moves.map((into, i) => new Markouts(HORIZONS[i] as number, into, WAITING));
  }

  /** `side`: where our order rested, in the first outcome's terms. */
  hearFill(now: Timestamp, side: BookSide): void {
    for (const markouts of this.#markouts) markouts.hearFill(now, side === BID ? 'buy' : 'sell');
  }

  /** $; NaN: not known. */
  hearMid(now: Timestamp, mid: number): void {
    for (const markouts of this.#markouts) markouts.hearMid(now, mid);
  }
}
