import type { Clock, Timer } from '../../ports/clock.ts';

/** After a fault of the program the work is done again in so long, ms. */
const FAULT_MS = 30_000;

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
    work()
      .catch((error) => {
        this.#onFault(error);
        return FAULT_MS;
      })
      .then((waitMs) => {
        if (this.#isStopped || waitMs === undefined) return;
        const timer = this.#clock.setTimer(waitMs, () => {
          this.#timers.delete(timer);
          this.do(work);
        });
        this.#timers.add(timer);
      });
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) this.#clock.clearTimer(timer);
    this.#timers.clear();
  }
}
