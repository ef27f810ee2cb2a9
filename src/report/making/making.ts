import type { MarketIndex } from '../../domain/ids.ts';
import type { Shares, Timestamp, Usd } from '../../domain/units.ts';
import type { Trade } from '../folds/trade.ts';
import type { RunRecord } from '../run-record.ts';
import { type AdverseSelection, measureAdverseSelection } from './adverse-selection.ts';
import { type DailyProfit, measureDays } from './daily-profit.ts';
import { figuresOf, type InventoryFigures } from './inventory-figures.ts';
import { foldMakerFills, type MakerFill } from './maker-fills.ts';
import { MARKOUT_NAMES, type Markout, measureMarkout } from './markouts.ts';
import { foldRebates, type Rebates } from './rebates.ts';
import { foldRewards, type Rewards } from './rewards.ts';
import { foldInventory } from './round-trips.ts';

/** What makers are judged by, of a run with fills or scored orders at rest. */
export type Making = {
  readonly fills: number;
  readonly markets: number;
  readonly shares: Shares;
  /** Price times size. */
  readonly turnover: Usd;
  /** At the fill, and 1, 30 and 120 seconds later. */
  readonly markouts: readonly Markout[];
  readonly selection: AdverseSelection | undefined;
  readonly inventory: InventoryFigures;
  readonly daily: DailyProfit;
  readonly rebates: Rebates;
  readonly rewards: Rewards;
};

/**
 * Undefined where nothing was filled at rest, or scored for rewards. `counted` are the trades that
 * profits are of.
 */
export function foldMaking(record: RunRecord, counted: readonly Trade[]): Making | undefined {
  const fills = foldMakerFills(record.journal);
  const { journal, seed, markets, period } = record;
  const isScored = journal.some(({ kind }) => kind === 'RewardSampled');
  if (fills.length === 0 && !isScored) return undefined;
  const sum = (of: (one: MakerFill) => number) => fills.reduce((total, one) => total + of(one), 0);
  return {
    fills: fills.length,
    markets: new Set(fills.map(({ market }) => market)).size,
    shares: sum(({ fill }) => fill.size) as Shares,
    turnover: sum(({ fill }) => fill.amount) as Usd,
    markouts: MARKOUT_NAMES.map((name) => measureMarkout(fills, name, seed)),
    selection: measureAdverseSelection(fills, record),
    inventory: figuresOf(foldInventory(journal, endsOf(record)), seed),
    daily: measureDays(counted, period),
    rebates: foldRebates(fills, markets),
    rewards: foldRewards(record),
  };
}

/** Of each market when the last of it is known: it was decided, or its recording ends. */
function endsOf({ journal, coverage, period }: RunRecord): (market: MarketIndex) => Timestamp {
  const end = Math.max(period?.to ?? 0, journal.at(-1)?.at ?? 0) as Timestamp;
  const decided = new Map<MarketIndex, Timestamp>();
  for (const entry of journal) {
    if (entry.kind === 'MarketResolved') decided.set(entry.market, entry.at);
  }
  return (market) => {
    const recorded = coverage[market]?.to ?? end;
    return Math.min(decided.get(market) ?? recorded, recorded) as Timestamp;
  };
}
