import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { FadingMean } from '../fading-mean.ts';
import { isNumbers } from '../saved.ts';

export type MidVolatilityOptions = {
  /** s, after which what was seen counts half. */
  readonly halfLife: number;
  /**
   * s: values that come quicker are not compared one by one. A mid that jumps between two ticks
   * and back would look volatile, and goes nowhere.
   */
  readonly spacing: number;
  /** s that must have been seen before anything is said; what has faded is not seen any more. */
  readonly leastSeconds: number;
};

/** What was seen of a value's wandering: variance a second times weight, and weight. */
export type SavedWandering = readonly [sum: number, weight: number];

export function isSavedWandering(one: unknown): one is SavedWandering {
  return isNumbers(one, 2) && one.every((number) => number >= 0);
}

/**
 * How far a value wanders, per square root of a second: the exponentially fading mean of squared
 * changes by the seconds that they took, each for as long as it took. So it is the same for a book
 * that changes once a minute and for one that changes a hundred times a second. A mid in $ gives
 * $/sqrt(s), its log odds give 1/sqrt(s). Allocates nothing; times must not go back. Spot prices
 * are EwmaVolatility's: there a return counts as much as another, however long it took.
 */
export class MidVolatility {
  readonly #halfLife: number;
  readonly #spacing: number;
  readonly #leastKnown: number;
  #value = Number.NaN;
  #newest = Number.NaN;
  #sampledAt = Number.NaN;
  /** Of the variance a second, by the time that was seen. */
  readonly #variance: FadingMean;

  /** `saved`: by another of the same half-life, to go on from. */
  constructor({ halfLife, spacing, leastSeconds }: MidVolatilityOptions, saved?: SavedWandering) {
    this.#variance = FadingMean.from(...(saved ?? [0, 0]));
    this.#halfLife = halfLife * MICROS_PER_SECOND;
    this.#spacing = spacing * MICROS_PER_SECOND;
    // A billionth for what is left of adding up many steps.
    this.#leastKnown = (1 - 2 ** (-leastSeconds / halfLife)) * (1 - 1e-9);
  }

  /** From now on it has this value; NaN: nobody knows it. */
  hear(at: number, value: number): void {
    if (Number.isNaN(this.#value) || Number.isNaN(value)) {
      this.#sampledAt = at;
      this.#value = value;
    } else if (at - this.#sampledAt >= this.#spacing && at > this.#sampledAt) {
      const left = this.#leftAt(at);
      this.#variance.add(left, this.#paceTo(value, at), 1 - left);
      this.#sampledAt = at;
      this.#value = value;
    }
    this.#newest = value;
  }

  /** NaN until enough was seen, and while the value is not known. */
  at(now: number): number {
    if (Number.isNaN(this.#newest)) return Number.NaN;
    const isOpen = now - this.#sampledAt >= this.#spacing && now > this.#sampledAt;
    const left = isOpen ? this.#leftAt(now) : 1;
    const pace = isOpen ? this.#paceTo(this.#newest, now) : 0;
    const known = this.#variance.weightWith(left, 1 - left);
    if (known === 0 || known < this.#leastKnown) return Number.NaN;
    return Math.sqrt(this.#variance.meanWith(left, pace, 1 - left));
  }

  /** As if from `now` on nobody knew the value: what it does while nobody looks is no change. */
  save(now: number): SavedWandering {
    const seen = FadingMean.from(this.#variance.sum, this.#variance.weight);
    const isOpen = now - this.#sampledAt >= this.#spacing && now > this.#sampledAt;
    if (isOpen && !Number.isNaN(this.#newest)) {
      const left = this.#leftAt(now);
      seen.add(left, this.#paceTo(this.#newest, now), 1 - left);
    }
    return [seen.sum, seen.weight];
  }

  /** What is left of everything before the last sample. */
  #leftAt(at: number): number {
    return 2 ** ((this.#sampledAt - at) / this.#halfLife);
  }

  /** Squared change a second since the last sample. */
  #paceTo(value: number, at: number): number {
    return ((value - this.#value) ** 2 * MICROS_PER_SECOND) / (at - this.#sampledAt);
  }
}
