import { type CalibrationBin, calibrate } from '../domain/calibration-bins.ts';
import { type Forecast, type ForecastScore, scoreForecasts } from '../domain/forecast-score.ts';
import { outcomeOf } from '../domain/ids.ts';
import { complement, NO_USD, type Price, SCALE, type Usd } from '../domain/units.ts';
import { type CashShortage, foldCashShortage } from './folds/cash-shortage.ts';
import { type Equity, foldEquity } from './folds/equity.ts';
import { type Evidence, foldEvidence } from './folds/evidence.ts';
import { type Excluded, foldExcluded } from './folds/excluded.ts';
import { foldForecasts } from './folds/forecasts.ts';
import { foldOrders, type Orders } from './folds/orders.ts';
import {
  groupByMarket,
  type HourOfDay,
  type Profit,
  profitByHour,
  sumProfit,
} from './folds/profit.ts';
import { foldSets, type Sets } from './folds/sets.ts';
import type { Trade } from './folds/trade.ts';
import { foldTrades } from './folds/trades.ts';
import { groupByWindow } from './folds/windows.ts';
import { foldMaking, type Making } from './making/making.ts';
import type { RunRecord } from './run-record.ts';
import { type Edge, measureEdge } from './statistics/edge.ts';
import { type ForecastSkill, measureSkill } from './statistics/forecast-skill.ts';

/** Everything that any output says of a run: folded once, formatted many times. */
export type Report = {
  readonly record: RunRecord;
  /** All trades, counted or not, in order of their first fill. */
  readonly trades: readonly Trade[];
  /** The account as a whole. */
  readonly whole: Performance;
  /** By strategy; equity here begins at zero, for the account is shared. */
  readonly strategies: readonly Performance[];
  readonly byMarket: readonly MarketProfit[];
  /** 24 entries, by UTC hour of entry. */
  readonly byHour: readonly HourOfDay[];
  readonly orders: Orders;
  /** Undefined: no split and no merge was wished for. */
  readonly sets: Sets | undefined;
  /** Undefined when cash was never short. */
  readonly cashShortage: CashShortage | undefined;
  readonly calibration: Calibration;
  /** Undefined where no model said anything of a decided market beside its midpoint. */
  readonly forecasts: Forecasts | undefined;
  /** Undefined where nothing was filled at rest. */
  readonly making: Making | undefined;
  readonly ledger: Ledger;
};

export type Performance = {
  readonly name: string;
  readonly profit: Profit;
  readonly edge: Edge;
  readonly equity: Equity;
  readonly evidence: Evidence;
  readonly excluded: Excluded;
};

export type MarketProfit = {
  readonly market: Trade['market'];
  readonly trades: number;
  readonly net: Usd;
};

/** Entry prices as forecasts of what the tokens paid. */
export type Calibration = {
  readonly forecasts: number;
  readonly bins: readonly CalibrationBin[];
  readonly score: ForecastScore | undefined;
};

/** Forecasts of models beside the market's own midpoint. */
export type Forecasts = {
  readonly all: ForecastSkill;
  /** By name of the model, in order of its first forecast. */
  readonly models: readonly { readonly name: string; readonly skill: ForecastSkill }[];
};

/** Whether the trades add up to the cash. */
export type Ledger = {
  readonly startingCash: Usd;
  /** What shares from an earlier run had cost. */
  readonly openedCost: Usd;
  readonly net: Usd;
  /** Realized by sales in trades that are not counted. */
  readonly excludedRealized: Usd;
  /** Still tied up in shares at the end. */
  readonly heldCost: Usd;
  readonly finalCash: Usd;
  /** finalCash less what the lines above give: anything but 0 is a fault of the program. */
  readonly unexplained: Usd;
};

/** Cash and what is held, at what it cost: it holds at the end of a run that was cut short too. */
export function worthAtEnd({ finalCash, heldCost }: Ledger): Usd {
  return (finalCash + heldCost) as Usd;
}

const CALIBRATION_BINS = 10;

