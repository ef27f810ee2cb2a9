import {
  count,
  decimal,
  dollars,
  interval,
  percent,
  signedDecimal,
  signedDollars,
} from '../../format.ts';
import type { Report } from '../../report.ts';
import { type Markup, NOTHING } from '../markup.ts';
import { left, renderTable, right, section, signed } from '../table.ts';

const COLUMNS = [
  left('Strategy'),
  right('Trades'),
  right('Win rate %'),
  right('Average entry'),
  right('Fees'),
  right('Net'),
  right('Mean per trade'),
  right('95 % interval'),
  right('Deepest drawdown'),
  left('Verdict'),
];

/** Strategies that shared the account; nothing when there was one. */
export function strategySection({ strategies }: Report): Markup {
  if (strategies.length < 2) return NOTHING;
  const rows = strategies.map(({ name, profit, edge, equity }) => [
    name,
    count(profit.trades),
    percent(edge.winRate),
    decimal(edge.averageEntry, 4),
    dollars(profit.fees),
    signed(profit.net, signedDollars(profit.net)),
    signedDecimal(edge.mean, 4),
    interval(edge.meanInterval, (x) => signedDecimal(x, 4)),
    dollars(equity.maxDrawdown),
    edge.verdict.text,
  ]);
  return section(
    'strategies',
    'Strategies',
    'All on one account, in dollars. Looking at many strategies, some look good by chance.',
    renderTable(COLUMNS, rows, 'Strategies'),
  );
}
