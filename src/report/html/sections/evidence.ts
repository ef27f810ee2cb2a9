import type { EvidenceShare } from '../../folds/evidence.ts';
import { count, dollars, percent, ratio, signedDollars } from '../../format.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from '../markup.ts';
import { left, renderTable, right, section, signed } from '../table.ts';

/** Fees, and how much of the result rests on weaker evidence than a recorded fact. */
export function evidenceSection({ whole }: Report): Markup {
  const { profit, evidence } = whole;
  const fees = renderTable(
    [left('Fees and rebates'), right('Dollars'), right('% of turnover')],
    [
      ['Turnover', dollars(profit.turnover), ''],
      ['Gross P&L', signed(profit.gross, signedDollars(profit.gross)), ofTurnover(profit.gross)],
      ['Fees', dollars(profit.fees), ofTurnover(profit.fees)],
      ['Net P&L', signed(profit.net, signedDollars(profit.net)), ofTurnover(profit.net)],
      [
        'Rebates accrued by counted trades, an estimate, not in net',
        dollars(profit.rebate),
        ofTurnover(profit.rebate),
      ],
    ],
    'Fees and rebates',
  );
  const shares = renderTable(
    [left('Rests on'), right('Trades'), right('% of turnover'), right('Net'), right('% of P&L')],
    [
      row('recorded size or prints', evidence.recorded),
      row('inferred fills', evidence.inferred),
      row('assumed fills', evidence.assumed),
      row('winners by another feed', evidence.otherFeed),
      row('winners by final price', evidence.finalPrice),
    ],
    'Evidence',
  );
  return section(
    'evidence',
    'Fees and evidence',
    '% of P&L counts gains and losses by size, so that they cannot cancel. A winner by final ' +
      'price is a proxy from the last book; these trades are in the rows above it too.',
    html`${fees}${shares}`,
  );

  function ofTurnover(amount: number): string {
    return percent(ratio(amount, profit.turnover), 2);
  }

  function row(label: string, part: EvidenceShare) {
    return [
      label,
      count(part.trades),
      percent(ratio(part.turnover, evidence.all.turnover)),
      signed(part.net, signedDollars(part.net)),
      percent(ratio(part.absoluteNet, evidence.all.absoluteNet)),
    ];
  }
}
