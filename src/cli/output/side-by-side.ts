import { count, dateTime, dollars, plural } from '../../report/format.ts';
import type { Report } from '../../report/report.ts';
import type { Paint } from '../../report/text/paint.ts';
import { type Column, plain, wrap } from '../../report/text/table.ts';
import type { Output } from './output.ts';
import { hasUndecided, performanceTable } from './performance-table.ts';
import { assumptionLines, type Run, remarkLines, WIDTH } from './run-remarks.ts';

/**
 * Several runs over the same recordings, one line each. `first` is the column that tells them
 * apart; `seeAll` says where all reasons stand, `remark` is said after the legend.
 */
export function saySideBySide(
  first: Column,
  runs: readonly Run[],
  { say, paint }: Output,
  seeAll: string,
  remark = '',
): void {
  const [some] = runs;
  const lines = runs.map(({ label, report }) => ({ label, performance: report.whole }));
  const blocks = [
    some === undefined ? '' : commonLines(some.report, paint),
    performanceTable(first, lines, paint),
    remarkLines(runs, seeAll).join('\n'),
    legend(lines, remark),
    assumptionLines(runs, paint).join('\n'),
  ];
  say(blocks.filter((block) => block !== '').join('\n\n'));
}

/** What the headings mean. */
function legend(lines: Parameters<typeof hasUndecided>[0], more: string): string {
  const undecided = hasUndecided(lines)
    ? 'Undecided: trades in no other number, for nobody knows who won; in brackets their net if ' +
      'every share still held had lost, and if it had won. '
    : '';
  const text =
    'Dollars. Needs: the win rate at which trades held to settlement break even, that is the ' +
    'market price paid, with fees: the baseline to beat. Brackets: 95 %, resampled by market. ' +
    'Unproven: part of the turnover on fills that no recorded size or print proves: inferred ' +
    `from the books, or against an unknown size. ${undecided}${more}`;
  return wrap(text.trim(), WIDTH).join('\n');
}

/** What all runs have in common: the recordings, and the account each one began with. */
function commonLines({ record, whole }: Report, paint: Paint): string {
  const sources = record.sources.map(({ dataset, provenance, rows }) => {
    return `${plain(dataset)} (${provenance}, ${plural(rows, 'row')})`;
  });
  const { period } = record;
  const undecided = `${count(whole.excluded.undecidedMarkets)} undecided`;
  const markets = `${plural(record.markets.length, 'market')}, ${undecided}`;
  const when = period && `, ${dateTime(period.from)} to ${dateTime(period.to)} UTC`;
  const start = `${dollars(record.startingCash)} dollars at the start of each run`;
  return [
    paint.strong(sources.join(', ') || 'no recordings'),
    ...wrap(`${markets}${when ?? ''}, ${start}`, WIDTH),
  ].join('\n');
}
