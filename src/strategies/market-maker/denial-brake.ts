import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';

export type BrakeRule = {
  /** Denials in a row until it stops. */
  readonly denials: number;
  /** Seconds that it stops for. */
  readonly denialPause: number;
};

/**
 * Stops a market's quoting for a while when our own gate has denied so many orders in a row: it
 * would go on denying them. What the venue refuses the gate counts itself.
 */
export class DenialBrake {
  readonly #rule: BrakeRule;
  #denials = 0;
  #until = 0;

  /** `saved`: denials in a row so far, and until when the last stop is. */
  constructor(rule: BrakeRule, saved: readonly [denials: number, until: number] = [0, 0]) {
    this.#rule = rule;
    [this.#denials, this.#until] = saved;
  }

  save(): readonly [denials: number, until: number] {
    return [this.#denials, this.#until];
  }

  /** Of the last stop; 0: there was none. */
  get until(): number {
    return this.#until;
  }

  isOn(now: Timestamp): boolean {
    return this.#until > now;
  }

  /** An order got through. */
  release(): void {
    this.#denials = 0;
  }

  deny(now: Timestamp): void {
    this.#denials++;
    if (this.#denials < this.#rule.denials) return;
    this.#denials = 0;
    this.#until = now + this.#rule.denialPause * MICROS_PER_SECOND;
  }
}
