import { combinations } from '../../domain/combinations.ts';
import { invariant } from '../../domain/invariant.ts';
import { checkRows, type LabeledRows } from '../labeled-rows.ts';

/** Rows by their numbers; what is in neither was purged. */
export type Split = { readonly train: Int32Array; readonly test: Int32Array };

export type SplitOptions = {
  /** Stretches of time, with about as many markets in each. */
  readonly groups: number;
  /** After a test's end nothing is trained on for so long, µs. */
  readonly embargo: number;
};

/** A market's rows, and the interval in which its label came about. */
type Market = { readonly rows: number[]; from: number; until: number };

/**
 * Forward in time: each group but the first is tested once, on a model of what was over before it
 * began. An embargo has nothing to do here: nothing later is trained on.
 */
export function forwardSplits(rows: LabeledRows, groups: number): Split[] {
  const parts = groupsOf(rows, groups);
  return parts.slice(1).map((test, i) => {
    const start = Math.min(...test.map(({ from }) => from));
    const before = parts.slice(0, i + 1).flat();
    return splitOf(
      before.filter(({ until }) => until < start),
      test,
    );
  });
}

/**
 * Combinatorial purged cross-validation: each choice of `tested` groups is tested once, on a model
 * of the others. Markets whose label interval meets that of a tested group, if only at its end, are
 * purged, and those that open within the embargo after it. Lopez de Prado, "Advances in Financial
 * Machine Learning", 2018, chapters 7 and 12; with `tested` 1 it is purged k-fold.
 */
export function purgedSplits(
  rows: LabeledRows,
  { groups, embargo }: SplitOptions,
  tested = 1,
): Split[] {
  invariant(tested >= 1 && tested < groups, `cannot test ${tested} of ${groups} groups`);
  invariant(embargo >= 0, `an embargo is not negative, got ${embargo}`);
  const parts = groupsOf(rows, groups);
  return [...combinations(groups, tested)].map((chosen) => {
    const held = chosen.map((group) => spanOf(parts[group] as readonly Market[]));
    const isFree = ({ from, until }: Market) =>
      held.every((span) => until < span.from || from > span.until + embargo);
    const others = parts.filter((_, group) => !chosen.includes(group)).flat();
    return splitOf(
      others.filter(isFree),
      chosen.flatMap((group) => parts[group] as readonly Market[]),
    );
  });
}

/** Whole markets in order of time, in groups of equally many. */
function groupsOf(rows: LabeledRows, groups: number): readonly (readonly Market[])[] {
  const markets = marketsOf(rows);
  invariant(
    Number.isInteger(groups) && groups >= 2 && groups <= markets.length,
    `${markets.length} markets do not make ${groups} groups`,
  );
  return Array.from({ length: groups }, (_, i) => {
    const place = (group: number) => Math.floor((group * markets.length) / groups);
    return markets.slice(place(i), place(i + 1));
  });
}

function marketsOf(rows: LabeledRows): Market[] {
  checkRows(rows);
  const markets = new Map<number, Market>();
  for (let row = 0; row < rows.count; row++) {
    const id = rows.markets[row] as number;
    const [from, until] = [rows.from[row] as number, rows.until[row] as number];
    const known = markets.get(id);
    if (known === undefined) {
      markets.set(id, { rows: [row], from, until });
      continue;
    }
    known.rows.push(row);
    known.from = Math.min(known.from, from);
    known.until = Math.max(known.until, until);
  }
  return [...markets.values()].sort((a, b) => a.from - b.from || a.until - b.until);
}

function spanOf(markets: readonly Market[]): { readonly from: number; readonly until: number } {
  return {
    from: Math.min(...markets.map(({ from }) => from)),
    until: Math.max(...markets.map(({ until }) => until)),
  };
}

function splitOf(train: readonly Market[], test: readonly Market[]): Split {
  const rowsOf = (markets: readonly Market[]) =>
    Int32Array.from(markets.flatMap(({ rows }) => rows)).sort();
  return { train: rowsOf(train), test: rowsOf(test) };
}
