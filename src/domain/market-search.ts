import type { FeeSchedule } from './fee.ts';
import type { TokenId } from './ids.ts';
import type { LifeState } from './market-life.ts';
import type { RewardProgramme } from './reward-programme.ts';
import type { Price, Shares, Timestamp, Usd } from './units.ts';
import type { UpDownFrame } from './up-down-rule.ts';

/** What a list of markets shows of one; prices and volumes are minutes old, never to trade on. */
export type MarketSummary = {
  readonly slug: string;
  readonly question: string | undefined;
  readonly state: LifeState;
  readonly category: string | undefined;
  readonly asset: string | undefined;
  readonly frame: UpDownFrame | undefined;
  readonly opensAt: Timestamp | undefined;
  readonly closesAt: Timestamp | undefined;
  /** Of the first outcome, as the venue lists the two. */
  readonly bestBid: Price | undefined;
  readonly bestAsk: Price | undefined;
  readonly minimumSize: Shares | undefined;
  readonly volume: Usd | undefined;
  readonly volume24h: Usd | undefined;
  readonly liquidity: Usd | undefined;
  readonly firstToken?: TokenId | undefined;
  readonly createdAt?: Timestamp | undefined;
  readonly fee?: FeeSchedule | undefined;
  readonly rewards?: RewardProgramme | undefined;
};

/** Each entry that is there has to hold; a fact that is unknown never does. */
export type MarketFilter = {
  /** Each of these words stands in the slug or the question, in any case. */
  readonly text?: string | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly assets?: readonly string[] | undefined;
  readonly frames?: readonly UpDownFrame[] | undefined;
  readonly states?: readonly LifeState[] | undefined;
  readonly closesFrom?: Timestamp | undefined;
  /** Not included. */
  readonly closesBefore?: Timestamp | undefined;
  readonly volume24hLeast?: Usd | undefined;
  readonly liquidityLeast?: Usd | undefined;
  readonly spreadMost?: Price | undefined;
};

export type MarketSorting = 'closes' | 'volume' | 'liquidity' | 'spread' | 'slug';
export const MARKET_SORTINGS: readonly MarketSorting[] = [
  'closes',
  'volume',
  'liquidity',
  'spread',
  'slug',
];

/** Best ask minus best bid; undefined where a side is unknown. */
export function spreadOf({ bestBid, bestAsk }: MarketSummary): Price | undefined {
  return bestBid === undefined || bestAsk === undefined
    ? undefined
    : ((bestAsk - bestBid) as Price);
}

export function passesFilter(market: MarketSummary, filter: MarketFilter): boolean {
  return (
    hasWords(market, filter.text) &&
    isOneOf(market.category, filter.categories) &&
    isOneOf(market.asset, filter.assets) &&
    isOneOf(market.frame, filter.frames) &&
    isOneOf(market.state, filter.states) &&
    isWithin(market.closesAt, filter.closesFrom, undefined) &&
    (filter.closesBefore === undefined ||
      (market.closesAt !== undefined && market.closesAt < filter.closesBefore)) &&
    isWithin(market.volume24h, filter.volume24hLeast, undefined) &&
    isWithin(market.liquidity, filter.liquidityLeast, undefined) &&
    isWithin(spreadOf(market), undefined, filter.spreadMost)
  );
}

/** Soonest, most, narrowest first; what is unknown last; equals by slug. */
export function sortMarkets(
  markets: readonly MarketSummary[],
  by: MarketSorting,
): readonly MarketSummary[] {
  const key = KEYS[by];
  const rank = (market: MarketSummary) => key(market) ?? Number.POSITIVE_INFINITY;
  return [...markets].sort((a, b) => compare(rank(a), rank(b)) || compare(a.slug, b.slug));
}

const KEYS: Record<MarketSorting, (market: MarketSummary) => number | undefined> = {
  closes: ({ closesAt }) => closesAt,
  volume: ({ volume24h }) => negated(volume24h),
  liquidity: ({ liquidity }) => negated(liquidity),
  spread: spreadOf,
  slug: () => 0,
};

function negated(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function hasWords({ slug, question = '' }: MarketSummary, text = ''): boolean {
  const where = `${slug} ${question}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}

function isOneOf<T>(value: T | undefined, wanted: readonly T[] | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}

function isWithin(
  value: number | undefined,
  least: number | undefined,
  most: number | undefined,
): boolean {
  if (least === undefined && most === undefined) return true;
  return value !== undefined && value >= (least ?? value) && value <= (most ?? value);
}
