import { type Evidence, foldEvidence } from '../folds/evidence.ts';
import { type Profit, sumProfit } from '../folds/profit.ts';
import { measureSkill } from '../statistics/forecast-skill.ts';
import type { JudgedClaim, JudgedClaims } from './claim.ts';
import { type ClaimRules, judgeClaims } from './judge-claims.ts';
import { type JudgedSkill, type JudgedSkills, judgeForecasts } from './judge-forecasts.ts';
import type { SharedMarket } from './market-pool.ts';
import { overAllSets } from './over-all-sets.ts';
import type { CellName, PlayedCell } from './played-cell.ts';
import { type Winners, winnersOf } from './winners.ts';

/** A strategy's variant on one set, or on all of them together, at one latency. */
export type BoardRow = CellName & {
  readonly judged: JudgedClaim;
  readonly profit: Profit;
  readonly evidence: Evidence;
  /** By how the winners of its windows are known. */
  readonly winners: Winners;
  /** Undefined where no model spoke of a decided market. */
  readonly skill: JudgedSkill | undefined;
  /** The run behind it; undefined for all sets together. */
  readonly cell: PlayedCell | undefined;
};

/** A set of recordings on the board. */
export type BoardSet = {
  readonly name: string;
  /** Reference feeds that were recorded with it. */
  readonly feeds: readonly string[];
  /** Facts that its days do not tell, and what stands in for them: sentences. */
  readonly standIns: readonly string[];
  /** What was noted when it was imported: sentences. */
  readonly notes: readonly string[];
  /** Why it carries no verdict and is part of no sum; undefined: it does, and is. */
  readonly doubt: string | undefined;
  /** False: nothing was recorded that can be traded on, so nothing was played. */
  readonly isPlayed: boolean;
};

export type Board = {
  readonly sets: readonly BoardSet[];
  /** µs, in the order played. */
  readonly latencies: readonly number[];
  /** What was the same in every run: sentences. */
  readonly rules: readonly string[];
  /** In the order played. */
  readonly rows: readonly BoardRow[];
  /** Of variants that traded, or whose model spoke, on two sets or more. */
  readonly together: readonly BoardRow[];
  /** Markets of several sets, and which of these counts where all are put together. */
  readonly shared: readonly SharedMarket[];
  readonly judged: Omit<JudgedClaims, 'claims'>;
  readonly judgedSkills: Omit<JudgedSkills, 'skills'>;
};

export type Plan = Pick<Board, 'sets' | 'latencies' | 'rules'>;

/**
 * Judges the trades of all cells, and what they come to together, as one family of tests, and their
 * forecasts as another.
 */
export function judgeBoard(plan: Plan, cells: readonly PlayedCell[], rules: ClaimRules): Board {
  const inDoubt = new Set(plan.sets.flatMap((set) => (set.doubt === undefined ? [] : [set.name])));
  const { together, shared } = overAllSets(cells.filter(({ set }) => !inDoubt.has(set)));
  const all = [...cells, ...together];
  const { claims, ...judged } = judgeClaims(
    all.map(({ set, claim }) => ({ ...claim, isInDoubt: inDoubt.has(set) })),
    rules,
  );
  const { skills, ...judgedSkills } = judgeForecasts(
    all.map(({ set, forecasts }) => ({
      skill: measureSkill([...forecasts.values()], rules.seed),
      isInDoubt: inDoubt.has(set),
    })),
    rules,
  );
  const rowOf = (
    { strategy, variant, set, latency, claim }: CellName & Pick<PlayedCell, 'claim'>,
    index: number,
    cell: PlayedCell | undefined,
  ): BoardRow => {
    const trades = [...claim.windows.values()].flat();
    return {
      ...{ strategy, variant, set, latency },
      judged: claims[index] as JudgedClaim,
      profit: sumProfit(trades),
      evidence: foldEvidence(trades),
      winners: winnersOf(claim.windows),
      skill: skills[index],
      cell,
    };
  };
  return {
    ...plan,
    rows: cells.map((cell, i) => rowOf(cell, i, cell)),
    together: together.map((pool, i) => rowOf(pool, cells.length + i, undefined)),
    shared,
    judged,
    judgedSkills,
  };
}

/** What a variant came to at a latency: over all sets, or on the only one that it acted on. */
export function overallRow(board: Board, variant: string, latency: number): BoardRow | undefined {
  const isIt = (row: BoardRow) => row.variant === variant && row.latency === latency;
  const active = board.rows.filter((row) => isIt(row) && isActive(row));
  const sound = active.filter(({ judged }) => judged.verdict !== 'in_doubt');
  const alone = sound.length === 0 ? active : sound;
  return board.together.find(isIt) ?? (alone.length === 1 ? alone[0] : undefined);
}

/** Whether there is anything to judge. */
function isActive({ profit, skill }: BoardRow): boolean {
  return profit.trades > 0 || skill !== undefined;
}
