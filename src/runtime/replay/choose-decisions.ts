import { fits } from '../../archive/archive-filter.ts';
import type { Timestamp } from '../../domain/units.ts';
import { type Decision, type Fate, fatesOf, type Turn } from './decision.ts';
import type { ReplayedRun } from './replay-run.ts';

/** Which decisions are meant; undefined: all. */
export type DecisionChoice = {
  /** Slugs; `*` stands for any text. */
  readonly markets?: readonly string[] | undefined;
  readonly from?: Timestamp | undefined;
  /** Not included. */
  readonly to?: Timestamp | undefined;
  readonly fates?: readonly Fate[] | undefined;
};

/** In order. Turns concern no market and have no fate: they come with decisions of all kinds. */
export function chooseDecisions(
  { decisions, turns, markets }: Pick<ReplayedRun, 'decisions' | 'turns' | 'markets'>,
  { markets: patterns, fates, ...choice }: DecisionChoice,
): readonly (Decision | Turn)[] {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = choice;
  const isMarket = (slug: string) =>
    patterns === undefined || patterns.some((pattern) => fits(slug, pattern));
  const isFate = (decision: Decision) =>
    fates === undefined || fatesOf(decision).some((fate) => fates.includes(fate));
  const meant = decisions.filter(
    (decision) => isMarket(markets[decision.market]?.slug ?? '') && isFate(decision),
  );
  const isWhole = patterns === undefined && fates === undefined;
  return [...meant, ...(isWhole ? turns : [])]
    .filter(({ at }) => at >= from && at < to)
    .sort((a, b) => a.entry - b.entry);
}
