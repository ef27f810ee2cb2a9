import type { Timestamp } from '../../domain/units.ts';
import type { RankFacts } from './rank-facts.ts';
import { type MarketRank, rankMarket } from './rank-market.ts';
import type { RankRule } from './rank-rule.ts';

/**
 * Markets by what quoting them is worth: those that are chosen first, the best of them first, then
 * the others with what stands in their way. Equals by slug, so that the order is always the same.
 */
export function rankMarkets(
  all: readonly RankFacts[],
  rule: RankRule,
  now: Timestamp,
): readonly MarketRank[] {
  const ranks = all.map((facts) => rankMarket(facts, rule, now)).sort(byScore);
  let early = 0;
  let chosen = 0;
  const placed = ranks.map((rank): MarketRank => {
    if (rank.obstacle !== undefined) return rank;
    const { most, earlySlots } = rule;
    if (rank.isEarly && early >= earlySlots) return barred(rank, 'early_slots_used', earlySlots);
    if (chosen >= most) return barred(rank, 'enough_chosen', most);
    chosen++;
    if (rank.isEarly) early++;
    return rank;
  });
  const isChosen = ({ obstacle }: MarketRank) => obstacle === undefined;
  return [...placed.filter(isChosen), ...placed.filter((rank) => !isChosen(rank))];
}

function barred(rank: MarketRank, code: string, most: number): MarketRank {
  return { ...rank, obstacle: { code, numbers: { most } } };
}

function byScore(a: MarketRank, b: MarketRank): number {
  const difference = (b.score ?? Number.NEGATIVE_INFINITY) - (a.score ?? Number.NEGATIVE_INFINITY);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return a.facts.slug < b.facts.slug ? -1 : a.facts.slug > b.facts.slug ? 1 : 0;
}
