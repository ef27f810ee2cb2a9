import type { StrategyIndex } from '../domain/ids.ts';
import { NO_USD, SCALE, type Timestamp, type Usd } from '../domain/units.ts';
import { dayOf } from '../domain/utc-day.ts';
import { RecentTimes } from './recent-times.ts';
import type { EngineState } from './state.ts';

/** A limit of an hour counts so long back, µs. */
export const HOUR = 3_600 * SCALE;
const NO_DAY = -1;

/** What of a tally a later run must know, so that no limit begins anew with it. */
export type SavedTally = {
  /** When its orders were sent that bought something: those of the last hour at least. */
  readonly buys: readonly Timestamp[];
  /** UTC, counted from 1970. */
  readonly day: number;
  /** Made on that day, or lost, below 0. */
  readonly made: Usd;
  /** What there was as the day began: the account's cash, and its own shares at cost. */
  readonly worth: Usd;
};

export type OpeningTally = SavedTally & { readonly strategy: StrategyIndex };

/** What a strategy's money is at a moment. */
type Standing = { readonly realized: Usd; readonly worth: Usd };

/**
 * What counts against a strategy's own limits of an hour and of a day. It is booked with fills and
 * payouts and kept with the account: what the strategy has learned, or forgets, changes none of it.
 */
export class Tally {
  #buys = new RecentTimes(HOUR);
  /** Before the first money has moved it is none. */
  #day = NO_DAY;
  #worth: Usd = NO_USD;
  /** What was realized as the day began, by this run's count. */
  #realizedBefore: Usd = NO_USD;

  /** Goes on from an earlier run, whose realized is not in this one's. */
  open({ buys, day, made, worth }: SavedTally): void {
    this.#buys = new RecentTimes(HOUR, buys);
    this.#day = day;
    this.#worth = worth;
    this.#realizedBefore = -made as Usd;
  }

  /** Before money moves: where a new day has begun, it began with what there is. */
  turn(now: Timestamp, standing: () => Standing): void {
    const day = dayOf(now);
    if (day === this.#day) return;
    const { realized, worth } = standing();
    this.#day = day;
    this.#worth = worth;
    this.#realizedBefore = realized;
  }

  /** An order that was sent then has bought its first shares. */
  bought(sentAt: Timestamp, now: Timestamp): void {
    this.#buys.add(sentAt, now);
  }

  buysInHour(now: Timestamp): number {
    return this.#buys.countAt(now);
  }

  madeToday(now: Timestamp, realized: Usd): Usd {
    const isToday = dayOf(now) === this.#day;
    return (isToday ? realized - this.#realizedBefore : 0) as Usd;
  }

  /** `worth`: what there is now, and was as the day began where nothing has moved since. */
  worthToday(now: Timestamp, worth: Usd): Usd {
    return dayOf(now) === this.#day ? this.#worth : worth;
  }

  /**
   * Undefined: nothing counts yet. Old buys are not left out: the clock of a run that is stopped
   * has gone on to the end of its markets.
   */
  save(realized: Usd): SavedTally | undefined {
    if (this.#day === NO_DAY) return undefined;
    const made = (realized - this.#realizedBefore) as Usd;
    return { buys: this.#buys.list(), day: this.#day, made, worth: this.#worth };
  }
}

/** Of every strategy that has one. */
export function talliesOf({ sleeves }: Pick<EngineState, 'sleeves'>): OpeningTally[] {
  return sleeves.flatMap(({ tally, realized }, strategy) => {
    const saved = tally.save(realized);
    return saved === undefined ? [] : [{ strategy: strategy as StrategyIndex, ...saved }];
  });
}

/** Whether what happened then still counts against an hour's limit. */
export function isInHour(at: Timestamp, now: Timestamp): boolean {
  return at > now - HOUR;
}
