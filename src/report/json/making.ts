import type { AdverseSelection, QuoteOutcomes } from '../making/adverse-selection.ts';
import type { InventoryFigures } from '../making/inventory-figures.ts';
import type { Making } from '../making/making.ts';
import { exact, intervalJson, rounded } from './decimal.ts';
import type { MakingJson, QuotesJson } from './making-schema.ts';

export function makingJson(making: Making): MakingJson {
  const { daily, rebates } = making;
  return {
    fills: making.fills,
    markets: making.markets,
    shares: exact(making.shares),
    turnover: exact(making.turnover),
    markouts: making.markouts.map((one) => ({
      name: one.name,
      known: one.known,
      markets: one.markets,
      dollars: exact(one.dollars),
      perFill: rounded(one.mean),
      perFillInterval: intervalJson(one.meanInterval),
      bps: rounded(one.bps),
      bpsInterval: intervalJson(one.bpsInterval),
    })),
    selection: making.selection === undefined ? null : selectionJson(making.selection),
    inventory: inventoryJson(making.inventory),
    daily: { days: daily.days, mean: rounded(daily.mean), sharpe: rounded(daily.sharpe) },
    rebates: {
      accrued: exact(rebates.accrued),
      payable: exact(rebates.payable),
      days: rebates.days,
      daysBelowMinimum: rebates.daysBelowMinimum,
      unknownFills: rebates.unknownFills,
    },
    rewards: {
      ...making.rewards,
      accrued: exact(making.rewards.accrued),
      payable: exact(making.rewards.payable),
    },
  };
}

function selectionJson(selection: AdverseSelection): NonNullable<MakingJson['selection']> {
  const { markets, filled, unfilled, quoted } = selection;
  return {
    markets,
    filled: quotesJson(filled),
    unfilled: unfilled === undefined ? null : quotesJson(unfilled),
    quoted: quotesJson(quoted),
    filledInterval: intervalJson(selection.edgeInterval),
    difference: rounded(selection.difference),
    differenceInterval: intervalJson(selection.differenceInterval),
  };
}

function quotesJson({ shares, price, winRate }: QuoteOutcomes): QuotesJson {
  return {
    shares: exact(shares),
    price: rounded(price),
    winRate: rounded(winRate),
    winRateLessPrice: rounded(winRate - price),
  };
}

function inventoryJson(figures: InventoryFigures): MakingJson['inventory'] {
  const { capture, averageShares } = figures;
  return {
    roundTrips: figures.trips,
    shares: exact(figures.shares),
    gross: exact(figures.gross),
    fees: exact(figures.fees),
    net: exact(figures.net),
    wins: figures.wins,
    winRate: rounded(figures.winRate),
    winRateInterval: intervalJson(figures.winRateInterval),
    profitFactor: rounded(figures.profitFactor),
    meanHold: figures.meanHold === undefined ? null : Math.round(figures.meanHold),
    capture:
      capture === undefined
        ? null
        : {
            roundTrips: capture.trips,
            earned: exact(capture.earned),
            kept: exact(capture.kept),
            share: rounded(capture.share),
          },
    tradedShares: exact(figures.tradedShares),
    averageShares: rounded(averageShares === undefined ? undefined : averageShares / 1e6),
    turns: rounded(figures.turns),
    paidShares: exact(figures.paidShares),
    paidNet: exact(figures.paidNet),
    openShares: exact(figures.openShares),
  };
}
