import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';

const HOUR = 3_600 * MICROS_PER_SECOND;
const DAY = 24 * HOUR;

/** What a later run must know so that no limit begins anew with it. */
export type SavedBets = {
  /** When bets were made, the latest. */
  readonly times: readonly number[];
  /** Counted from 1970. */
  readonly day: number;
  /** Made on that day, or lost, below 0: units of 1e-6 dollars. */
  readonly made: number;
  /** What the account was worth as the day began, at cost. */
  readonly worth: number;
};

/** What counts against the limits of an hour and of a day. */
export type Tally = {
  readonly betsInHour: number;
  /** Lost today, of what there was as the day began; 0 in profit, 1 where nothing was. */
  readonly dayLoss: number;
};

type Day = Omit<SavedBets, 'times'> & {
  /** The view's realized when `made` was counted. */
  readonly realized: number;
};

const NO_DAY: Day = { day: 0, made: 0, worth: 0, realized: 0 };

/** Bets of the last hour, and what the day has brought. */
export class BetRecord {
  #times: readonly number[];
  #day: Day;

  constructor(saved?: SavedBets) {
    this.#times = saved?.times ?? [];
    this.#day = saved === undefined ? NO_DAY : { ...NO_DAY, ...saved };
  }

  /** As it stands now; asking changes nothing. */
  tally(view: View): Tally {
    return { betsInHour: this.#inHour(view.now).length, dayLoss: lossOf(this.#today(view)) };
  }

  /** Before each decision, and at each settlement: a new day begins with what there is then. */
  look(view: View): void {
    this.#day = this.#today(view);
    this.#times = this.#inHour(view.now);
  }

  /** A bet is made: from now on it counts. */
  add(now: Timestamp): void {
    this.#times = [...this.#times, now];
  }

  /** It came to nothing: it was none. */
  takeBack(at: Timestamp): void {
    const place = this.#times.lastIndexOf(at);
    this.#times = this.#times.filter((_, i) => i !== place);
  }

  save(): SavedBets {
    const { day, made, worth } = this.#day;
    return { times: this.#times, day, made, worth };
  }

  #inHour(now: Timestamp): readonly number[] {
    return this.#times.filter((at) => at > now - HOUR);
  }

  #today({ now, realized, available, outlay }: View): Day {
    const day = Math.floor(now / DAY);
    const before = this.#day;
    const made = realized - before.realized;
    if (day === before.day) return { ...before, realized, made: before.made + made };
    // What was paid since the last look is the first that the new day has brought.
    return { day, realized, made, worth: available + outlay - made };
  }
}

function lossOf({ made, worth }: Day): number {
  if (made >= 0) return 0;
  return worth <= 0 ? 1 : -made / worth;
}
