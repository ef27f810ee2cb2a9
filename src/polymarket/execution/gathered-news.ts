import type { Clock, Timer } from '../../ports/clock.ts';

/** What comes together is told together, ms. */
const FIRST_MS = 1_000;
/** After that nobody is told again for so long, ms. */
const NEXT_MS = 60_000;

/**
 * News that may come many times a second, for people: all of the first second in one word, then
 * those of each minute. Nothing is left out of the count.
 */
export class GatheredNews<T> {
  readonly #clock: Clock;
  readonly #tell: (news: readonly T[]) => void;
  #waiting: T[] = [];
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(clock: Clock, tell: (news: readonly T[]) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  add(news: T): void {
    if (this.#isClosed) return;
    this.#waiting.push(news);
    this.#timer ??= this.#in(FIRST_MS);
  }

  /** Tells what is left. What comes afterwards is nobody's news any more. */
  close(): void {
    this.#isClosed = true;
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
    this.#timer = undefined;
    this.#tellWaiting();
  }

  #in(ms: number): Timer {
    return this.#clock.setTimer(ms, () => {
      this.#timer = this.#tellWaiting() ? this.#in(NEXT_MS) : undefined;
    });
  }

  #tellWaiting(): boolean {
    const told = this.#waiting;
    this.#waiting = [];
    if (told.length > 0) this.#tell(told);
    return told.length > 0;
  }
}
