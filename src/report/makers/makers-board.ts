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
  /** Makers whose runs are no rows, being those of others. */
  readonly alike: readonly AlikeMaker[];
  readonly judged: Omit<JudgedClaims, 'claims'>;
};

/** A maker that sent the same orders as one before it, in so many of its runs on a set. */
export type AlikeMaker = {
  readonly set: string;
  readonly variant: string;
  readonly as: string;
  readonly runs: number;
  readonly of: number;
};

/** Judges all runs together, as one family of tests; runs that send the same orders are one. */
export function judgeMakers(
  { sets, rules: told }: Pick<MakersBoard, 'sets' | 'rules'>,
  played: readonly MakerCell[],
  rules: ClaimRules,
): MakersBoard {
  const twins = twinsOf(played);
  const cells = played.filter((cell) => !twins.has(cell));
  const inDoubt = new Set(sets.flatMap(({ name, doubt }) => (doubt === undefined ? [] : [name])));
  const { claims, ...judged } = judgeClaims(
    cells.map(({ set, claim }) => ({ ...claim, isInDoubt: inDoubt.has(set) })),
    rules,
  );
  const rows = cells.map((cell, i) => ({ ...cell, judged: claims[i] as JudgedClaim }));
  return { sets, rules: told, rows, alike: alikeOf(twins, played), judged };
}

/** Of each run that sends the same orders as an earlier one, that one; not of who sends none. */
function twinsOf(played: readonly MakerCell[]): ReadonlyMap<MakerCell, MakerCell> {
  const active = played.filter(({ submitted }) => submitted > 0);
  const groups = Map.groupBy(active, ({ set, fills, latency, sent }) =>
    JSON.stringify([set, fills, latency, sent]),
  );
  return new Map(
    [...groups.values()].flatMap(([first, ...others]) =>
      others.map((one): [MakerCell, MakerCell] => [one, first as MakerCell]),
    ),
  );
}

function alikeOf(
  twins: ReadonlyMap<MakerCell, MakerCell>,
  played: readonly MakerCell[],
): AlikeMaker[] {
  const pairs = Map.groupBy(twins, ([{ set, variant }, as]) =>
    JSON.stringify([set, variant, as.variant]),
  );
  return [...pairs.values()].flatMap((group) => {
    const [pair] = group;
    if (pair === undefined) return [];
    const [{ set, variant }, { variant: as }] = pair;
    const of = played.filter((one) => one.set === set && one.variant === variant).length;
    return [{ set, variant, as, runs: group.length, of }];
  });
}
