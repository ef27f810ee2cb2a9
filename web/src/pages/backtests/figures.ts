import type { PerformanceJson } from '../../../../src/report/json/schema.ts';
import { gain, grouped, percent, points, price, UNKNOWN, units, usd } from '../../format/amount.ts';
import { unitsOf } from './result-json.ts';

type Interval = { readonly low: string; readonly high: string } | null;

/** One number of a run as it is shown, alone and beside that of another. */
export type Figure = {
  readonly name: string;
  /** What it means. */
  readonly title: string;
  /** In units of 1e-6, counts as they are; null: not known. */
  readonly value: (of: PerformanceJson) => number | null;
  readonly text: (value: number) => string;
  /** How a difference is told, where it is not told as the value is. */
  readonly move?: (value: number) => string;
  /** How an end of its interval is told, where it is not told as the value is. */
  readonly end?: (value: number) => string;
  /** 95 %, but for what is not counted. */
  readonly interval?: (of: PerformanceJson) => Interval;
  /** Its color says whether it is a gain. */
  readonly isGain?: boolean;
};

const part = (value: number) => percent(value);
/** Two percentages differ by points. */
const move = (value: number) => `${points(value)} points`;
const count = (value: number) => (value < 0 ? `−${grouped(-value)}` : grouped(value));
const four = (value: number) => signed(value, 4);

/** What a backtest is judged by, in the order in which it is read. */
export const FIGURES: readonly Figure[] = [
  {
    name: 'Net',
    title: 'dollars made after fees, of trades whose markets are decided',
    value: ({ net }) => unitsOf(net),
    text: gain,
    isGain: true,
  },
  {
    name: 'Mean per trade',
    title: 'dollars; in brackets what it may be by chance, resampled by market',
    value: ({ meanPerTrade }) => unitsOf(meanPerTrade),
    text: four,
    interval: ({ meanInterval }) => meanInterval,
    isGain: true,
  },
  {
    name: 'Return on outlay',
    title: 'of what was paid for the shares and their fees',
    value: ({ roi }) => unitsOf(roi),
    text: (value) => `${signed(value * 100, 2)} %`,
    move,
    interval: ({ roiInterval }) => roiInterval,
    isGain: true,
  },
  {
    name: 'Trades',
    title: 'whose markets are decided',
    value: ({ trades }) => trades,
    text: count,
  },
  { name: 'Markets', title: 'traded in', value: ({ markets }) => markets, text: count },
  {
    name: 'Won',
    title: 'of the trades; in brackets what it may be by chance (Wilson)',
    value: ({ winRate }) => unitsOf(winRate),
    text: part,
    move,
    interval: ({ winRateInterval }) => winRateInterval,
  },
  {
    name: 'Would break even at',
    title: 'so many won trades would have paid for those that were lost',
    value: ({ breakEvenWinRate }) => unitsOf(breakEvenWinRate),
    text: part,
    move,
  },
  {
    name: 'Average entry',
    title: 'price of a share, without fees',
    value: ({ averageEntry }) => unitsOf(averageEntry),
    text: (value) => price(value, 100),
  },
  {
    name: 'Average entry, with fees',
    title: 'price of a share and its fee',
    value: ({ averageEntryWithFees }) => unitsOf(averageEntryWithFees),
    text: (value) => price(value, 100),
  },
  { name: 'Fees', title: 'paid', value: ({ fees }) => unitsOf(fees), text: usd },
  {
    name: 'Rebates',
    title: 'accrued and paid later by the venue: in no other number here',
    value: ({ rebate }) => unitsOf(rebate),
    text: usd,
  },
  {
    name: 'Deepest drawdown',
    title: 'from the highest equity',
    value: ({ maxDrawdown }) => unitsOf(maxDrawdown),
    text: usd,
  },
  {
    name: 'Turnover',
    title: 'dollars bought and sold',
    value: ({ turnover }) => unitsOf(turnover),
    text: usd,
  },
  {
    name: 'Rests on unproven fills',
    title: 'share of the turnover whose fills no recorded trade proves',
    value: ({ evidence }) => unitsOf(evidence.unproven.shareOfTurnover),
    text: part,
    move,
  },
  {
    name: 'Not counted',
    title:
      'trades in markets that nobody has decided, or that were still open at the end; ' +
      'in brackets their net if every share still held had lost, and if it had won',
    value: ({ excluded }) => excluded.undecided.trades + excluded.open.trades,
    text: count,
    interval: ({ excluded: { undecided, open } }) =>
      undecided.trades + open.trades === 0
        ? null
        : {
            low: String(Number(undecided.netIfLost) + Number(open.netIfLost)),
            high: String(Number(undecided.netIfWon) + Number(open.netIfWon)),
          },
    end: gain,
  },
];

/** With a sign before gains; nothing has none. */
export function signed(value: number, decimals: number): string {
  const text = units(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

export function figureText({ value, text }: Figure, of: PerformanceJson): string {
  const found = value(of);
  return found === null ? UNKNOWN : text(found);
}

/** "[−0.01, +0.34]"; undefined: it has none, or none is known. */
export function intervalText(
  { interval, text, end = text }: Figure,
  of: PerformanceJson,
): string | undefined {
  const found = interval?.(of) ?? null;
  if (found === null) return undefined;
  const [low, high] = [unitsOf(found.low) ?? 0, unitsOf(found.high) ?? 0];
  return `[${end(low)}, ${end(high)}]`;
}

/** How much more the second has, with its sign; a dash where one is not known. */
export function differenceText(
  figure: Figure,
  one: PerformanceJson,
  other: PerformanceJson,
): string {
  const [first, second] = [figure.value(one), figure.value(other)];
  if (first === null || second === null) return UNKNOWN;
  const more = second - first;
  const text = (figure.move ?? figure.text)(more);
  return more > 0 && /[1-9]/.test(text) && !text.startsWith('+') ? `+${text}` : text;
}

/** What the intervals of the mean say of two runs; undefined: one of them has none. */
export function chanceText(one: PerformanceJson, other: PerformanceJson): string | undefined {
  const [first, second] = [one.meanInterval, other.meanInterval];
  if (first === null || second === null) return undefined;
  const isApart =
    Number(first.high) < Number(second.low) || Number(second.high) < Number(first.low);
  return isApart
    ? 'Their 95 % intervals of the mean per trade do not touch.'
    : 'Their 95 % intervals of the mean per trade overlap: the difference may be chance.';
}
