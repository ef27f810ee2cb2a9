import { takerFee } from '../../domain/fee.ts';
import {
  MICROS_PER_SECOND,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import type { RankFacts } from './rank-facts.ts';
import type { RankRule } from './rank-rule.ts';

const MICROS_PER_HOUR = 3_600 * MICROS_PER_SECOND;
const HOURS_PER_DAY = 24;
const MINUTES_PER_DAY = 1_440;
/** Dollars a share: what is traded is of both tokens, whose prices add up to one. */
const MEAN_PRICE = 0.5;
/** Of fees, which are rounded: of so many shares, then divided. */
const MANY = 1_000;

export const COMPONENTS = ['spread', 'early', 'rebate', 'rewards', 'toxicity'] as const;
export type ComponentName = (typeof COMPONENTS)[number];

/** What quoting a market is worth, and of what that is made. All dollars are of a day. */
export type MarketRank = {
  readonly facts: RankFacts;
  readonly isEarly: boolean;
  /** Why it is not chosen, with the numbers compared; undefined: it is. */
  readonly obstacle: RankObstacle | undefined;
  /** All components that are known, added up; undefined: it cannot be told. */
  readonly score: number | undefined;
  /** Undefined: not known, and in no sum. */
  readonly components: Readonly<Record<ComponentName, number | undefined>>;
  readonly unknown: readonly ComponentName[];
  /** Shares that our quotes would be filled for; undefined: not known. */
  readonly shares: number | undefined;
  /** The activity is the rule's, for nobody knows the market's. */
  readonly isAssumed: boolean;
};

export type RankObstacle = {
  readonly code: string;
  readonly numbers: Readonly<Record<string, number>>;
};

/**
 * Weighs one market alone. Of all that is traded our quotes get the part that they are of what
 * rests; each share brings half the spread and the rebate, and costs what fills there have cost.
 */
export function rankMarket(facts: RankFacts, rule: RankRule, now: Timestamp): MarketRank {
  const isEarly = isEarlyAt(facts, rule, now);
  const activity = facts.activity ?? rule.assumedActivity;
  const shares = sharesADay(facts, rule, activity);
  const components = componentsOf(facts, rule, shares, isEarly);
  const unknown = COMPONENTS.filter((name) => components[name] === undefined);
  const score =
    components.spread === undefined
      ? undefined
      : COMPONENTS.reduce((sum, name) => sum + (components[name] ?? 0), 0);
  const obstacle = obstacleOf(facts, rule, { now, isEarly, activity, score });
  const isAssumed = facts.activity === undefined && activity !== undefined;
  return { facts, isEarly, obstacle, score, components, unknown, shares, isAssumed };
}

function isEarlyAt({ createdAt }: RankFacts, { earlyHours }: RankRule, now: Timestamp): boolean {
  return createdAt !== undefined && now - createdAt <= earlyHours * MICROS_PER_HOUR;
}

function midOf({ bid, ask }: RankFacts): number | undefined {
  return bid === undefined || ask === undefined ? undefined : (bid + ask) / 2;
}

/** Both sides of ours beside all that rests. */
function sharesADay(
  facts: RankFacts,
  { quoteShares }: RankRule,
  activity: number | undefined,
): number | undefined {
  const mid = midOf(facts);
  if (mid === undefined || facts.depth === undefined || activity === undefined) return undefined;
  // A bid binds its price, an ask what the other token costs: a dollar for both.
  const ours = quoteShares;
  return ((activity * MINUTES_PER_DAY) / MEAN_PRICE) * (ours / (ours + facts.depth));
}

function componentsOf(
  facts: RankFacts,
  { earlyBoost }: RankRule,
  shares: number | undefined,
  isEarly: boolean,
): MarketRank['components'] {
  const mid = midOf(facts);
  const { bid = 0, ask = 0, fee, toxicity } = facts;
  const times = (perShare: number | undefined) =>
    shares === undefined || perShare === undefined ? undefined : shares * perShare;
  return {
    spread: times((ask - bid) / 2),
    early: isEarly ? times(earlyBoost / 2) : 0,
    rebate: mid === undefined || fee === undefined ? undefined : times(rebateOf(fee, mid)),
    rewards: rewardOf(facts),
    toxicity: times(toxicity === undefined ? undefined : -toxicity),
  };
}

/** Dollars per share that is filled at the midpoint. */
function rebateOf(fee: NonNullable<RankFacts['fee']>, mid: number): number {
  const price = Math.round(mid * SCALE) as Price;
  const many = takerFee(fee, (MANY * SCALE) as Shares, price) / SCALE / MANY;
  return many * (fee.makerRebatePpm / SCALE);
}

/** Dollars a day; nothing where it is known that nothing is paid. */
function rewardOf({ rewards, rewardPart }: RankFacts): number | undefined {
  if (rewards === undefined || rewards.perDay === 0) return rewards?.perDay;
  return rewardPart === undefined ? undefined : (rewards.perDay / SCALE) * rewardPart;
}

type Weighed = {
  readonly now: Timestamp;
  readonly isEarly: boolean;
  readonly activity: number | undefined;
  readonly score: number | undefined;
};

/** The first rule that the market breaks. */
function obstacleOf(facts: RankFacts, rule: RankRule, weighed: Weighed): RankObstacle | undefined {
  const { now, isEarly, activity, score } = weighed;
  const { bid, ask, depth, closesAt, restsUntil } = facts;
  const mid = midOf(facts);
  const leastDepth = isEarly ? rule.leastDepthEarly : rule.leastDepth;
  const leastActivity = isEarly ? rule.leastActivityEarly : rule.leastActivity;
  const no = (code: string, numbers: Readonly<Record<string, number>> = {}) => ({ code, numbers });
  if (restsUntil !== undefined && restsUntil > now) return no('cooling_down', { restsUntil });
  if (closesAt === undefined) return no('close_unknown');
  const days = (closesAt - now) / MICROS_PER_HOUR / HOURS_PER_DAY;
  if (days < rule.leastDays) return no('closes_too_soon', { days, least: rule.leastDays });
  if (days > rule.mostDays) return no('closes_too_late', { days, most: rule.mostDays });
  if (bid === undefined || ask === undefined || mid === undefined) return no('book_unknown');
  if (mid < rule.lowestMid) return no('mid_too_low', { mid, least: rule.lowestMid });
  if (mid > rule.highestMid) return no('mid_too_high', { mid, most: rule.highestMid });
  const spread = ask - bid;
  // Prices are multiples of a tick: what a difference of floats adds is none.
  if (spread < rule.leastSpread - 1e-9) {
    return no('spread_too_narrow', { spread, least: rule.leastSpread });
  }
  if (depth === undefined) return no('depth_unknown');
  if (depth < leastDepth) return no('too_thin', { depth, least: leastDepth });
  if (activity === undefined) return no('activity_unknown');
  if (activity < leastActivity) return no('too_quiet', { activity, least: leastActivity });
  if (score !== undefined && score <= 0) return no('earns_nothing', { score });
  return undefined;
}
