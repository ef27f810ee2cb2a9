import { correctionJson, leftOutJson, pValueJson } from '../claims/judged-json.ts';
import { leftOutOf } from '../claims/left-out.ts';
import { ratio } from '../format.ts';
import { exact, intervalJson, rounded } from '../json/decimal.ts';
import { makingJson } from '../json/making.ts';
import type { MakerRow, MakersBoard } from './makers-board.ts';
import { WHO_IS_FILLED } from './makers-page.ts';
import type { MakerRowJson, MakersJson } from './makers-schema.ts';

/** The whole board for programs. See makers-schema.ts. */
export function makersJson({ sets, rules, rows, alike, judged }: MakersBoard): MakersJson {
  return {
    schema: 'polydesk.makers',
    schemaVersion: 1,
    correction: correctionJson(judged),
    rules,
    restsOn: WHO_IS_FILLED,
    sets: sets.map(({ doubt, ...set }) => ({ ...set, doubt: doubt ?? null })),
    rows: rows.map(rowJson),
    alike,
  };
}

function rowJson({ judged, making, profit, evidence, ...row }: MakerRow): MakerRowJson {
  const { edge, p, corrected, verdict, why, claim } = judged;
  return {
    strategy: row.strategy,
    variant: row.variant,
    set: row.set,
    fillsBy: row.fills,
    latencyMs: row.latency / 1000,
    orders: row.submitted,
    windows: edge.clusters,
    trades: edge.trades,
    outlay: exact(profit.outlay),
    net: exact(profit.net),
    fees: exact(profit.fees),
    roi: rounded(edge.roi),
    roiInterval: intervalJson(edge.roiInterval),
    deepestDrawdown: exact(row.deepestDrawdown),
    inferredShare: rounded(ratio(evidence.inferred.turnover, evidence.all.turnover)),
    leftOut: leftOutJson(leftOutOf(claim)),
    p: pValueJson(p),
    correctedP: rounded(corrected),
    verdict: { code: verdict, why },
    making: making === undefined ? null : makingJson(making),
    obstacles: row.obstacles,
    pauses: row.pauses,
    hash: row.hash,
  };
}
