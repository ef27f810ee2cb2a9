import {
  count,
  decimal,
  dollars,
  interval,
  percent,
  plural,
  signedDecimal,
  signedDollars,
  signedPercent,
} from '../format.ts';
import type { Performance, Report } from '../report.ts';
import { type Paint, paintSign } from './paint.ts';
import { sparkline } from './sparkline.ts';

import { type Column, facts, LABELS, plain, table } from './table.ts';

/** Profit, its intervals and the equity curve; dollars unless a percent sign stands there. */
export function resultLines(whole: Performance, paint: Paint): string[] {
  const { profit, edge, equity } = whole;
  if (profit.trades === 0) return [paint.strong('Result'), 'No trade is counted.'];
  const rows: [string, string][] = [
    ['Trades', `${count(profit.trades)} in ${plural(profit.markets, 'market')}`],
    ['Wins', winText(whole)],
    [
      'Average entry',
      `${decimal(edge.averageEntry, 4)}, with fees ${decimal(edge.averageEntryWithFees, 4)}`,
    ],
    ['Gross', paintSign(paint, profit.gross, signedDollars(profit.gross))],
    ['Fees', dollars(profit.fees)],
    ['Net', paint.strong(paintSign(paint, profit.net, signedDollars(profit.net)))],
    [
      'Mean per trade',
      `${signedDecimal(edge.mean, 4)} ${interval(edge.meanInterval, (x) => signedDecimal(x, 4))}`,
    ],
    [
      'Return on outlay',
      `${signedPercent(edge.roi, 2)} % ${interval(edge.roiInterval, (x) => signedPercent(x, 2))}` +
        ` of ${dollars(profit.outlay)}`,
    ],
    ['Deepest drawdown', dollars(equity.maxDrawdown)],
    [
      'Rebates accrued',
      `${dollars(profit.rebate)} by these trades, paid later by the venue: an estimate, not in net`,
    ],
  ];
  const curve = equity.points.map((point) => point.equity);
  if (curve.length > 1) rows.push(['Equity', sparkline(curve, 70)]);
  return [
    paint.strong('Result'),
    ...facts(rows, LABELS),
    paint.quiet('Dollars. 95 % intervals in brackets, resampled by market; wins by Wilson.'),
  ];
}

function winText({ profit, edge }: Performance): string {
  const needed = edge.breakEvenWinRate;
  return (
    `${count(profit.wins)}, ${percent(edge.winRate)} % ` +
    interval(edge.winRateInterval, (x) => percent(x)) +
    (needed === undefined ? '' : `, break-even at ${percent(needed)} %`)
  );
}

const COLUMNS: readonly Column[] = [
  { heading: 'Strategy', align: 'left' },
  { heading: 'Trades', align: 'right' },
  { heading: 'Wins', align: 'right' },
  { heading: 'Entry', align: 'right' },
  { heading: 'Fees', align: 'right' },
  { heading: 'Net', align: 'right' },
  { heading: 'Mean [95 %]', align: 'right' },
  { heading: 'Verdict', align: 'left' },
];

/** One line for each strategy, where there is more than one. */
export function strategyLines({ strategies }: Report, paint: Paint): string[] {
  if (strategies.length < 2) return [];
  const rows = strategies.map(({ name, profit, edge }) => [
    plain(name, 18),
    count(profit.trades),
    count(profit.wins),
    decimal(edge.averageEntry, 3),
    dollars(profit.fees),
    paintSign(paint, profit.net, signedDollars(profit.net)),
    `${signedDecimal(edge.mean, 2)} ${interval(edge.meanInterval, (x) => signedDecimal(x, 2))}`,
    edge.verdict.text,
  ]);
  return [paint.strong('Strategies on the shared account'), ...table(COLUMNS, rows)];
}
