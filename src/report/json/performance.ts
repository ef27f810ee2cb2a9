import type { Evidence, EvidenceShare } from '../folds/evidence.ts';
import { ratio } from '../format.ts';
import type { Performance } from '../report.ts';
import { exact, intervalJson, rounded } from './decimal.ts';
import type { EvidenceJson, ExcludedJson, PerformanceJson } from './schema.ts';

export function performanceJson(performance: Performance): PerformanceJson {
  const { name, profit, edge, equity, evidence, excluded } = performance;
  return {
    name,
    trades: profit.trades,
    markets: profit.markets,
    wins: profit.wins,
    winRate: rounded(edge.winRate),
    winRateInterval: intervalJson(edge.winRateInterval),
    breakEvenWinRate: rounded(edge.breakEvenWinRate),
    averageEntry: rounded(edge.averageEntry),
    averageEntryWithFees: rounded(edge.averageEntryWithFees),
    shares: exact(profit.size),
    cost: exact(profit.cost),
    outlay: exact(profit.outlay),
    turnover: exact(profit.turnover),
    gross: exact(profit.gross),
    fees: exact(profit.fees),
    net: exact(profit.net),
    rebate: exact(profit.rebate),
    meanPerTrade: rounded(edge.mean),
    meanError: rounded(edge.meanError),
    meanInterval: intervalJson(edge.meanInterval),
    roi: rounded(edge.roi),
    roiInterval: intervalJson(edge.roiInterval),
    intervalsReliable: edge.isReliable,
    maxDrawdown: exact(equity.maxDrawdown),
    verdict: edge.verdict,
    evidence: {
      inferred: evidenceJson(evidence.inferred, evidence),
      assumed: evidenceJson(evidence.assumed, evidence),
      unproven: evidenceJson(evidence.unproven, evidence),
      otherFeed: evidenceJson(evidence.otherFeed, evidence),
      finalPrice: evidenceJson(evidence.finalPrice, evidence),
    },
    excluded: {
      undecidedMarkets: excluded.undecidedMarkets,
      undecided: excludedJson(excluded.undecided),
      open: excludedJson(excluded.open),
    },
  };
}

function evidenceJson(part: EvidenceShare, { all }: Evidence): EvidenceJson {
  return {
    trades: part.trades,
    turnover: exact(part.turnover),
    shareOfTurnover: rounded(ratio(part.turnover, all.turnover)),
    net: exact(part.net),
    shareOfAbsoluteNet: rounded(ratio(part.absoluteNet, all.absoluteNet)),
  };
}

function excludedJson(excluded: Performance['excluded']['open']): ExcludedJson {
  return {
    trades: excluded.trades,
    markets: excluded.markets,
    outlay: exact(excluded.outlay),
    realized: exact(excluded.realized),
    heldCost: exact(excluded.heldCost),
    netIfLost: exact(excluded.netIfLost),
    netIfWon: exact(excluded.netIfWon),
  };
}
