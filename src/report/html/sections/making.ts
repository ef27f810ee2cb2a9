import type { Usd } from '../../../domain/units.ts';
import {
  count,
  decimal,
  dollars,
  duration,
  interval,
  percent,
  plural,
  shares,
  signedDecimal,
  signedDollars,
  signedPercent,
  UNKNOWN,
} from '../../format.ts';
import type { AdverseSelection, QuoteOutcomes } from '../../making/adverse-selection.ts';
import { FEWEST_DAYS } from '../../making/daily-profit.ts';
import type { Making } from '../../making/making.ts';
import { MARKOUT_LABELS } from '../../making/words.ts';
import type { Report } from '../../report.ts';
import { html, type Markup, NOTHING, type Piece } from '../markup.ts';
import { left, renderTable, right, section, signed } from '../table.ts';

/** What makers are judged by; nothing where nothing was filled at rest. */
export function makingSection({ making }: Report): Markup {
  if (making === undefined) return NOTHING;
  const note =
    `${plural(making.fills, 'fill')} at rest in ${plural(making.markets, 'market')}. ` +
    'A markout is what a fill is worth at the midpoint of a moment; where that is not known, the ' +
    'fill is left out of the row. Intervals are 95 %, resampled by market.';
  return section(
    'making',
    'Making',
    note,
    html`${markoutTable(making)}
${making.selection === undefined ? NOTHING : selectionTable(making.selection)}
${inventoryTable(making)}`,
  );
}

function markoutTable({ markouts, fills }: Making): Markup {
  const rows = markouts.map((one): Piece[] => [
    MARKOUT_LABELS[one.name],
    `${count(one.known)} of ${count(fills)}`,
    signed(one.dollars, signedDollars(one.dollars)),
    signedDecimal(one.mean, 4),
    interval(one.meanInterval, (x) => signedDecimal(x, 4)),
    signedDecimal(one.bps, 1),
    interval(one.bpsInterval, (x) => signedDecimal(x, 1)),
  ]);
  const columns = [
    left('Markout'),
    right('Known'),
    right('Dollars'),
    right('Per fill'),
    left('95 %'),
    right('bps'),
    left('95 %'),
  ];
  return renderTable(columns, rows, 'Markouts');
}

function selectionTable(selection: AdverseSelection): Markup {
  const { filled, unfilled, quoted, edgeInterval, difference, differenceInterval } = selection;
  const range = (value: typeof edgeInterval) => interval(value, (x) => signedPercent(x));
  const row = (name: string, of: QuoteOutcomes, bounds = ''): Piece[] => {
    const edge = of.winRate - of.price;
    const told = signed(edge, signedPercent(edge));
    return [name, shares(of.shares), decimal(of.price, 4), percent(of.winRate), told, bounds];
  };
  const rows = [row('Filled', filled, range(edgeInterval))];
  if (unfilled !== undefined) {
    rows.push(row('Not filled', unfilled), row('All quotes', quoted));
    const told = signed(difference ?? 0, signedPercent(difference));
    rows.push(['Filled less not', '', '', '', told, range(differenceInterval)]);
  }
  const columns = [
    left('Quotes of decided markets'),
    right('Shares'),
    right('Price'),
    right('Won, %'),
    right('Won less price'),
    left('95 %'),
  ];
  return renderTable(columns, rows, 'Won if filled, and if not');
}

function inventoryTable({ inventory, daily, rebates, rewards }: Making): Markup {
  const { trips, net, fees, winRate, profitFactor, capture, turns, averageShares } = inventory;
  const { meanHold, paidShares, paidNet, openShares, winRateInterval } = inventory;
  const won = `${percent(winRate)} % ${interval(winRateInterval, (x) => percent(x))}`;
  const known = (sum: Usd | undefined) => (sum === undefined ? UNKNOWN : dollars(sum));
  const rows: Piece[][] = [
    ['Round trips, first in first out', `${count(trips)}, ${shares(inventory.shares)} shares`],
    ['Net of them, fees off', html`${signed(net, signedDollars(net))}, fees ${dollars(fees)}`],
    ['Won, 95 % by market', won],
    ['Profit factor', decimal(profitFactor, 2)],
    [
      'Spread kept, of that earned at both fills',
      capture?.share === undefined ? UNKNOWN : `${percent(capture.share)} %`,
    ],
    ['Held on average', `${decimal(averageShares && averageShares / 1e6, 1)} shares`],
    ['Traded', `${shares(inventory.tradedShares)} shares`],
    ['Inventory turns, traded over held', decimal(turns, 1)],
    ['Held for', meanHold === undefined ? '–' : duration(meanHold)],
    ['Paid out by the settlement', `${shares(paidShares)} shares, ${signedDollars(paidNet)}`],
    ['Open at the end', `${shares(openShares)} shares`],
    [
      'Sharpe ratio of a day',
      `${decimal(daily.sharpe, 2)} of ${plural(daily.days, 'day')} (${FEWEST_DAYS} are needed)`,
    ],
    [
      'Rebates accrued by all of these fills, an estimate, not in net',
      `${known(rebates.accrued)}, on days of a dollar or more ${known(rebates.payable)}`,
    ],
  ];
  rows.push([
    'Liquidity rewards accrued, an estimate, not in net',
    `${known(rewards.accrued)}, on days of a dollar or more ${known(rewards.payable)}; ` +
      `markets that pay ${count(rewards.paying)}, do not ${count(rewards.notPaying)}, ` +
      `unknown ${count(rewards.unknownMarkets)}; unknown samples ${count(rewards.unknownSamples)}`,
  ]);
  if (rebates.unknownFills > 0) {
    rows.push(['Rebates unknown', plural(rebates.unknownFills, 'fill')]);
  }
  return renderTable([left('Inventory'), right('')], rows, 'Inventory');
}
