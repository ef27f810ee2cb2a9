import type { Timestamp } from '../../domain/units.ts';
import { count, dateTime, duration, timeOfDay } from '../../report/format.ts';
import { type Column, plain, table } from '../../report/text/table.ts';
import type { Manifest } from '../../runtime/archive.ts';

type Series = Manifest['series'][number];

const COLUMNS: readonly Column[] = [
  { heading: 'Market', align: 'left' },
  { heading: 'Token', align: 'left' },
  { heading: 'From', align: 'left' },
  { heading: 'To', align: 'left' },
  { heading: 'Messages', align: 'right' },
  { heading: 'Trades', align: 'right' },
  { heading: 'Longest silence', align: 'right' },
  { heading: 'By hour', align: 'left' },
  { heading: 'Complete', align: 'left' },
];

/** One line for each token of each market: what of it was recorded, hour by hour. */
export function seriesTable({ series }: Manifest): string[] {
  const sorted = series.toSorted((a, b) => a.from - b.from || a.market - b.market);
  return table(COLUMNS, sorted.map(cells)).map((line) => `  ${line}`);
}

function cells(series: Series): string[] {
  return [
    plain(series.slug, 50),
    series.outcome === 0 ? 'first' : 'second',
    dateTime(series.from as Timestamp),
    timeOfDay(series.to as Timestamp).slice(0, 8),
    count(series.books + series.deltas),
    count(series.trades),
    duration(series.largestSilenceMs * 1000),
    series.hours.map(({ hour, messages }) => `${hourText(hour)} ${count(messages)}`).join(', '),
    judgment(series),
  ];
}

function hourText(micros: number): string {
  return `${timeOfDay(micros as Timestamp).slice(0, 2)}h`;
}

function judgment({ complete, incompleteBecause }: Series): string {
  if (complete === undefined) return 'no rule';
  return complete ? 'yes' : `no: ${incompleteBecause.join('; ')}`;
}

/** How many series cover their market's whole life. */
export function seriesText(counts: Manifest['counts']): string {
  const judged = [
    `${count(counts.completeSeries)} complete`,
    `${count(counts.incompleteSeries)} incomplete`,
  ];
  if (counts.unjudgedSeries > 0) judged.push(`${count(counts.unjudgedSeries)} without a rule`);
  return judged.join(', ');
}
