import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';

export type ClockRule = {
  /** Our clock is further from the venue's than this: nothing is signed. */
  readonly skewMsMost: number;
  /** An answer that took longer measures nothing. */
  readonly roundTripMsMost: number;
  /** A measurement older than this counts no more: clocks drift. */
  readonly ageMsMost: number;
  /** The wall clock moved by more than this against the monotonic one: it was set, or we slept. */
  readonly stepMsMost: number;
};

/** Chainlink's streams want 5 s (protocol notes §10); the venue does not say what it wants. */
const CLOCK_RULE: ClockRule = {
  skewMsMost: 10_000,
  roundTripMsMost: 3_000,
  ageMsMost: 1_800_000,
  stepMsMost: 1_000,
};

/** What venue minus monotonic time lies between, µs; and when and how that was found. */
type Measured = {
  readonly least: number;
  readonly most: number;
  readonly at: Monotonic;
  /** Wall minus monotonic clock then, µs. */
  readonly wall: number;
};

export type Skew = {
  /** Our wall clock minus the venue's, ms: positive, we are ahead. */
  readonly ms: number;
  /** The truth is no further away than this, ms. */
  readonly boundMs: number;
};

const NEVER_ASKED = 'the venue was not asked for its time yet';

/**
 * The venue's time. The venue tells whole seconds, so one answer leaves a second and its round trip
 * open; each further one narrows that. It is kept against the monotonic clock: a wall clock that is
 * set does not move it, but the machine may have slept, so then it must be measured again.
 */
export class VenueClock {
  readonly #clock: Clock;
  readonly #rule: ClockRule;
  #measured: Measured | undefined;

  constructor(clock: Clock, rule: Partial<ClockRule> = {}) {
    this.#clock = clock;
    this.#rule = { ...CLOCK_RULE, ...rule };
  }

  /** Takes in that the venue said `told`, asked at `sent` and heard now. */
  measure(sent: Monotonic, told: Timestamp): Result<void> {
    const at = this.#clock.monotonic();
    const tookMs = elapsedMs(sent, at);
    if (tookMs > this.#rule.roundTripMsMost) {
      return refuse('slow_answer', `an answer that took ${tookMs} ms does not tell the time`);
    }
    const found = { least: told - at, most: told + MICROS_PER_SECOND - sent };
    const before = this.#staleness() === undefined ? this.#measured : undefined;
    const least = Math.max(found.least, before?.least ?? found.least);
    const most = Math.min(found.most, before?.most ?? found.most);
    // What contradicts is believed: it is newer.
    this.#measured = { ...(least <= most ? { least, most } : found), at, wall: this.#wall() };
    return ok(undefined);
  }

  /** The venue's time as well as we know it; our own where it was never measured. */
  now(): Timestamp {
    if (this.#measured === undefined) return this.#clock.now();
    const { least, most } = this.#measured;
    return Math.floor(this.#clock.monotonic() + (least + most) / 2) as Timestamp;
  }

  /** How far our wall clock is from the venue's; undefined: not measured. */
  skew(): Skew | undefined {
    if (this.#measured === undefined) return undefined;
    const { least, most } = this.#measured;
    return {
      ms: (this.#wall() - (least + most) / 2) / MICROS_PER_MS,
      boundMs: (most - least) / 2 / MICROS_PER_MS,
    };
  }

  /**
   * Unix seconds to sign with. Refuses with `clock_unmeasured` where a measurement would help, and
   * with `clock_skew` where the machine's clock must be set.
   */
  seconds(): Result<number> {
    const stale = this.#staleness();
    if (stale !== undefined) return refuse('clock_unmeasured', stale);
    const skew = this.skew();
    if (skew === undefined) return refuse('clock_unmeasured', NEVER_ASKED);
    const surely = Math.abs(skew.ms) - skew.boundMs;
    if (surely > this.#rule.skewMsMost) {
      const seconds = Math.round(skew.ms / 1_000);
      const way = seconds > 0 ? 'ahead of' : 'behind';
      return refuse(
        'clock_skew',
        `this machine is ${Math.abs(seconds)} s ${way} the venue: set its clock (NTP)`,
      );
    }
    return ok(Math.floor(this.now() / MICROS_PER_SECOND));
  }

  #staleness(): string | undefined {
    if (this.#measured === undefined) return NEVER_ASKED;
    const { at, wall } = this.#measured;
    if (elapsedMs(at, this.#clock.monotonic()) > this.#rule.ageMsMost) {
      return 'the venue was asked for its time too long ago';
    }
    const stepMs = Math.abs(this.#wall() - wall) / MICROS_PER_MS;
    if (stepMs > this.#rule.stepMsMost) return `this machine's clock jumped by ${stepMs} ms`;
    return undefined;
  }

  #wall(): number {
    return this.#clock.now() - this.#clock.monotonic();
  }
}
