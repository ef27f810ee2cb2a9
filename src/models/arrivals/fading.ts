import { MICROS_PER_SECOND } from '../../domain/units.ts';

/** Halvings after which weights would grow too large to be added to: all begin anew. */
const MOST_HALVINGS = 60;

/**
 * How much what happens now weighs beside what happened before, where everything counts half as
 * much each half-life. New things weigh more and more instead of old ones less and less, so that
 * sums need not be touched as time passes.
 */
export class Fading {
  readonly #halfLife: number;
  #origin = Number.NaN;

  /** Seconds; infinite: nothing is forgotten. */
  constructor(halfLife: number) {
    this.#halfLife = halfLife * MICROS_PER_SECOND;
  }

  /** Of what happens at `at`, µs. NaN before the first {@link renewAt}. */
  weightAt(at: number): number {
    return 2 ** this.#halvingsUntil(at);
  }

  /** What one weight is worth at `at`: what sums are to be multiplied by when they are read. */
  leftAt(at: number): number {
    return 2 ** -this.#halvingsUntil(at);
  }

  /**
   * By what all sums so far have to be multiplied before something of `at` is added to them: when
   * weights have grown large, a new time begins. Mostly 1.
   */
  renewAt(at: number): number {
    if (Number.isNaN(this.#origin)) this.#origin = at;
    const halvings = this.#halvingsUntil(at);
    if (halvings <= MOST_HALVINGS) return 1;
    this.#origin = at;
    return 2 ** -halvings;
  }

  /** Seconds from `from` to `to` as they count at `to`: a stretch is forgotten bit by bit. */
  secondsBetween(from: number, to: number): number {
    if (this.#halfLife === Number.POSITIVE_INFINITY) return (to - from) / MICROS_PER_SECOND;
    const kept = 1 - 2 ** ((from - to) / this.#halfLife);
    return (kept * this.#halfLife) / Math.LN2 / MICROS_PER_SECOND;
  }

  #halvingsUntil(at: number): number {
    return (at - this.#origin) / this.#halfLife;
  }
}
