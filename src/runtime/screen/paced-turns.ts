import { type Clock, elapsedMs, type Timer } from '../../ports/clock.ts';

/** Ten times a second at most. */
const EVERY_MS = 100;
/** Whoever looks gets at most one part in so many of the thread that trades. */
const PART = 50;

/** Does something over and over, and more rarely the longer it takes. */
export class PacedTurns {
  readonly #clock: Clock;
  readonly #turn: () => void;
  #timer: Timer | undefined;

  constructor(clock: Clock, turn: () => void) {
    this.#clock = clock;
    this.#turn = turn;
  }

  /** At once, and then again and again; harmless when it goes on already. */
  start(): void {
    if (this.#timer === undefined) this.#plan(0);
  }

  stop(): void {
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  #plan(ms: number): void {
    this.#timer = this.#clock.setTimer(ms, () => {
      const began = this.#clock.monotonic();
      this.#turn();
      const spentMs = elapsedMs(began, this.#clock.monotonic());
      if (this.#timer !== undefined) this.#plan(Math.max(EVERY_MS, spentMs * PART));
    });
  }
}
