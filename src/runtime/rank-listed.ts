import type { MarketSummary } from '../domain/market-search.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { SCALE } from '../domain/units.ts';
import { bookFacts } from '../models/market-rank/book-facts.ts';
import type { RankFacts } from '../models/market-rank/rank-facts.ts';
import type { MarketRank } from '../models/market-rank/rank-market.ts';
import { rankMarkets } from '../models/market-rank/rank-markets.ts';
import { RANK_DEFAULTS, type RankRule } from '../models/market-rank/rank-rule.ts';
import type { MarketList } from './markets.ts';
import { nearestName } from './nearest-name.ts';

/** A market of a list, and what quoting it is worth. */
export type RankedMarket = MarketRank;
/** By what it is worth quoting, and may be chosen. */
export type ListRule = RankRule;

const MINUTES_PER_DAY = 1_440;
const NAMES = Object.keys(RANK_DEFAULTS) as (keyof RankRule)[];

/**
 * Ranks markets by what a list tells of them: activity is the last day's. Without books depth is
 * all that the venue counts as liquidity, and what part of the rewards would be ours is not known;
 * what fills there have cost is not known of any.
 */
export function rankListed(
  { markets, books, readAt, scanned }: MarketList,
  rule: RankRule,
): readonly RankedMarket[] {
  const now = scanned?.asOf ?? readAt;
  const facts = markets.map((market): RankFacts => {
    const listed = factsOf(market);
    if (books === undefined) return listed;
    const { firstToken, rewards } = market;
    const book = firstToken === undefined ? undefined : books.get(firstToken);
    return { ...listed, ...bookFacts(book, rewards, rule.quoteShares) };
  });
  return rankMarkets(facts, rule, now);
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
