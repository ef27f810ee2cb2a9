import { MICROS_PER_SECOND } from '../../domain/units.ts';

/** When it was, µs, and what it is worth, price units a share. */
export type FillWorth = readonly [at: number, worth: number];

/** So long fills count, µs: S1's guard forgets after a day. */
const LASTS = 86_400 * MICROS_PER_SECOND;
/** Of more the latest count. */
export const MOST_FILLS = 200;

/**
 * What a market's fills of the last day were worth 120 s later: what each had earned against the
 * midpoint of its moment, less how far the midpoint went against it.
 */
export class FillWorths {
  #worths: FillWorth[];

  constructor(saved: readonly FillWorth[] = []) {
    this.#worths = [...saved];
  }

  add(at: number, worth: number): void {
    this.#worths.push([at, worth]);
    if (this.#worths.length > MOST_FILLS) this.#worths.shift();
  }

  /** Those of the day before `now`. */
  at(now: number): readonly FillWorth[] {
    return this.#worths.filter(([at]) => at > now - LASTS);
  }

  /** What has been judged is judged once. */
  forget(): void {
    this.#worths = [];
  }
}
