import { type DecidedForecast, foldForecasts } from '../folds/forecasts.ts';
import type { Trade } from '../folds/trade.ts';
import { groupByWindow } from '../folds/windows.ts';
import type { Report } from '../report.ts';
import type { DataSource, Json } from '../run-record.ts';
import { whyNoTrades } from '../text/why-no-trades.ts';
import type { Claim } from './claim.ts';
import { claimsOf } from './claims-of.ts';

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
  /** Why there is no trade, or not more of them. */
  readonly obstacles: string;
  readonly isCashShort: boolean;
  readonly run: {
    readonly hash: string;
    readonly configuration: Json;
    readonly sources: readonly DataSource[];
    readonly markets: number;
    readonly undecidedMarkets: number;
    readonly period: { readonly from: number; readonly to: number } | undefined;
    readonly assumptions: readonly string[];
  };
};

/** A run of one strategy alone, as a cell of the board. */
export function playedCell(report: Report, name: CellName): PlayedCell {
  const { record, whole } = report;
  const [claim] = claimsOf(report, name);
  if (claim === undefined) throw new Error(`the run of ${name.variant} has no strategy`);
  return {
    ...name,
    claim: { ...claim, strategy: name.variant, windows: withoutSteps(claim.windows) },
    forecasts: groupByWindow(foldForecasts(record), record.markets),
    obstacles: whyNoTrades(report),
    isCashShort: report.cashShortage !== undefined,
    run: {
      hash: record.hash,
      configuration: record.configuration,
      sources: record.sources,
      markets: record.markets.length,
      undecidedMarkets: whole.excluded.undecidedMarkets,
      period: record.period,
      assumptions: record.assumptions.map(({ text }) => text),
    },
  };
}

/** Hundreds of runs are kept at once, some of a hundred thousand trades: not each step of those. */
function withoutSteps(windows: Claim['windows']): Claim['windows'] {
  return new Map(
    [...windows].map(([name, trades]) => [
      name,
      trades.map((trade) => ({ ...trade, realizations: NO_STEPS })),
    ]),
  );
}

const NO_STEPS: Trade['realizations'] = [];
