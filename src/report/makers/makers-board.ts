import type { JudgedClaim, JudgedClaims } from '../claims/claim.ts';
import { type ClaimRules, judgeClaims } from '../claims/judge-claims.ts';
import type { MakerCell } from './maker-cell.ts';

export type MakerRow = MakerCell & { readonly judged: JudgedClaim };

/** A set of recordings that makers were played on. */
export type MakerSet = {
  readonly name: string;
  /** Facts that its days do not tell, and what stands in for them: sentences. */
  readonly standIns: readonly string[];
  /** Why it carries no verdict; undefined: it does. */
  readonly doubt: string | undefined;
};

export type MakersBoard = {
  readonly sets: readonly MakerSet[];
  /** What was the same in every run: sentences. */
  readonly rules: readonly string[];
  /** In the order played. */
  readonly rows: readonly MakerRow[];
  readonly judged: Omit<JudgedClaims, 'claims'>;
};

/** Judges all runs together, as one family of tests. */
export function judgeMakers(
  { sets, rules: told }: Pick<MakersBoard, 'sets' | 'rules'>,
  cells: readonly MakerCell[],
  rules: ClaimRules,
): MakersBoard {
  const inDoubt = new Set(sets.flatMap(({ name, doubt }) => (doubt === undefined ? [] : [name])));
  const { claims, ...judged } = judgeClaims(
    cells.map(({ set, claim }) => ({ ...claim, isInDoubt: inDoubt.has(set) })),
    rules,
  );
  const rows = cells.map((cell, i) => ({ ...cell, judged: claims[i] as JudgedClaim }));
  return { sets, rules: told, rows, judged };
}
