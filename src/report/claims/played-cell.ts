import { invariant } from '../../domain/invariant.ts';
import type { Resolution } from '../../domain/market.ts';
import { type DecidedForecast, foldForecasts } from '../folds/forecasts.ts';
import { foldPauses, type Pauses } from '../folds/pauses.ts';
import type { Trade } from '../folds/trade.ts';
import { groupByWindow, type Timed } from '../folds/windows.ts';
import type { Report } from '../report.ts';
import type { DataSource, Json } from '../run-record.ts';
import { whyNoTrades } from '../text/why-no-trades.ts';
import type { Claim } from './claim.ts';
import { claimOf } from './claims-of.ts';

/** Which run of the board it was. */
export type CellName = {
  /** The name of the strategy, and which variant of it. */
  readonly strategy: string;
  readonly variant: string;
  /** Of recordings. */
  readonly set: string;
  /** From a change at the venue to our order there, µs. */
  readonly latency: number;
};

/** What the board keeps of a run: all that its figures are made of, and how to make them again. */
export type PlayedCell = CellName & {
  readonly claim: Claim;
  /** Of decided markets, by window. */
  readonly forecasts: ReadonlyMap<string, readonly DecidedForecast[]>;
  /** All of the set, traded or not. */
  readonly markets: readonly RecordedMarket[];
  /** Why there is no trade, or not more of them. */
  readonly obstacles: string;
  readonly isCashShort: boolean;
  readonly pauses: Pauses;
  readonly run: {
    readonly hash: string;
    readonly configuration: Json;
    readonly sources: readonly DataSource[];
    readonly period: { readonly from: number; readonly to: number } | undefined;
    readonly assumptions: readonly string[];
  };
};

/** A market as one set has recorded it. */
export type RecordedMarket = Timed & {
  readonly rows: number;
  /** How its winner is known; undefined: nobody knows who won. */
  readonly winner: Resolution['source'] | undefined;
};

/** A run of one strategy alone, as a cell of the board. */
export function playedCell(report: Report, name: CellName): PlayedCell {
  const { record, trades } = report;
  invariant(record.strategies.length === 1, `the run of ${name.variant} is of one strategy`);
  const { variant: strategy, set, latency } = name;
  return {
    ...name,
    claim: claimOf({ strategy, set, latency }, trades.map(withoutSteps), record.markets),
    forecasts: groupByWindow(foldForecasts(record), record.markets),
    markets: record.markets.map(({ slug, opensAt, closesAt }, index) => ({
      ...{ slug, opensAt, closesAt },
      rows: record.coverage[index]?.rows ?? 0,
      winner: record.resolutions[index]?.source,
    })),
    obstacles: whyNoTrades(report),
    isCashShort: report.cashShortage !== undefined,
    pauses: foldPauses(record.journal),
    run: {
      hash: record.hash,
      configuration: record.configuration,
      sources: record.sources,
      period: record.period,
      assumptions: record.assumptions.map(({ text }) => text),
    },
  };
}

/** Hundreds of runs are kept at once, some of a hundred thousand trades: not each step of those. */
export function withoutSteps(trade: Trade): Trade {
  return { ...trade, realizations: NO_STEPS };
}

const NO_STEPS: Trade['realizations'] = [];
