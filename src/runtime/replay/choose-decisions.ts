import { fits } from '../../archive/archive-filter.ts';
import type { Timestamp } from '../../domain/units.ts';
import { type Decision, type Fate, fatesOf } from './decision.ts';
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

export function chooseDecisions(
  { decisions, markets }: Pick<ReplayedRun, 'decisions' | 'markets'>,
  choice: DecisionChoice,
): readonly Decision[] {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, fates } = choice;
  const isMarket = (slug: string) =>
    choice.markets === undefined || choice.markets.some((pattern) => fits(slug, pattern));
  const isFate = (decision: Decision) =>
    fates === undefined || fatesOf(decision).some((fate) => fates.includes(fate));
  return decisions.filter(
    (decision) =>
      decision.at >= from &&
      decision.at < to &&
      isMarket(markets[decision.market]?.slug ?? '') &&
      isFate(decision),
  );
}
