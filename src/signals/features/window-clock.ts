import type { Market } from '../../domain/market.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { FeatureSet } from './feature-set.ts';
import { PLACES } from './feature-table.ts';

const MINUTE = 60 * MICROS_PER_SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The first of January 1970 was a Thursday. */
const FIRST_WEEKDAY = 3;

/** How late it is in the window, and in the week. */
export class WindowClock {
  readonly #opensAt: number;
  readonly #closesAt: number;
  readonly #isDated: boolean;

  constructor(set: FeatureSet, { opensAt, closesAt }: Market) {
    this.#isDated = set.hasAny('hour', 'minute', 'weekday', 'isWeekend');
    this.#opensAt = opensAt ?? Number.NaN;
    this.#closesAt = closesAt ?? Number.NaN;
  }

  write(row: Float64Array, now: number): void {
    const left = this.#closesAt - now;
    row[PLACES.secondsLeft] = left / MICROS_PER_SECOND;
    row[PLACES.lifeLeft] = left / (this.#closesAt - this.#opensAt);
    if (this.#isDated) this.#writeDate(row, now);
  }

  #writeDate(row: Float64Array, now: number): void {
    const weekday = (Math.floor(now / DAY) + FIRST_WEEKDAY) % 7;
    row[PLACES.hour] = Math.floor(now / HOUR) % 24;
    row[PLACES.minute] = Math.floor(now / MINUTE) % 60;
    row[PLACES.weekday] = weekday;
    row[PLACES.isWeekend] = weekday >= 5 ? 1 : 0;
  }
}
