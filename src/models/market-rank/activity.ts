import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { isNumbers } from '../saved.ts';

const MINUTE = 60 * MICROS_PER_SECOND;

/** Since when it listens, when it heard last, and dollars as they counted then. */
export type SavedActivity = readonly [since: number, at: number, sum: number];

export function isSavedActivity(one: unknown): one is SavedActivity {
  return isNumbers(one, 3) && (one[1] as number) >= (one[0] as number) && (one[2] as number) >= 0;
}

/** Dollars traded a minute, what is older counting less: half as much after each half-life. */
export class Activity {
  readonly #halfLife: number;
  readonly #since: Timestamp;
  #at: Timestamp;
  #sum = 0;

  /** `halfLife` in seconds. Nothing was heard before `since`. */
  constructor(halfLife: number, since: Timestamp) {
    this.#halfLife = halfLife * MICROS_PER_SECOND;
    this.#since = since;
    this.#at = since;
  }

  /** That goes on from another of the same half-life. */
  static from(halfLife: number, [since, at, sum]: SavedActivity): Activity {
    const activity = new Activity(halfLife, since as Timestamp);
    activity.#at = at as Timestamp;
    activity.#sum = sum;
    return activity;
  }

  save(): SavedActivity {
    return [this.#since, this.#at, this.#sum];
  }

  hear(now: Timestamp, dollars: number): void {
    this.#age(now);
    this.#sum += dollars;
  }

  /** Undefined while it was listened to for less than a tenth of the half-life. */
  perMinute(now: Timestamp): number | undefined {
    if (now - this.#since < this.#halfLife / 10) return undefined;
    this.#age(now);
    // What a stream of one dollar a minute would have added up to since then.
    const heard = 1 - 0.5 ** ((now - this.#since) / this.#halfLife);
    return (this.#sum * Math.LN2 * MINUTE) / (this.#halfLife * heard);
  }

  #age(now: Timestamp): void {
    if (now <= this.#at) return;
    this.#sum *= 0.5 ** ((now - this.#at) / this.#halfLife);
    this.#at = now;
  }
}
