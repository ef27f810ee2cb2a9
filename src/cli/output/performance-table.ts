import {
  count,
  dateTime,
  decimal,
  dollars,
  interval,
  percent,
  plural,
  ratio,
  signedDecimal,
  signedDollars,
  signedPercent,
} from '../../report/format.ts';
import type { Performance, Report } from '../../report/report.ts';
import { type Paint, paintSign } from '../../report/text/paint.ts';
import { type Column, plain, table, wrap } from '../../report/text/table.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'Trades', align: 'right' },
  { heading: 'Wins %', align: 'right' },
  { heading: 'Needs %', align: 'right' },
  { heading: 'Entry', align: 'right' },
  { heading: 'Gross', align: 'right' },
  { heading: 'Fees', align: 'right' },
  { heading: 'Net', align: 'right' },
  { heading: 'Per trade [95 %]', align: 'right' },
  { heading: 'ROI %', align: 'right' },
  { heading: 'Inferred %', align: 'right' },
  { heading: 'Verdict', align: 'left' },
];

/** One line for each run, side by side; `first` is the column that tells the runs apart. */
export function performanceTable(
  first: Column,
  runs: readonly { readonly label: string; readonly performance: Performance }[],
  paint: Paint,
): string {
  const rows = runs.map(({ label, performance }) => [label, ...cells(performance, paint)]);
  return table([first, ...COLUMNS], rows).join('\n');
}

const WIDTH = 100;

/** What the headings mean; `more` is said after it. */
export function performanceLegend(more = ''): string {
  const legend =
    'Dollars. Needs: the win rate at which trades held to settlement break even, that is the ' +
    'market price paid, with fees: the baseline to beat. Brackets: 95 %, resampled by market. ' +
    `Inferred: part of the turnover that rests on fills no recorded trade proves. ${more}`;
  return wrap(legend.trim(), WIDTH).join('\n');
}

/** What all runs have in common: the recordings, and the account each one began with. */
export function commonLines({ record, whole }: Report, paint: Paint): string {
  const sources = record.sources.map(({ dataset, provenance, rows }) => {
    return `${plain(dataset)} (${provenance}, ${count(rows)} rows)`;
  });
  const { period } = record;
  const undecided = `${count(whole.excluded.undecidedMarkets)} undecided`;
  const markets = `${plural(record.markets.length, 'market')}, ${undecided}`;
  const when = period && `, ${dateTime(period.from)} to ${dateTime(period.to)} UTC`;
  return [
    paint.strong(sources.join(', ') || 'no recordings'),
    `${markets}${when ?? ''}, ${dollars(record.startingCash)} dollars at the start of each run`,
  ].join('\n');
}

function cells({ profit, edge, evidence }: Performance, paint: Paint): string[] {
  const inferred = ratio(evidence.inferred.turnover, evidence.all.turnover);
  return [
    count(profit.trades),
    percent(edge.winRate),
    percent(edge.breakEvenWinRate),
    decimal(edge.averageEntry, 4),
    signedDollars(profit.gross),
    dollars(profit.fees),
    paintSign(paint, profit.net, signedDollars(profit.net)),
    `${signedDecimal(edge.mean, 4)} ${interval(edge.meanInterval, (x) => signedDecimal(x, 4))}`,
    signedPercent(edge.roi, 2),
    percent(inferred),
    edge.verdict.text,
  ];
}
