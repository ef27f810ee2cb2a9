import { SCALE, type Timestamp } from '../domain/units.ts';

/** How often and after how long something that failed is started anew. Times in µs. */
export type RestartLimits = {
  /** The first wait; each further one within the period is twice as long. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** With so many failures within the period it is given up. */
  readonly failuresMost: number;
  readonly period: number;
};

/** Waits of 1, 2, 4 and 8 seconds; the fifth failure within ten minutes is the last. */
export const STRATEGY_RESTARTS: RestartLimits = {
  firstWait: SCALE,
  longestWait: 60 * SCALE,
  failuresMost: 5,
  period: 600 * SCALE,
};

/** Remembers when one strategy failed, and says when it may be started anew. */
export class RestartRule {
  readonly #limits: RestartLimits;
  #failures: number[] = [];

  constructor(limits: RestartLimits) {
    this.#limits = limits;
  }

  /** It failed: when it may be started anew. Undefined: it is given up. */
  failedAt(now: Timestamp): Timestamp | undefined {
    const { firstWait, longestWait, failuresMost, period } = this.#limits;
    this.#failures = [...this.#failures.filter((at) => at > now - period), now];
    const count = this.#failures.length;
    if (count >= failuresMost) return undefined;
    return (now + Math.min(longestWait, firstWait * 2 ** (count - 1))) as Timestamp;
  }
}
