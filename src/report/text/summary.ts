import { silenceText, sumCoverage } from '../coverage.ts';
import { shortageText } from '../folds/cash-shortage.ts';
import { count, dateTime, decimal, dollars, duration, plural } from '../format.ts';
import { provenanceOf } from '../names.ts';
import { type Report, worthAtEnd } from '../report.ts';
import { evidenceLines } from './evidence.ts';
import { forecastLines } from './forecasts.ts';
import { makingLines } from './making.ts';
import { orderLines } from './orders.ts';
import { type Paint, paintWith } from './paint.ts';
import { resultLines, strategyLines } from './result.ts';
import { facts, LABELS, plain, wrap } from './table.ts';

const COLUMNS = 100;

/** The report for a terminal, at most 100 columns; colors only where asked for. */
export function summarize(report: Report, options: { readonly color: boolean }): string {
  const paint = paintWith(options.color);
  const sections = [
    headLines(report, paint),
    verdictLines(report, paint),
    dataLines(report),
    resultLines(report.whole, paint),
    strategyLines(report, paint),
    makingLines(report, paint),
    forecastLines(report),
    evidenceLines(report),
    orderLines(report, paint),
    assumptionLines(report, paint),
    footLines(report, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines({ record }: Report, paint: Paint): string[] {
  const names = plain(record.strategies.join(', '), 50) || 'no strategy';
  const provenance = provenanceOf(record);
  const title = `Polydesk ${record.mode} · ${names} · ${provenance.text}`;
  const badge = provenance.real ? paint.strong : paint.warn;
  return [badge(title), paint.quiet('─'.repeat(COLUMNS))];
}

function verdictLines({ whole, cashShortage }: Report, paint: Paint): string[] {
  const { verdict, isReliable, clusters } = whole.edge;
  const color = {
    positive: paint.good,
    loses: paint.bad,
    no_edge: paint.warn,
    too_few: paint.warn,
    no_trades: paint.warn,
  }[verdict.code];
  const lines = [`${paint.strong('Verdict')}  ${color(verdict.text)}. ${verdict.why}`];
  if (clusters > 1 && !isReliable) {
    lines.push(
      `Trades in ${plural(clusters, 'market')} only: the intervals are unreliable below 30.`,
    );
  }
  if (cashShortage !== undefined) {
    const { title, text } = shortageText(cashShortage);
    lines.push(`${paint.warn(title)}. ${text}`);
  }
  return lines.flatMap((line) => wrap(line, COLUMNS));
}

function dataLines({ record, whole }: Report): string[] {
  const sum = sumCoverage(record.coverage);
  const rows: [string, string][] = record.sources.map((source, i) => [
    i === 0 ? 'Data' : '',
    `${plain(source.dataset)} (${source.provenance}, ${plural(source.rows, 'row')})`,
  ]);
  if (record.sources.length === 0) rows.push(['Data', 'unknown']);
  rows.push(['Period', periodText(record.period)]);
  rows.push([
    'Markets',
    `${count(sum.markets)}: ${count(sum.complete)} complete, ` +
      `${count(sum.incomplete)} incomplete, ${count(sum.empty)} without rows; ` +
      `${count(whole.excluded.undecidedMarkets)} undecided`,
  ]);
  rows.push(['Gaps', gapText(sum)]);
  rows.push(['Silences', silenceText(sum)]);
  rows.push(['Prints recorded', `in ${count(sum.withTrades)} of ${plural(sum.markets, 'market')}`]);
  return facts(rows, LABELS);
}

function periodText(period: Report['record']['period']): string {
  if (period === undefined) return 'no events';
  const { from, to } = period;
  return `${dateTime(from)} to ${dateTime(to)} UTC (${duration(to - from)})`;
}

function gapText(sum: ReturnType<typeof sumCoverage>): string {
  return sum.gaps === 0 ? 'none' : `${plural(sum.gaps, 'gap')}, ${duration(sum.gapMicros)} in all`;
}

function assumptionLines({ record }: Report, paint: Paint): string[] {
  if (record.assumptions.length === 0) return [];
  return [
    paint.strong('Assumed where the data is silent'),
    ...record.assumptions.flatMap(({ text }) =>
      wrap(plain(text, 1_000), COLUMNS - 2).map((line, i) => `${i === 0 ? '· ' : '  '}${line}`),
    ),
  ];
}

function footLines({ record, ledger }: Report, paint: Paint): string[] {
  const { events, wallSeconds } = record.timing;
  const rate = wallSeconds > 0 ? `, ${count(Math.round(events / wallSeconds))} per second` : '';
  const lines = facts(
    [
      ['Hash', record.hash],
      [
        'Cash',
        `${dollars(ledger.startingCash)} at the start, ${dollars(ledger.finalCash)} at the end`,
      ],
      [
        'Equity at the end',
        `${dollars(worthAtEnd(ledger))}, with shares that cost ${dollars(ledger.heldCost)}`,
      ],
      ['Replayed', `${plural(events, 'event')} in ${decimal(wallSeconds, 2)} s${rate}`],
      ['Software', `polydesk ${record.software.version}, Node ${record.software.node}`],
    ],
    LABELS,
  );
  if (ledger.unexplained !== 0) {
    const amount = dollars(ledger.unexplained);
    lines.push(paint.bad(`The trades do not add up to the cash: ${amount} dollars unexplained.`));
  }
  return lines;
}
