import {
  count,
  decimal,
  dollars,
  interval,
  percent,
  ratio,
  signedDecimal,
  signedDollars,
  signedPercent,
  UNKNOWN,
} from '../../report/format.ts';
import type { Performance } from '../../report/report.ts';
import { type Paint, paintSign } from '../../report/text/paint.ts';
import { type Column, table } from '../../report/text/table.ts';

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
  { heading: 'Unproven %', align: 'right' },
];
const UNDECIDED: Column = { heading: 'Undecided [lost, won]', align: 'right' };
const VERDICT: Column = { heading: 'Verdict', align: 'left' };

/** Whether any run has trades that nobody can judge. */
export function hasUndecided(runs: readonly { readonly performance: Performance }[]): boolean {
  return runs.some(({ performance }) => performance.excluded.undecided.trades > 0);
}

/** One line for each run, side by side; `first` is the column that tells the runs apart. */
export function performanceTable(
  first: Column,
  runs: readonly { readonly label: string; readonly performance: Performance }[],
  paint: Paint,
): string {
  const undecided = hasUndecided(runs);
  const columns = [first, ...COLUMNS, ...(undecided ? [UNDECIDED] : []), VERDICT];
  const rows = runs.map(({ label, performance }) => [
    label,
    ...cells(performance, paint),
    ...(undecided ? [undecidedText(performance)] : []),
    performance.edge.verdict.text,
  ]);
  return table(columns, rows).join('\n');
}

function undecidedText({ excluded: { undecided } }: Performance): string {
  if (undecided.trades === 0) return UNKNOWN;
  const bounds = { low: undecided.netIfLost, high: undecided.netIfWon };
  return `${count(undecided.trades)} ${interval(bounds, signedDollars)}`;
}

function cells({ profit, edge, evidence }: Performance, paint: Paint): string[] {
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
    percent(ratio(evidence.unproven.turnover, evidence.all.turnover)),
  ];
}