/** Folds a run. @throws InvariantError when its journal contradicts itself. */
export function foldReport(record: RunRecord): Report {
  const trades = foldTrades(record);
  const counted = countedOf(trades);
  return {
    record,
    trades,
    whole: perform('all strategies', trades, record, startOf(record)),
    strategies: record.strategies.map((name, index) =>
      perform(
        name,
        trades.filter((trade) => trade.strategy === index),
        record,
        NO_USD,
      ),
    ),
    byMarket: [...groupByMarket(counted)].map(([market, group]) => ({
      market,
      trades: group.length,
      net: sumProfit(group).net,
    })),
    byHour: profitByHour(counted),
    orders: foldOrders(record.journal),
    sets: foldSets(record.journal),
    cashShortage: foldCashShortage(record.journal),
    calibration: foldCalibration(counted),
    forecasts: scoreModels(record),
    making: foldMaking(record, counted),
    ledger: balance(trades, record),
  };
}

/** Equity at the start: open shares count as what they cost, then as ever. */
function startOf(record: RunRecord): Usd {
  return (record.startingCash + openedCostOf(record)) as Usd;
}

function countedOf(trades: readonly Trade[]): Trade[] {
  return trades.filter((trade) => trade.state === 'counted');
}

function perform(
  name: string,
  trades: readonly Trade[],
  record: RunRecord,
  startingCash: Usd,
): Performance {
  const counted = countedOf(trades);
  const excluded = foldExcluded(trades, record.resolutions);
  const uncounted = { undecided: excluded.undecided.trades, open: excluded.open.trades };
  return {
    name,
    profit: sumProfit(counted),
    edge: measureEdge([...groupByMarket(counted).values()], uncounted, record.seed),
    equity: foldEquity(counted, startingCash),
    evidence: foldEvidence(counted),
    excluded,
  };
}

/** A token that paid one half is neither right nor wrong: left out. */
function foldCalibration(counted: readonly Trade[]): Calibration {
  const forecasts = counted.flatMap((trade): Forecast[] => {
    if (trade.payout !== 0 && trade.payout !== SCALE) return [];
    return [{ probability: trade.entryPrice / SCALE, happened: trade.payout === SCALE }];
  });
  const bins = calibrate(forecasts, CALIBRATION_BINS);
  return { forecasts: forecasts.length, bins, score: scoreForecasts(forecasts, bins) };
}

function scoreModels(record: RunRecord): Forecasts | undefined {
  const decided = foldForecasts(record);
  const skillOf = (some: typeof decided) =>
    measureSkill([...groupByWindow(some, record.markets).values()], record.seed);
  const all = skillOf(decided);
  if (all === undefined) return undefined;
  const models = [...Map.groupBy(decided, ({ model }) => model)].flatMap(([name, own]) => {
    const skill = skillOf(own);
    return skill === undefined ? [] : [{ name, skill }];
  });
  return { all, models };
}

function balance(trades: readonly Trade[], record: RunRecord): Ledger {
  const counted = sumNet(trades.filter((trade) => trade.state === 'counted'));
  const excludedRealized = sumNet(trades.filter((trade) => trade.state !== 'counted'));
  const heldCost = trades.reduce((sum, trade) => sum + trade.heldCost, 0) as Usd;
  const openedCost = openedCostOf(record);
  const explained = record.startingCash + openedCost + counted + excludedRealized - heldCost;
  return {
    startingCash: record.startingCash,
    openedCost,
    net: counted,
    excludedRealized,
    heldCost,
    finalCash: record.finalCash,
    unexplained: (record.finalCash - explained) as Usd,
  };
}

function openedCostOf({ journal }: RunRecord): Usd {
  const costs = journal.map((entry) => (entry.kind === 'PositionOpened' ? entry.cost : 0));
  return costs.reduce((sum: number, cost) => sum + cost, 0) as Usd;
}

function sumNet(trades: readonly Trade[]): Usd {
  return trades.reduce((sum, trade) => sum + trade.net, 0) as Usd;
}

/** A token's price as a price of its market's first outcome. */
export function inFirstOutcome(price: Price, token: Trade['token']): Price {
  return outcomeOf(token) === 0 ? price : complement(price);
}
