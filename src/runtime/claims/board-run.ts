import { formatDecimal, type Price, SCALE, type Usd } from '../../domain/units.ts';
import { count } from '../../report/format.ts';
import { DEFAULT_RISK_LIMITS } from '../../risk/risk-limits.ts';
import type { BacktestOptions, DataSelection, LatencyParts } from '../backtest-options.ts';
import type { RecordedSet } from './recorded-sets.ts';
import type { ChosenVariant } from './variants.ts';

/** One run of the board. */
export type BoardCell = {
  readonly variant: ChosenVariant;
  readonly set: RecordedSet;
  /** From a change at the venue to our order there, µs, and how it is split. */
  readonly latency: number;
  readonly parts: LatencyParts;
};

/** Where a stake is a part of the cash, that of its source. */
const OWN_CAPITAL: ReadonlyMap<string, Usd> = new Map([['ml', 1_000_000_000 as Usd]]);

/** Half the spread of the book that is made around a price that was told without one. */
const HALF_SPREAD = 10_000 as Price;

/**
 * What is the same in every run, so that rows differ in what they name alone. Cash enough that none
 * of them ends for want of it, and no cap on what is paid for shares of markets that nobody
 * decides: the rest of the limits is what a desk begins with.
 */
export const BOARD_RULES = {
  capital: 1_000_000_000_000 as Usd,
  queue: { kind: 'riskAverse' },
  inferFills: 'through',
  // A level without a recorded size gives what is asked for: such fills are counted as assumed.
  unknownDepth: 'assume',
  minimumSize: undefined,
  limits: {
    ...DEFAULT_RISK_LIMITS,
    maxGroupExposure: 'unlimited',
    maxAssetExposure: 'unlimited',
    maxStrategyExposure: 'unlimited',
    maxExposure: 'unlimited',
    // A strategy that loses is judged to the end.
    drawdown: 'unlimited',
    maxDayLoss: 'unlimited',
  },
  seed: 1,
} as const satisfies Partial<BacktestOptions>;

/** What risk does to who goes on where it goes wrong, and the boards leave on. */
export const PAUSES =
  'Risk pauses a market as it does for any desk: after some fills in a row that the price went ' +
  'against, failures, or post-only orders that would cross, nothing is bought there for some ' +
  'minutes. Who was paused is said with each set: fewer trades are played there than were wished ' +
  'for, and who loses loses less.';

/** The same in sentences. */
export function boardRules(): string[] {
  const { capital, seed } = BOARD_RULES;
  return [
    'Each strategy alone, on an account of its own, with its default parameters but for those ' +
      `that its name says; ${count(capital / SCALE)} dollars at the start, so that none ends for ` +
      'want of cash (1,000 for ml, which stakes a part of it and begins with even odds, ' +
      'prior=none, as S0 did, but where its name says otherwise; its trees, pooled and as S0, ' +
      'take any liquidity, too); the default limits of risk, but no cap on exposure and losses; ' +
      `seed ${seed}.`,
    PAUSES,
    'Latency is half on the way in, half on the way out; the answer takes as long as that; ' +
      "the venue's taker delay comes on top.",
    'Fees, taker delay and smallest size as each market says, or as the venue documents them for ' +
      'its days; what stands in where nothing is documented is said with each set.',
    `Where only prices were told, a book is made ${formatDecimal(HALF_SPREAD)} to either side of ` +
      'each, of unknown size.',
    'Orders at rest fill by prints; where none were recorded, when the other side of the book ' +
      'reaches them (inferred). A level of unknown size gives what is asked for (assumed).',
    'Who won is the venue’s word, or the reference prices by the market’s own rule, or those of ' +
      'another feed that moved far enough, or the last price above 0.90 or below 0.10; otherwise ' +
      'nobody knows, and the trade counts nowhere. Where the last price decides, windows that ' +
      'turned late are left out: that flatters favourites, and the midpoint beside a model.',
  ];
}

/** The whole run of a cell: each strategy alone, on an account of its own. */
export function optionsOfCell(
  { variant, set, parts }: BoardCell,
  data: DataSelection,
  charts: number,
): BacktestOptions {
  const { name, definition, parameters } = variant;
  const { fee, takerDelayMs } = set.standIns;
  return {
    ...BOARD_RULES,
    capital: OWN_CAPITAL.get(name) ?? BOARD_RULES.capital,
    data: { ...data, datasets: [set.dataset], halfSpread: HALF_SPREAD },
    strategies: [{ name, definition, parameters }],
    latency: parts,
    fee,
    takerDelayMs,
    charts,
  };
}
