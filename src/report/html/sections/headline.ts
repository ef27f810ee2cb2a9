import { shortageText } from '../../folds/cash-shortage.ts';
import {
  count,
  decimal,
  dollars,
  interval,
  percent,
  plural,
  ratio,
  signedDecimal,
  signedDollars,
  signedPercent,
} from '../../format.ts';
import type { Performance, Report } from '../../report.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { signClass } from '../table.ts';
import { boundsOf, renderWhisker } from '../whisker.ts';

type Tile = {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  /** Class of the value: colored by its sign, or flat. */
  readonly tone?: string;
  readonly drawing?: Markup;
};

/** The verdict and the numbers that it rests on. */
export function headlineSection(report: Report): Markup {
  const { whole } = report;
  const { verdict, isReliable, clusters } = whole.edge;
  const caution =
    clusters > 1 && !isReliable
      ? ` Trades in ${plural(clusters, 'market')} only: below 30 the intervals are unreliable.`
      : '';
  const tiles = [netTile(whole), ...statisticTiles(whole), ...countTiles(whole)];
  return html`<section id="headline" aria-label="Headline numbers">
${banner(verdict.code, verdict.text, verdict.why + caution)}
${shortage(report)}${unexplained(report)}<div class="tiles">
${tiles.map(renderTile)}</div>
</section>`;
}

function netTile({ profit }: Performance): Tile {
  return {
    label: 'Net P&L',
    value: signedDollars(profit.net),
    note: `dollars; gross ${signedDollars(profit.gross)}`,
    tone: signClass(profit.net),
  };
}

/** Estimates with their intervals: none without trades. */
function statisticTiles({ profit, edge }: Performance): Tile[] {
  if (profit.trades === 0) return [];
  const tone = signClass(profit.net);
  const needed = edge.breakEvenWinRate;
  const wins = `${count(profit.wins)} of ${count(profit.trades)}`;
  return [
    {
      label: 'Mean net per trade',
      value: signedDecimal(edge.mean, 4),
      note: `dollars, 95 % ${unbroken(edge.meanInterval, (x) => signedDecimal(x, 4))}`,
      tone,
      drawing: whisker(edge.mean, edge.meanInterval, 0),
    },
    {
      label: 'Return on outlay',
      value: `${signedPercent(edge.roi, 2)} %`,
      note:
        `of ${dollars(profit.outlay)}, ` +
        `95 % ${unbroken(edge.roiInterval, (x) => signedPercent(x, 2))}`,
      tone,
      drawing: whisker(edge.roi, edge.roiInterval, 0),
    },
    {
      label: 'Wins',
      value: `${percent(edge.winRate)} %`,
      note:
        `${wins}, 95 % ${unbroken(edge.winRateInterval, (x) => percent(x))}` +
        (needed === undefined ? '' : `; break-even ${percent(needed)} %`),
      drawing: whisker(edge.winRate, edge.winRateInterval, needed),
    },
    {
      label: 'Average entry',
      value: decimal(edge.averageEntry, 4),
      note: `dollars a share; ${decimal(edge.averageEntryWithFees, 4)} with fees`,
    },
  ];
}

function countTiles(whole: Performance): Tile[] {
  const { profit, equity, excluded } = whole;
  return [
    {
      label: 'Trades',
      value: count(profit.trades),
      note: `in ${plural(profit.markets, 'market')}`,
    },
    {
      label: 'Fees',
      value: dollars(profit.fees),
      note: `dollars; rebates estimated at ${dollars(profit.rebate)}, not in net`,
    },
    {
      label: 'Deepest drawdown',
      value: dollars(equity.maxDrawdown),
      note: 'dollars below the highest equity so far',
    },
    { label: 'Not proven by a record', value: unprovenText(whole), note: unprovenNote(whole) },
    {
      label: 'Left out as undecided',
      value: plural(excluded.undecided.trades, 'trade'),
      note:
        `${dollars(excluded.undecided.outlay)} dollars paid; ` +
        plural(excluded.undecidedMarkets, 'undecided market'),
    },
  ];
}

function renderTile({ label, value, note, tone = 'flat', drawing = NOTHING }: Tile): Markup {
  return html`<div class="tile"><h3>${label}</h3><p class="value ${tone}">${value}</p>
${drawing}<p class="note">${note}</p></div>
`;
}

function banner(code: string, text: string, why: string): Markup {
  return html`<div class="verdict ${code}"><strong>${text}</strong><span>${why}</span></div>`;
}

/** An interval that stays on one line. */
function unbroken(ends: Ends, format: (end: number) => string): string {
  return interval(ends, format).replaceAll(' ', '\u00a0');
}

type Ends = Performance['edge']['meanInterval'];

function whisker(value: number | undefined, ends: Ends, reference: number | undefined): Markup {
  if (value === undefined) return NOTHING;
  const bounds = boundsOf([value, ends?.low, ends?.high, reference]);
  return renderWhisker({ value, interval: ends, reference, ...bounds });
}

function unprovenText({ evidence }: Performance): string {
  const share = ratio(evidence.unproven.turnover, evidence.all.turnover);
  return share === undefined ? 'none' : `${percent(share)} %`;
}

function unprovenNote({ evidence }: Performance): string {
  if (evidence.all.turnover === 0) return 'nothing was bought or sold';
  const net = signedDollars(evidence.unproven.net);
  return `of turnover, inferred or assumed fills; its net ${net}`;
}

function shortage({ cashShortage }: Report): Markup {
  if (cashShortage === undefined) return NOTHING;
  const { title, text } = shortageText(cashShortage);
  return banner('', title, text);
}

function unexplained({ ledger }: Report): Markup {
  if (ledger.unexplained === 0) return NOTHING;
  const why =
    `${dollars(ledger.unexplained)} dollars of the final cash are explained by no trade. ` +
    'Do not trust this report.';
  return banner('loses', 'The books do not balance', why);
}
