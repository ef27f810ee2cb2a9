import { ratio } from '../format.ts';
import { exact, intervalJson, rounded } from '../json/decimal.ts';
import { skillJson } from '../json/forecasts.ts';
import type { Board, BoardRow } from './board.ts';
import type { BoardJson, BoardRowJson } from './board-schema.ts';
import { headlines } from './headlines.ts';
import type { JudgedSkill } from './judge-forecasts.ts';
import { correctionJson, leftOutJson, pValueJson } from './judged-json.ts';
import type { CellName } from './played-cell.ts';
import { sourceClaimOf } from './source-claims.ts';
import { UNPLAYED_CLAIMS } from './unplayed-claims.ts';
import { proxyShare } from './winners.ts';

/**
 * The whole board for programs. See board-schema.ts. `reportOf` is where the JSON report of a run
 * lies in the folder of all: each of its figures is made of its trades.
 */
export function boardJson(board: Board, reportOf: (cell: CellName) => string): BoardJson {
  return {
    schema: 'polydesk.claims',
    schemaVersion: 1,
    headlines: headlines(board),
    correction: correctionJson(board.judged),
    forecastCorrection: board.judgedSkills,
    rules: board.rules,
    sets: board.sets.map(({ doubt, ...set }) => ({ ...set, doubt: doubt ?? null })),
    together: board.together.map(rowJson),
    rows: board.rows.map((row) => ({ ...rowJson(row), report: reportOf(row) })),
    sharedMarkets: board.shared,
    notPlayed: UNPLAYED_CLAIMS,
  };
}

function judgedSkillJson(skill: JudgedSkill) {
  return {
    ...skillJson(skill),
    p: pValueJson(skill.brier.test?.p),
    correctedP: rounded(skill.corrected),
    verdict: skill.verdict,
  };
}

function rowJson({
  strategy,
  variant,
  set,
  latency,
  judged,
  profit,
  evidence,
  winners,
  skill,
  cell,
}: BoardRow): BoardRowJson {
  const { edge, p, corrected, detectableReturn, verdict, why, claim } = judged;
  return {
    strategy,
    variant,
    set,
    latencyMs: latency / 1000,
    windows: edge.clusters,
    trades: edge.trades,
    wins: edge.wins,
    winRate: rounded(edge.winRate),
    winRateInterval: intervalJson(edge.winRateInterval),
    breakEvenWinRate: rounded(edge.breakEvenWinRate),
    averageEntry: rounded(edge.averageEntry),
    outlay: exact(profit.outlay),
    gross: exact(profit.gross),
    fees: exact(profit.fees),
    net: exact(profit.net),
    roi: rounded(edge.roi),
    roiInterval: intervalJson(edge.roiInterval),
    inferredShare: rounded(ratio(evidence.inferred.turnover, evidence.all.turnover)),
    proxyShare: rounded(proxyShare(winners)),
    windowsByWinner: winners,
    assumedShare: rounded(ratio(evidence.assumed.turnover, evidence.all.turnover)),
    undecided: leftOutJson(claim.undecided),
    open: leftOutJson(claim.open),
    p: pValueJson(p),
    correctedP: rounded(corrected),
    detectableReturn: rounded(detectableReturn),
    verdict: { code: verdict, why },
    forecasts: skill === undefined ? null : judgedSkillJson(skill),
    sourceClaims: sourceClaimOf(strategy) ?? null,
    obstacles: cell?.obstacles ?? null,
    pauses: cell?.pauses ?? null,
    hash: cell?.run.hash ?? null,
    configuration: cell?.run.configuration ?? null,
  };
}
