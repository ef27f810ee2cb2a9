import {
  endsMessage,
  FLAG_BOOK,
  FLAG_LAST,
  FLAG_LATE,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_LEVEL,
  KIND_TICK,
  KIND_TOLD,
  KIND_TRADE,
} from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Timestamp } from '../domain/units.ts';
import type { SeriesHour } from './manifest.ts';
import type { RowColumns } from './rows-hash.ts';
import { noCounts, type SeriesTotals } from './series-totals.ts';

const MICROS_PER_HOUR = 3_600_000_000;
const ENDS_BOOK = FLAG_BOOK | FLAG_LAST;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Hour = Mutable<SeriesHour>;
type Totals = Omit<Mutable<SeriesTotals>, 'hours' | 'ticks'> & {
  readonly hours: Hour[];
  readonly ticks: { at: Timestamp; tick: TickSize }[];
};

/** Adds up event rows by token as they are written, so that nothing has to be read again. */
export class SeriesTally {
  readonly #clock: 'tsEvent' | 'tsInit';
  readonly #series = new Map<number, Totals>();

  constructor(clock: 'tsEvent' | 'tsInit') {
    this.#clock = clock;
  }

  /** Sorted by market and outcome. */
  get totals(): SeriesTotals[] {
    return [...this.#series].sort(([a], [b]) => a - b).map(([, totals]) => totals);
  }

  /** Rows of each token in order of the clock. */
  add(rows: RowColumns & { readonly length: number }): void {
    const { length, market, outcome } = rows;
    const times = rows[this.#clock];
    let key = -1;
    let totals: Totals | undefined;
    for (let row = 0; row < length; row++) {
      const own = (market[row] as number) * 2 + (outcome[row] as number);
      if (own !== key || totals === undefined) {
        key = own;
        totals = this.#of(key, times[row] as number);
      }
      count(totals, rows, row, times[row] as number);
    }
  }

  #of(key: number, at: number): Totals {
    let totals = this.#series.get(key);
    if (totals === undefined) {
      totals = none(key >> 1, key & 1, at);
      this.#series.set(key, totals);
    }
    return totals;
  }
}

function count(totals: Totals, rows: RowColumns, row: number, at: number): void {
  const kind = rows.kind[row] as number;
  const flags = rows.flags[row] as number;
  const ends = (flags & FLAG_LAST) !== 0;
  const hour = hourAt(totals, at);
  totals.rows++;
  hour.rows++;
  totals.from = Math.min(totals.from, at);
  totals.to = Math.max(totals.to, at);
  if (kind === KIND_LEVEL) {
    totals.levels++;
    if (ends && (flags & FLAG_BOOK) === 0) totals.deltas++;
  } else if (kind === KIND_TRADE) {
    if ((flags & FLAG_LATE) !== 0) {
      totals.lateTrades++;
      return;
    }
    totals.trades++;
  } else if (kind === KIND_CONFIRM) totals.confirmations++;
  else if (kind === KIND_TOLD) totals.toldPrices = (totals.toldPrices ?? 0) + 1;
  else if (kind === KIND_TICK) {
    const tick = rows.price[row] as TickSize;
    // Told again where a unit begins: only where it changes is it a change.
    if (totals.ticks.at(-1)?.tick !== tick) totals.ticks.push({ at: at as Timestamp, tick });
  }
  if (!endsMessage(flags)) return;
  if ((flags & ENDS_BOOK) === ENDS_BOOK) {
    totals.books++;
    totals.firstBook ??= at;
    totals.lastBook = at;
  }
  if (isHeard(kind)) hear(totals, hour, at);
}

function hear(totals: Totals, hour: Hour, at: number): void {
  const silence = at - (totals.lastMessage ?? at);
  hour.messages++;
  hour.largestSilenceMs = Math.max(hour.largestSilenceMs, silence / 1_000);
  totals.firstMessage ??= at;
  totals.lastMessage = Math.max(at, totals.lastMessage ?? at);
}

function isHeard(kind: number): boolean {
  const isBook = kind === KIND_CLEAR || kind === KIND_LEVEL || kind === KIND_CONFIRM;
  return isBook || kind === KIND_TRADE || kind === KIND_TOLD;
}

/** Mostly the newest one: rows come in order. */
function hourAt(totals: Totals, at: number): Hour {
  const start = Math.floor(at / MICROS_PER_HOUR) * MICROS_PER_HOUR;
  const { hours } = totals;
  const newest = hours[hours.length - 1];
  if (newest?.hour === start) return newest;
  const known = hours.find((one) => one.hour === start);
  if (known !== undefined) return known;
  const hour: Hour = { hour: start, rows: 0, messages: 0, largestSilenceMs: 0 };
  hours.push(hour);
  hours.sort((a, b) => a.hour - b.hour);
  return hour;
}

function none(market: number, outcome: number, at: number): Totals {
  return {
    ...noCounts(market, outcome),
    from: at,
    to: at,
    firstMessage: undefined,
    lastMessage: undefined,
    firstBook: undefined,
    lastBook: undefined,
    hours: [],
    ticks: [],
  };
}
