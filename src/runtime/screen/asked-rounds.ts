import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import { askingTime } from './asking-time.ts';

/** A round begins so long after the one before at least, ms. */
const ROUND_MS = 1_000;

/**
 * Asks one after the other what they think, round after round, for whoever looks often: at each
 * look as many as there is time for.
 */
export class AskedRounds<T> {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #begin: () => Iterator<T | undefined>;
  #asking: Iterator<T | undefined> | undefined;
  #begun: Monotonic | undefined;
  /** In the round that goes on. */
  #said: T[] = [];
  /** In the last that was whole. */
  #told: readonly T[] | undefined;

  /** `begin`: asks one each time that it is gone on with; undefined: that one says nothing. */
  constructor(clock: Pick<Clock, 'monotonic'>, begin: () => Iterator<T | undefined>) {
    this.#clock = clock;
    this.#begin = begin;
  }

  /** What was said in the last whole round; in the first what was said so far. */
  look(): readonly T[] {
    if (this.#asking === undefined && this.#isDue()) {
      this.#begun = this.#clock.monotonic();
      this.#asking = this.#begin();
      this.#said = [];
    }
    if (this.#asking !== undefined) this.#goOn(this.#asking);
    return this.#told ?? this.#said;
  }

  #isDue(): boolean {
    return this.#begun === undefined || elapsedMs(this.#begun, this.#clock.monotonic()) >= ROUND_MS;
  }

  #goOn(asking: Iterator<T | undefined>): void {
    const isOver = askingTime(this.#clock);
    do {
      const { done, value } = asking.next();
      if (done === true) {
        this.#told = this.#said;
        this.#asking = undefined;
        return;
      }
      if (value !== undefined) this.#said.push(value);
    } while (!isOver());
  }
}
