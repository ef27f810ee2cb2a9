import type { MarketSummary } from '../domain/market-search.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { SCALE, type Timestamp } from '../domain/units.ts';
import type { RankFacts } from '../models/market-rank/rank-facts.ts';
import type { MarketRank } from '../models/market-rank/rank-market.ts';
import { rankMarkets } from '../models/market-rank/rank-markets.ts';
import { RANK_DEFAULTS, type RankRule } from '../models/market-rank/rank-rule.ts';
import { nearestName } from './nearest-name.ts';

/** A market of a list, and what quoting it is worth. */
export type RankedMarket = MarketRank;

const MINUTES_PER_DAY = 1_440;
const NAMES = Object.keys(RANK_DEFAULTS) as (keyof RankRule)[];

/**
 * Ranks markets by what a list tells of them. It tells no book: depth is all that the venue counts
 * as liquidity there, activity the last day's, and what part of the rewards would be ours, and what
 * fills there have cost, is not known.
 */
export function rankListed(
  markets: readonly MarketSummary[],
  rule: RankRule,
  now: Timestamp,
): readonly RankedMarket[] {
  return rankMarkets(markets.map(factsOf), rule, now);
}

function factsOf(market: MarketSummary): RankFacts {
  const dollars = (units: number | undefined) => (units === undefined ? undefined : units / SCALE);
  const traded = dollars(market.volume24h);
  return {
    slug: market.slug,
    category: market.category,
    createdAt: market.createdAt,
    closesAt: market.closesAt,
    bid: dollars(market.bestBid),
    ask: dollars(market.bestAsk),
    depth: dollars(market.liquidity),
    activity: traded === undefined ? undefined : traded / MINUTES_PER_DAY,
    fee: market.fee,
    rewards: market.rewards,
    rewardPart: undefined,
    toxicity: undefined,
    restsUntil: undefined,
  };
}

/** The defaults with what is given as name=value, e.g. leastDays=0. */
export function listRuleOf(given: readonly string[]): Result<RankRule> {
  const rule: Record<string, number | undefined> = { ...RANK_DEFAULTS };
  for (const text of given) {
    const [name = '', value = ''] = text.split('=');
    if (!NAMES.some((known) => known === name)) {
      const nearest = nearestName(name, NAMES);
      const meant = nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
      return refuse('no_such_rule', `"${name}" is none of ${NAMES.join(', ')}${meant}`);
    }
    const number = Number(value);
    if (value === '' || !Number.isFinite(number) || number < 0) {
      return refuse('bad_rule', `${name} is to be a number from 0 on, not "${value}"`);
    }
    rule[name] = number;
  }
  return ok(rule as unknown as RankRule);
}
