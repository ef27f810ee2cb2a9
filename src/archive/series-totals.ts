import type { TickChange } from '../domain/market.ts';
import type { SeriesCounts, SeriesHour } from './manifest.ts';

/** What event rows of one token add up to; times in µs UTC by the replay clock. */
export type SeriesTotals = SeriesCounts & {
  /** First and last row of any kind. */
  readonly from: number;
  readonly to: number;
  /** First and last message about the book or a trade. */
  readonly firstMessage: number | undefined;
  readonly lastMessage: number | undefined;
  readonly firstBook: number | undefined;
  readonly lastBook: number | undefined;
  readonly ticks: readonly TickChange[];
};

/** Where nothing has been heard. */
export const NO_EVENTS = {
  books: 0,
  confirmations: 0,
  deltas: 0,
  trades: 0,
  lateTrades: 0,
  levels: 0,
} as const;

/** A token of which nothing has been heard. */
export function noCounts(market: number, outcome: number): Omit<SeriesCounts, 'hours'> {
  return { market, outcome, rows: 0, ...NO_EVENTS };
}

/**
 * Puts together what several units say, sorted by market and outcome. The silence between two
 * units counts too. Where units of one series overlap in time, a silence inside one of them counts
 * although the other was heard: it is never understated.
 */
export function mergeSeriesTotals(units: readonly (readonly SeriesTotals[])[]): SeriesTotals[] {
  const groups = new Map<number, SeriesTotals[]>();
  for (const one of units.flat()) {
    const key = one.market * 2 + one.outcome;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => merged(group));
}

function merged(group: readonly SeriesTotals[]): SeriesTotals {
  const [first, ...later] = [...group].sort((a, b) => a.from - b.from);
  return later.reduce(joined, first as SeriesTotals);
}

function joined(a: SeriesTotals, b: SeriesTotals): SeriesTotals {
  return {
    market: a.market,
    outcome: a.outcome,
    rows: a.rows + b.rows,
    books: a.books + b.books,
    confirmations: a.confirmations + b.confirmations,
    deltas: a.deltas + b.deltas,
    trades: a.trades + b.trades,
    lateTrades: a.lateTrades + b.lateTrades,
    toldPrices: told(a, b),
    levels: a.levels + b.levels,
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
    firstMessage: least(a.firstMessage, b.firstMessage),
    lastMessage: most(a.lastMessage, b.lastMessage),
    firstBook: least(a.firstBook, b.firstBook),
    lastBook: most(a.lastBook, b.lastBook),
    hours: joinedHours(a, b),
    ticks: joinedTicks(a, b),
  };
}

function told(a: SeriesTotals, b: SeriesTotals): number | undefined {
  const prices = (a.toldPrices ?? 0) + (b.toldPrices ?? 0);
  return prices === 0 ? undefined : prices;
}

/** Each unit begins with the tick in force: only where it changes is it a change. */
function joinedTicks(a: SeriesTotals, b: SeriesTotals): TickChange[] {
  const ticks = [...a.ticks, ...b.ticks].sort((x, y) => x.at - y.at);
  return ticks.filter(({ tick }, i) => tick !== ticks[i - 1]?.tick);
}

const MICROS_PER_HOUR = 3_600_000_000;

function joinedHours(a: SeriesTotals, b: SeriesTotals): SeriesHour[] {
  const between = (b.firstMessage ?? 0) - (a.lastMessage ?? Number.POSITIVE_INFINITY);
  const endsIn = Math.floor((b.firstMessage ?? 0) / MICROS_PER_HOUR) * MICROS_PER_HOUR;
  const hours = new Map<number, SeriesHour>();
  for (const one of [...a.hours, ...b.hours]) {
    const known = hours.get(one.hour);
    hours.set(one.hour, {
      hour: one.hour,
      rows: one.rows + (known?.rows ?? 0),
      messages: one.messages + (known?.messages ?? 0),
      largestSilenceMs: Math.max(
        one.largestSilenceMs,
        known?.largestSilenceMs ?? 0,
        one.hour === endsIn ? between / 1_000 : 0,
      ),
    });
  }
  return [...hours.values()].sort((x, y) => x.hour - y.hour);
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
