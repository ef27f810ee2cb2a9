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
} from '../format.ts';
import type { AdverseSelection } from '../making/adverse-selection.ts';
import { type DailyProfit, FEWEST_DAYS } from '../making/daily-profit.ts';
import type { InventoryFigures } from '../making/inventory-figures.ts';
import type { Making } from '../making/making.ts';
import type { Markout } from '../making/markouts.ts';
import type { Rebates } from '../making/rebates.ts';
import type { Rewards } from '../making/rewards.ts';
import { MARKOUT_LABELS } from '../making/words.ts';
import type { Report } from '../report.ts';
import type { Paint } from './paint.ts';
import { facts, LABELS } from './table.ts';

/** What makers are judged by; nothing where nothing was filled at rest. */
export function makingLines({ making }: Pick<Report, 'making'>, paint: Paint): string[] {
  if (making === undefined) return [];
  return [
    paint.strong('Making'),
    ...facts(
      [
        ['Fills at rest', fillText(making)],
        ...making.markouts.map((one): [string, string] => [
          MARKOUT_LABELS[one.name],
          markoutText(one, making),
        ]),
        ...selectionRows(making.selection),
        ...inventoryRows(making.inventory),
        ['Days', dayText(making.daily)],
        ['Rebates', rebateText(making.rebates)],
        ['Rewards', rewardText(making.rewards)],
      ],
      LABELS,
    ),
    paint.quiet('Markouts: dollars per fill, and bps of the dollars filled, at the midpoint then.'),
    paint.quiet('Rebates and rewards are estimates: the venue pays by what all makers did.'),
  ];
}

function fillText({ fills, markets, shares: size, turnover }: Making): string {
  const where = `${plural(fills, 'fill')} in ${plural(markets, 'market')}`;
  return `${where}, ${shares(size)} shares for ${dollars(turnover)}`;
}

function markoutText({ known, mean, meanInterval, bps, bpsInterval }: Markout, all: Making) {
  if (known === 0) return `${UNKNOWN}, no midpoint is known`;
  const missing = known === all.fills ? '' : `, ${count(known)} known`;
  return (
    `${signedDecimal(mean, 4)} ${interval(meanInterval, (x) => signedDecimal(x, 4))}, ` +
    `${signedDecimal(bps, 1)} bps ${interval(bpsInterval, (x) => signedDecimal(x, 1))}${missing}`
  );
}

function selectionRows(selection: AdverseSelection | undefined): [string, string][] {
  if (selection === undefined) return [];
  const { filled, unfilled, markets, edgeInterval, difference, differenceInterval } = selection;
  const range = (value: AdverseSelection['edgeInterval']) =>
    interval(value, (x) => signedPercent(x));
  const rows: [string, string][] = [
    [
      'Won if filled',
      `${percent(filled.winRate)} % at ${decimal(filled.price, 4)}, ` +
        `${signedPercent(filled.winRate - filled.price)} ${range(edgeInterval)} points, ` +
        plural(markets, 'market'),
    ],
  ];
  if (unfilled !== undefined) {
    const { winRate, price } = unfilled;
    rows.push([
      'Won if not',
      `${percent(winRate)} % at ${decimal(price, 4)}; filled less not ` +
        `${signedPercent(difference)} ${range(differenceInterval)} points`,
    ]);
  }
  return rows;
}

function inventoryRows(figures: InventoryFigures): [string, string][] {
  const { trips, net, winRate, winRateInterval, profitFactor, capture } = figures;
  const { averageShares, tradedShares, turns, meanHold } = figures;
  const { paidShares, paidNet, openShares } = figures;
  const rows: [string, string][] = [
    [
      'Round trips',
      trips === 0
        ? 'none'
        : `${count(trips)}, net ${signedDollars(net)}, ${percent(winRate)} % ` +
          `${interval(winRateInterval, (x) => percent(x))} won, profit factor ` +
          decimal(profitFactor, 2),
    ],
  ];
  if (capture !== undefined) {
    const { earned, kept, share } = capture;
    rows.push([
      'Spread kept',
      `${share === undefined ? UNKNOWN : `${percent(share, 0)} %`}: ${signedDollars(kept)} of ` +
        `${signedDollars(earned)} earned at both fills of ${plural(capture.trips, 'trip')}`,
    ]);
  }
  const held = meanHold === undefined ? '' : `, held ${duration(meanHold)}`;
  rows.push([
    'Inventory',
    `${decimal(averageShares === undefined ? undefined : averageShares / 1e6, 1)} shares on ` +
      `average, ${shares(tradedShares)} traded: ${decimal(turns, 1)} turns${held}`,
  ]);
  rows.push([
    'Not given back',
    `${shares(paidShares)} shares paid out, net ${signedDollars(paidNet)}; ` +
      `${shares(openShares)} open`,
  ]);
  return rows;
}

function dayText({ days, mean, sharpe }: DailyProfit): string {
  const steady =
    sharpe === undefined
      ? `Sharpe ${UNKNOWN}, needs ${FEWEST_DAYS} days that differ`
      : `Sharpe ${decimal(sharpe, 2)} a day`;
  return `${count(days)}, mean ${signedDecimal(mean, 2)}, ${steady}`;
}

function rebateText({ accrued, payable, daysBelowMinimum, unknownFills }: Rebates): string {
  if (accrued === undefined || payable === undefined)
    return `${UNKNOWN}, of no fill is the market's schedule known`;
  const below =
    daysBelowMinimum === 0
      ? ''
      : `; ${dollars(payable)} without ${plural(daysBelowMinimum, 'day')} below a dollar`;
  const unknown =
    unknownFills === 0 ? '' : `; unknown for ${plural(unknownFills, 'fill')} without a schedule`;
  return `${dollars(accrued)} by all these fills, not in net${below}${unknown}`;
}

function rewardText(rewards: Rewards): string {
  const { accrued, payable, daysBelowMinimum, unknownSamples, paying, unknownMarkets } = rewards;
  if (accrued === undefined || payable === undefined)
    return `${UNKNOWN}, of no market is it known whether it pays`;
  const below =
    daysBelowMinimum === 0
      ? ''
      : `; ${dollars(payable)} without ${plural(daysBelowMinimum, 'day')} below a dollar`;
  const gaps = [
    ...(unknownMarkets === 0 ? [] : [plural(unknownMarkets, 'market')]),
    ...(unknownSamples === 0 ? [] : [plural(unknownSamples, 'sample')]),
  ].join(', ');
  const unknown = gaps === '' ? '' : `; unknown: ${gaps}`;
  const where = `in ${plural(paying, 'market')} that pay`;
  return `${dollars(accrued)} ${where}, not in net${below}${unknown}`;
}
