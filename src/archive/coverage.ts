import type { TickChange } from '../domain/market.ts';
import {
  FLAG_BOOK,
  FLAG_DERIVED,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_LEVEL,
  KIND_TICK,
  KIND_TRADE,
} from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Timestamp } from '../domain/units.ts';
import type { Duck, DuckRow } from './duck.ts';
import { clockColumn, marketBatches, scanOf } from './event-scan.ts';
import type { SeriesHour } from './manifest.ts';
import type { FileRecord } from './receipt.ts';

const MICROS_PER_HOUR = 3_600_000_000;
/** Rows whose messages are sorted at once to find silences. */
const MOST_ROWS = 20_000_000;

/** What the event rows of one token add up to; times in µs UTC by the replay clock. */
export type SeriesTotals = {
  readonly market: number;
  readonly outcome: number;
  readonly rows: number;
  readonly books: number;
  readonly confirmations: number;
  readonly deltas: number;
  readonly trades: number;
  readonly levels: number;
  readonly from: number;
  readonly to: number;
  readonly firstBook: number | undefined;
  readonly lastBook: number | undefined;
  readonly largestSilenceMs: number;
  readonly hours: readonly SeriesHour[];
  readonly ticks: readonly TickChange[];
};

const BOOK = `flags & ${FLAG_BOOK | FLAG_LAST | FLAG_DERIVED} = ${FLAG_BOOK | FLAG_LAST}`;
const DELTA = `kind = ${KIND_LEVEL} AND flags & ${FLAG_BOOK | FLAG_LAST} = ${FLAG_LAST}`;
const HEARD = `kind IN (${KIND_CLEAR}, ${KIND_LEVEL}, ${KIND_TRADE}, ${KIND_CONFIRM})`;

/** Adds up the event files of a dataset by token, sorted by market and outcome. */
export async function totalSeries(
  duck: Duck,
  folder: string,
  files: readonly FileRecord[],
  replayClock: 'event' | 'init',
): Promise<SeriesTotals[]> {
  const totals: SeriesTotals[] = [];
  for (const batch of marketBatches(files, MOST_ROWS)) {
    totals.push(...(await totalBatch(duck, scanOf(folder, batch), clockColumn(replayClock))));
  }
  return totals;
}

async function totalBatch(duck: Duck, scan: string, clock: string): Promise<SeriesTotals[]> {
  const hours = await hoursOf(duck, scan, clock);
  const ticks = await ticksOf(duck, scan, clock);
  const rows = await duck.rows(`
    SELECT market, token, count(*)::DOUBLE AS row_count,
      (count(*) FILTER (WHERE ${BOOK}))::DOUBLE AS books,
      (count(*) FILTER (WHERE kind = ${KIND_CONFIRM}))::DOUBLE AS confirmations,
      (count(*) FILTER (WHERE ${DELTA}))::DOUBLE AS deltas,
      (count(*) FILTER (WHERE kind = ${KIND_TRADE}))::DOUBLE AS trades,
      (count(*) FILTER (WHERE kind = ${KIND_LEVEL}))::DOUBLE AS levels,
      min(${clock})::DOUBLE AS first_row, max(${clock})::DOUBLE AS last_row,
      (min(${clock}) FILTER (WHERE ${BOOK}))::DOUBLE AS first_book,
      (max(${clock}) FILTER (WHERE ${BOOK}))::DOUBLE AS last_book
    FROM ${scan} GROUP BY market, token ORDER BY market, token`);
  return rows.map((row) => {
    const key = keyOf(row);
    const own = hours.get(key) ?? [];
    return {
      market: Number(row.market),
      outcome: Number(row.token),
      rows: Number(row.row_count),
      books: Number(row.books),
      confirmations: Number(row.confirmations),
      deltas: Number(row.deltas),
      trades: Number(row.trades),
      levels: Number(row.levels),
      from: Number(row.first_row),
      to: Number(row.last_row),
      firstBook: optional(row.first_book),
      lastBook: optional(row.last_book),
      largestSilenceMs: Math.max(0, ...own.map((hour) => hour.largestSilenceMs)),
      hours: own,
      ticks: ticks.get(key) ?? [],
    };
  });
}

async function hoursOf(
  duck: Duck,
  scan: string,
  clock: string,
): Promise<Map<string, SeriesHour[]>> {
  const rows = await duck.rows(`
    WITH messages AS (
      SELECT market, token, ${clock} AS moment,
        ${clock} - lag(${clock}) OVER (PARTITION BY market, token ORDER BY ${clock}, seq) AS silence
      FROM ${scan} WHERE flags & ${FLAG_LAST} <> 0 AND ${HEARD}
    ), heard AS (
      SELECT market, token, moment // ${MICROS_PER_HOUR} AS hour, count(*) AS messages,
        max(silence) AS silence
      FROM messages GROUP BY ALL
    ), counted AS (
      SELECT market, token, ${clock} // ${MICROS_PER_HOUR} AS hour, count(*) AS row_count
      FROM ${scan} GROUP BY ALL
    )
    SELECT market, token, (hour * ${MICROS_PER_HOUR})::DOUBLE AS hour,
      row_count::DOUBLE AS row_count,
      coalesce(messages, 0)::DOUBLE AS messages, coalesce(silence, 0)::DOUBLE AS silence
    FROM counted LEFT JOIN heard USING (market, token, hour)
    ORDER BY market, token, hour`);
  return grouped(rows, (row) => ({
    hour: Number(row.hour),
    rows: Number(row.row_count),
    messages: Number(row.messages),
    largestSilenceMs: Number(row.silence) / 1_000,
  }));
}

async function ticksOf(
  duck: Duck,
  scan: string,
  clock: string,
): Promise<Map<string, TickChange[]>> {
  const rows = await duck.rows(`
    SELECT market, token, ${clock}::DOUBLE AS moment, price FROM ${scan}
    WHERE kind = ${KIND_TICK} ORDER BY market, token, ${clock}, seq`);
  return grouped(rows, (row) => ({
    at: Number(row.moment) as Timestamp,
    tick: Number(row.price) as TickSize,
  }));
}

function grouped<T>(rows: readonly DuckRow[], read: (row: DuckRow) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key) ?? [];
    group.push(read(row));
    groups.set(key, group);
  }
  return groups;
}

function keyOf(row: DuckRow): string {
  return `${row.market}/${row.token}`;
}

function optional(value: DuckRow[string] | undefined): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}
