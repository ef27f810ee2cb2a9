import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';

/** Moves are measured over this at least: from one tick to the next and back is no move. */
const SAMPLE_S = 5;
/** What it must have seen before it says anything. */
const WARM_S = 30;

/**
 * How far something moves, per square root of a second: the squares of its moves by the time they
 * took, both weighted down by half each half-life. Constant work, and a few numbers kept.
 */
export class VolatilityMeter {
  readonly #halfLife: number;
  #at = Number.NaN;
  #value = Number.NaN;
  #squares = 0;
  #seconds = 0;
  /** Without weights. */
  #seen = 0;

  constructor(halfLifeSeconds: number) {
    this.#halfLife = halfLifeSeconds;
  }

  /** NaN until it has seen enough. */
  get perRootSecond(): number {
    return this.#seen < WARM_S ? Number.NaN : Math.sqrt(this.#squares / this.#seconds);
  }

  see(now: Timestamp, value: number): void {
    const seconds = (now - this.#at) / MICROS_PER_SECOND;
    if (seconds < SAMPLE_S) return;
    // NaN at the first value, and at the first after a break.
    if (seconds >= SAMPLE_S) {
      const kept = 0.5 ** (seconds / this.#halfLife);
      const move = value - this.#value;
      this.#squares = this.#squares * kept + move * move;
      this.#seconds = this.#seconds * kept + seconds;
      this.#seen += seconds;
    }
    this.#at = now;
    this.#value = value;
  }

  /** What comes next is not what follows: the book was broken in between. */
  breakOff(): void {
    this.#at = Number.NaN;
  }
}
