import { left, right, type TextColumn } from '../claims/board-table.ts';
import { VERDICTS } from '../claims/headlines.ts';
import { leftOutOf } from '../claims/left-out.ts';
import {
  count,
  decimal,
  dollars,
  interval,
  percent,
  probability,
  ratio,
  signedDecimal,
  signedDollars,
  signedPercent,
  UNKNOWN,
} from '../format.ts';
import type { Making } from '../making/making.ts';
import type { Markout } from '../making/markouts.ts';
import type { MakerRow } from './makers-board.ts';

/** What was traded, and what it came to. */
export const PROFIT_COLUMNS: readonly TextColumn[] = [
  left('Maker'),
  left('Fills by'),
  right('ms'),
  right('Orders'),
  right('Fills'),
  right('Windows'),
  right('Trading P&L'),
  right('ROI % [95 %]'),
  right('Fees'),
  right('Rebates'),
  right('Rewards'),
  right('Drawdown'),
  right('Inferred %'),
  right('Left out'),
  right('if lost'),
  right('if won'),
  right('Corrected p'),
  left('Verdict'),
];

/** In the order of {@link PROFIT_COLUMNS}. */
export function profitCells(row: MakerRow): string[] {
  const { variant, fills, latency, submitted, profit, evidence, making, judged } = row;
  const { edge, corrected, verdict, claim } = judged;
  const out = leftOutOf(claim);
  const isCounted = profit.trades > 0;
  return [
    variant,
    fills,
    `${latency / 1000}`,
    count(submitted),
    count(making?.fills ?? 0),
    count(edge.clusters),
    isCounted ? signedDollars(profit.net) : UNKNOWN,
    `${signedPercent(edge.roi)} ${interval(edge.roiInterval, (end) => signedPercent(end))}`,
    isCounted ? dollars(profit.fees) : UNKNOWN,
    rebateText(making),
    rewardText(making),
    isCounted ? dollars(row.deepestDrawdown) : UNKNOWN,
    percent(ratio(evidence.inferred.turnover, evidence.all.turnover)),
    count(out.trades),
    out.trades === 0 ? UNKNOWN : signedDollars(out.netIfLost),
    out.trades === 0 ? UNKNOWN : signedDollars(out.netIfWon),
    probability(corrected),
    VERDICTS[verdict],
  ];
}

/** Where a schedule is not known, so is the rebate. */
function rebateText(making: Making | undefined): string {
  if (making === undefined) return UNKNOWN;
  const { accrued, unknownFills } = making.rebates;
  if (accrued === undefined) return 'unknown';
  return unknownFills === 0 ? dollars(accrued) : `${dollars(accrued)} and unknown`;
}

/** Where nobody knows a programme, nobody knows what it pays. */
function rewardText(making: Making | undefined): string {
  if (making === undefined) return UNKNOWN;
  const { accrued, unknownMarkets } = making.rewards;
  if (accrued === undefined) return 'unknown';
  return unknownMarkets === 0 ? dollars(accrued) : `${dollars(accrued)} and unknown`;
}

/** What became of fills: who traded against us knew more, or not. */
export const FILL_COLUMNS: readonly TextColumn[] = [
  left('Maker'),
  left('Fills by'),
  right('ms'),
  right('Fills'),
  right('At the fill, bps'),
  right('1 s [95 %]'),
  right('30 s [95 %]'),
  right('120 s [95 %]'),
  right('Won, filled %'),
  right('paid'),
  right('Won, unfilled %'),
  right('asked'),
  right('Won, all %'),
  right('quoted'),
  right('Difference [95 %]'),
  right('Round trips'),
  right('Turns'),
];

/** In the order of {@link FILL_COLUMNS}; undefined where nothing was filled at rest. */
export function fillCells({ variant, fills, latency, making }: MakerRow): string[] | undefined {
  if (making === undefined) return undefined;
  const [atFill, ...later] = making.markouts;
  const { selection, inventory } = making;
  const rate = (of: 'filled' | 'unfilled' | 'quoted') => percent(selection?.[of]?.winRate);
  const price = (of: 'filled' | 'unfilled' | 'quoted') => decimal(selection?.[of]?.price, 4);
  const apart = selection?.differenceInterval;
  return [
    variant,
    fills,
    `${latency / 1000}`,
    count(making.fills),
    signedDecimal(atFill?.bps, 0),
    ...later.map(markoutText),
    rate('filled'),
    price('filled'),
    rate('unfilled'),
    price('unfilled'),
    rate('quoted'),
    price('quoted'),
    `${signedPercent(selection?.difference)} ${interval(apart, (end) => signedPercent(end))}`,
    count(inventory.trips),
    decimal(inventory.turns, 1),
  ];
}

function markoutText({ bps, bpsInterval }: Markout): string {
  return `${signedDecimal(bps, 0)} ${interval(bpsInterval, (end) => signedDecimal(end, 0))}`;
}
