import { SCALE } from '../../../domain/units.ts';
import { isWin, type Trade, turnoverOf } from '../../folds/trade.ts';
import {
  count,
  dateTime,
  dollars,
  percent,
  plural,
  price,
  ratio,
  shares,
  signedDollars,
  UNKNOWN,
} from '../../format.ts';
import { marketName, outcomeName, resolutionName, strategyName } from '../../names.ts';
import type { Report } from '../../report.ts';
import { html, type Markup, type Piece } from '../markup.ts';
import { empty, section, signed } from '../table.ts';

/** A page with more rows is slow to open; the JSON report has them all. */
const MOST_ROWS = 5_000;

type Column = {
  readonly heading: string;
  readonly align: 'left' | 'right';
  readonly cell: (report: Report, trade: Trade) => Piece;
};

const COLUMNS: readonly Column[] = [
  { heading: '#', align: 'right', cell: (_, trade) => trade.id },
  { heading: 'Opened (UTC)', align: 'left', cell: (_, trade) => dateTime(trade.openedAt) },
  {
    heading: 'Market',
    align: 'left',
    cell: ({ record }, trade) => marketName(record, trade.market),
  },
  {
    heading: 'Outcome',
    align: 'left',
    cell: ({ record }, trade) => outcomeName(record, trade.token),
  },
  { heading: 'Shares', align: 'right', cell: (_, trade) => shares(trade.size) },
  { heading: 'Entry', align: 'right', cell: (_, trade) => price(trade.entryPrice) },
  { heading: 'Exit', align: 'right', cell: (_, trade) => price(trade.exitPrice) },
  {
    heading: 'Gross',
    align: 'right',
    cell: (_, trade) => (isCounted(trade) ? signedDollars(trade.gross) : UNKNOWN),
  },
  {
    heading: 'Fees',
    align: 'right',
    cell: (_, trade) => dollars(isCounted(trade) ? trade.fees : trade.entryFee),
  },
  {
    heading: 'Net',
    align: 'right',
    cell: (_, trade) => (isCounted(trade) ? signed(trade.net, signedDollars(trade.net)) : UNKNOWN),
  },
  { heading: 'Left by', align: 'left', cell: (_, trade) => trade.exit },
  { heading: 'Result', align: 'left', cell: (_, trade) => resultOf(trade) },
  {
    heading: 'Unproven %',
    align: 'right',
    cell: (_, trade) =>
      percent(ratio(trade.turnover.inferred + trade.turnover.assumed, turnoverOf(trade)), 0),
  },
  { heading: 'Winner by', align: 'left', cell: (_, trade) => known(trade) },
];

const STRATEGY: Column = {
  heading: 'Strategy',
  align: 'left',
  cell: ({ record }, trade) => strategyName(record, trade.strategy),
};

/** Every trade, to sort and filter. */
export function tradeSection(report: Report): Markup {
  const { trades } = report;
  const columns = report.record.strategies.length > 1 ? [...COLUMNS, STRATEGY] : COLUMNS;
  const shown = trades.slice(0, MOST_ROWS);
  const cut =
    shown.length < trades.length
      ? ` The first ${count(MOST_ROWS)} of ${count(trades.length)}: the JSON report has all.`
      : '';
  return section(
    'trades',
    'All trades',
    'One row is one round in one outcome token: from the first share bought or split until none ' +
      'is left; a merge ends a round on both sides. ' +
      `Prices in dollars a share, without fees.${cut}`,
    trades.length === 0
      ? empty('No trades.')
      : html`${controls(shown.length)}
<div class="scroll tall" tabindex="0" role="region" aria-label="All trades">
<table id="trade-table">
<thead><tr>${columns.map(headCell)}</tr></thead>
<tbody>${shown.map((trade) => tradeRow(report, columns, trade))}</tbody>
</table></div>`,
  );
}

function controls(trades: number): Markup {
  const states = ['won', 'lost', 'undecided', 'open'];
  return html`<p class="controls">
<label>Filter
<input id="trade-filter" type="search" placeholder="market, outcome, strategy"></label>
<label>Show <select id="trade-state"><option value="">all trades</option>
${states.map((state) => html`<option>${state}</option>`)}</select></label>
<span id="trade-count">${plural(trades, 'trade')}</span>
</p>`;
}

function headCell({ heading, align }: Column): Markup {
  return html`<th scope="col" class="${align}"><button type="button">${heading}</button></th>`;
}

function tradeRow(report: Report, columns: readonly Column[], trade: Trade): Markup {
  const cells = columns.map(({ align, cell }) => tableCell(align, cell(report, trade)));
  return html`<tr>${cells}</tr>
`;
}

function tableCell(align: Column['align'], piece: Piece): Markup {
  return align === 'left' ? html`<td>${piece}</td>` : html`<td class="right">${piece}</td>`;
}

function isCounted(trade: Trade): boolean {
  return trade.state === 'counted';
}

function resultOf(trade: Trade): string {
  return isCounted(trade) ? (isWin(trade) ? 'won' : 'lost') : trade.state;
}

function known(trade: Trade): string {
  const half = trade.payout === SCALE / 2 ? ', paid 0.50' : '';
  return `${resolutionName(trade.resolution)}${half}`;
}
