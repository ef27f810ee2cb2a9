import type { Clock, Timer } from '../../ports/clock.ts';

/** Work that says itself in how many ms it is to be done again; undefined: never. */
export class RepeatedWork {
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #timers = new Set<Timer>();
  #isStopped = false;

  constructor(clock: Clock, onFault: (error: unknown) => void) {
    this.#clock = clock;
    this.#onFault = onFault;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  do(work: () => Promise<number | undefined>): void {
    work().then((waitMs) => {
      if (this.#isStopped || waitMs === undefined) return;
      const timer = this.#clock.setTimer(waitMs, () => {
        this.#timers.delete(timer);
        this.do(work);
      });
      this.#timers.add(timer);
    }, this.#onFault);
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) this.#clock.clearTimer(timer);
    this.#timers.clear();
  }
}
