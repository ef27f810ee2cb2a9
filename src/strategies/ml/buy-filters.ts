/** What is known of a buy before it is made; undefined: not known. */
export type Buy = {
  /** Settled markets that the model has learned from. */
  readonly examples: number;
  /** Share of the model's forecasts whose side came; undefined while too few are settled. */
  readonly accuracy: number | undefined;
  /** In the side, 0.5 to 1. */
  readonly confidence: number;
  /** Expected dollars of a share less what it costs, fee included. */
  readonly edge: number | undefined;
  /** Dollars resting on both sides of the book. */
  readonly liquidity: number | undefined;
  /** Dollars between bid and ask. */
  readonly spread: number | undefined;
  readonly secondsToClose: number;
  /** Made within the last hour. */
  readonly buysInHour: number;
  /** What is out in markets not yet paid, of all that the account is worth. */
  readonly exposure: number;
  /** What was lost today, of what the account was worth as the day began; 0 in profit. */
  readonly dayLoss: number;
};

/** The limit of each number: a least or a most, as FILTERS says. */
export type BuyLimits = { readonly [name in keyof Buy]: number };

type Filter = {
  readonly name: keyof Buy;
  /** The code of a buy that does not pass. */
  readonly code: string;
  readonly bound: 'atLeast' | 'atMost' | 'below';
};

/** Source system S0, §1.7, all of them enforced; the edge is ours. In this order they are told. */
const FILTERS: readonly Filter[] = [
  { name: 'examples', code: 'examples_few', bound: 'atLeast' },
  { name: 'accuracy', code: 'accuracy_low', bound: 'atLeast' },
  { name: 'confidence', code: 'confidence_low', bound: 'atLeast' },
  { name: 'edge', code: 'edge_small', bound: 'atLeast' },
  { name: 'liquidity', code: 'liquidity_low', bound: 'atLeast' },
  { name: 'spread', code: 'spread_wide', bound: 'atMost' },
  { name: 'secondsToClose', code: 'close_near', bound: 'atLeast' },
  { name: 'buysInHour', code: 'buys_many', bound: 'below' },
  { name: 'exposure', code: 'exposure_full', bound: 'below' },
  { name: 'dayLoss', code: 'day_lost', bound: 'below' },
];

export type Weighed = {
  /** Codes of the filters that it did not pass; none: it may be made. */
  readonly failed: readonly string[];
  /** Every number that is known, with its limit. */
  readonly numbers: Readonly<Record<string, number>>;
};

/**
 * Holds a buy against every filter: nothing is asked of the market, and nothing is used up. What is
 * not known passes no filter, unless its limit is 0 or less, which asks for nothing.
 */
export function weighBuy(buy: Buy, limits: BuyLimits): Weighed {
  const numbers: Record<string, number> = {};
  const failed: string[] = [];
  for (const { name, code, bound } of FILTERS) {
    const value = buy[name];
    const limit = limits[name];
    if (value !== undefined) numbers[name] = value;
    numbers[`${name}Limit`] = limit;
    if (!passes(value, bound, limit)) failed.push(code);
  }
  return { failed, numbers };
}

function passes(value: number | undefined, bound: Filter['bound'], limit: number): boolean {
  if (value === undefined) return bound === 'atLeast' && limit <= 0;
  if (bound === 'atLeast') return value >= limit;
  return bound === 'atMost' ? value <= limit : value < limit;
}
