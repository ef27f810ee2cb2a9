import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';

export type BrakeRule = {
  /** Failures in a row until it stops. */
  readonly threshold: number;
  /** Seconds of the first stop; each stop after it is longer by as much. */
  readonly seconds: number;
  /** Seconds that a stop lasts at most. */
  readonly longest: number;
};

/** Stops a market's quoting for a while after failures in a row, longer each time in a row. */
export class FailureBrake {
  readonly #rule: BrakeRule;
  #failures = 0;
  #until = 0;

  constructor(rule: BrakeRule) {
    this.#rule = rule;
  }

  /** Until when it stops; a time that has passed: it does not. */
  get until(): Timestamp {
    return this.#until as Timestamp;
  }

  succeed(): void {
    this.#failures = 0;
  }

  fail(now: Timestamp): void {
    const { threshold, seconds, longest } = this.#rule;
    this.#failures++;
    if (this.#failures % threshold !== 0) return;
    const stop = Math.min(longest, (this.#failures / threshold) * seconds);
    this.#until = now + stop * MICROS_PER_SECOND;
  }
}
