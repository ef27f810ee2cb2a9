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
} from '../format.ts';
import { provenanceOf } from '../names.ts';
import { type Paint, paintSign, paintWith } from '../text/paint.ts';
import { type Column, plain, table, wrap } from '../text/table.ts';
import { type ComparedRow, type Comparison, cautionOf } from './comparison.ts';

const COLUMNS = 100;
const LABEL = 24;

/** The comparison for a terminal, at most 100 columns. */
export function summarizeComparison(
  comparison: Comparison,
  options: { readonly color: boolean },
): string {
  const paint = paintWith(options.color);
  const sections = [
    [paint.strong(comparison.title), ...dataLines(comparison)],
    table(
      resultColumns(comparison.varies),
      comparison.rows.map((row) => resultCells(row, paint)),
    ),
    table(edgeColumns(comparison.varies), comparison.rows.map(edgeCells)),
    wrap(cautionOf(comparison), COLUMNS).map(comparison.sameData ? paint.quiet : paint.bad),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function dataLines({ reports }: Comparison): string[] {
  const record = reports[0]?.report.record;
  if (record === undefined) return ['no runs'];
  const datasets = record.sources.map((source) => plain(source.dataset)).join(', ');
  const { period } = record;
  const when =
    period === undefined ? '' : `, ${dateTime(period.from)} to ${dateTime(period.to)} UTC`;
  const what = `${datasets || 'unknown'}: ${provenanceOf(record).text}`;
  return wrap(`${what}, ${plural(record.markets.length, 'market')}${when}`, COLUMNS);
}

function resultColumns(varies: string): Column[] {
  return [
    { heading: varies, align: 'left' },
    ...['Trades', 'Wins', 'Entry', 'Gross', 'Fees', 'Net', 'Drawdown', 'Unproven %'].map(
      (heading): Column => ({ heading, align: 'right' }),
    ),
  ];
}

function resultCells({ label, performance }: ComparedRow, paint: Paint): string[] {
  const { profit, edge, equity, evidence } = performance;
  return [
    plain(label, LABEL),
    count(profit.trades),
    count(profit.wins),
    decimal(edge.averageEntry, 4),
    signedDollars(profit.gross),
    dollars(profit.fees),
    paintSign(paint, profit.net, signedDollars(profit.net)),
    dollars(equity.maxDrawdown),
    percent(ratio(evidence.unproven.turnover, evidence.all.turnover)),
  ];
}

function edgeColumns(varies: string): Column[] {
  return [
    { heading: varies, align: 'left' },
    { heading: 'Mean per trade', align: 'right' },
    { heading: '95 %', align: 'left' },
    { heading: 'ROI %', align: 'right' },
    { heading: '95 %', align: 'left' },
    { heading: 'Verdict', align: 'left' },
  ];
}

function edgeCells({ label, performance: { edge } }: ComparedRow): string[] {
  return [
    plain(label, LABEL),
    signedDecimal(edge.mean, 4),
    interval(edge.meanInterval, (x) => signedDecimal(x, 2)),
    signedPercent(edge.roi, 2),
    interval(edge.roiInterval, (x) => signedPercent(x)),
    edge.verdict.text,
  ];
}
