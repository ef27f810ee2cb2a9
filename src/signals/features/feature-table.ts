/** What a feature is made of: where a recording does not tell it, the feature is NaN. */
export type FeatureInput =
  /** When the window opens and closes. */
  | 'window'
  /** A trusted book with two sides. */
  | 'book'
  /** The sizes of its levels. */
  | 'sizes'
  | 'prints'
  /** Which outcome is Up, and prices of the feed of the market's rule, e.g. chainlink/btcusd. */
  | 'rule'
  /** The same, and prices of the underlying on an exchange, e.g. binance/btcusdt. */
  | 'spot'
  /** What we hold ourselves. */
  | 'position';

export type Feature = {
  readonly unit: string;
  /** Its scale: what lies beyond is drawn to these bounds. */
  readonly least: number;
  readonly most: number;
  readonly from: readonly FeatureInput[];
  /** What it is. */
  readonly what: string;
};

const feature = (
  unit: string,
  [least, most]: readonly [number, number],
  from: readonly FeatureInput[],
  what: string,
): Feature => ({ unit, least, most, from, what });

/** All features by name. Everything is told in terms of Up; moves are up when above 0. */
export const FEATURES = {
  secondsLeft: feature('s', [0, 86_400], ['window'], 'until the close'),
  lifeLeft: feature('share', [0, 1], ['window'], 'of the window; 1 before it opens'),
  hour: feature('h', [0, 23], [], 'of the day, UTC'),
  minute: feature('min', [0, 59], [], 'of the hour'),
  weekday: feature('days', [0, 6], [], 'since Monday, UTC'),
  isWeekend: feature('0 or 1', [0, 1], [], 'Saturday or Sunday, UTC'),

  mid: feature('$', [0, 1], ['book'], 'half-way between best bid and best ask of Up'),
  downMid: feature('$', [0, 1], ['book'], 'the same of Down, which is one less that of Up'),
  midDeviation: feature('$', [0, 0.5], ['book'], 'how far the mid is from one half'),
  midLogOdds: feature('log odds', [-7, 7], ['book'], 'ln(mid / (1 - mid))'),
  upLeads: feature('0 or 1', [0, 1], ['book'], 'the mid is above one half'),
  spread: feature('$', [0, 1], ['book'], 'best ask less best bid: what both sides cost above $1'),
  spreadShare: feature('of the mid', [0, 1], ['book'], 'the spread by the mid'),
  queueImbalance: feature(
    'share',
    [-1, 1],
    ['sizes'],
    'shares at the best bid less those at the best ask, by both (Gould and Bonart 2016)',
  ),
  depthImbalance: feature('share', [-1, 1], ['sizes'], 'the same over five levels a side'),
  liquidity: feature('$', [0, 1e6], ['sizes'], 'five levels a side, shares at their prices'),
  logLiquidity: feature('ln $', [0, 14], ['sizes'], 'ln(1 + liquidity)'),
  midMove30s: feature('$', [-1, 1], ['book'], 'the mid less that of 30 s ago'),
  midMove1m: feature('$', [-1, 1], ['book'], 'the mid less that of 1 min ago'),
  midVolatility1m: feature(
    '$',
    [0, 0.5],
    ['book'],
    'standard deviation of the mid over 1 min, each price by the time that it held',
  ),
  midVolatility5m: feature('$', [0, 0.5], ['book'], 'the same over 5 min'),

  volume5m: feature('$', [0, 1e6], ['prints'], 'paid in prints of 5 min'),
  logVolume5m: feature('ln $', [0, 14], ['prints'], 'ln(1 + volume5m)'),
  tradeFlow1m: feature(
    'f / (|f| + $100)',
    [-1, 1],
    ['prints'],
    'f: paid by takers for Up or for being rid of Down, less the contrary, in 1 min',
  ),
  flowChange30s: feature(
    'f / (|f| + $100)',
    [-1, 1],
    ['prints'],
    'f: the same of 30 s, less that of the 30 s before',
  ),
  tradeRate10s: feature('1/s', [0, 100], ['prints'], 'prints in 10 s, by their time'),
  largeTrade: feature(
    '0 or 1',
    [0, 1],
    ['prints'],
    'in 10 s a print above three times the median of the last hundred',
  ),

  ruleAge: feature('s', [0, 15], ['rule'], 'since the feed of the rule was heard'),
  ruleMove1m: feature('%', [-2, 2], ['rule'], 'move of its price in 1 min'),
  ruleMove5m: feature('%', [-2, 2], ['rule'], 'move of its price in 5 min'),
  ruleVolatility5m: feature(
    '% in 5 min',
    [0, 5],
    ['rule'],
    'root of its realised variance over 5 min, by its price',
  ),
  strikeDistance: feature(
    'deviations',
    [-6, 6],
    ['window', 'rule'],
    'expected closing average less the strike, by the deviation of what is to come',
  ),
  fairUp: feature('$', [0, 1], ['window', 'rule'], "probability of Up by the market's own rule"),

  spotAge: feature('s', [0, 15], ['spot'], 'since the exchange was heard'),
  spotMove10s: feature('%', [-2, 2], ['spot'], 'move of its price in 10 s'),
  spotMove1m: feature('%', [-2, 2], ['spot'], 'move of its price in 1 min'),
  spotMove5m: feature('%', [-2, 2], ['spot'], 'move of its price in 5 min'),
  spotMove10m: feature('%', [-2, 2], ['spot'], 'move of its price in 10 min'),
  volatilityGrowth: feature(
    'ratio - 1',
    [-1, 2],
    ['spot'],
    'realised volatility over 5 min by that over 1 h, less one',
  ),
  isVolatile: feature('0 or 1', [0, 1], ['spot'], 'realised volatility of 1 h above 1 %'),
  isTrending: feature('0 or 1', [0, 1], ['spot'], 'moved by more than 0.5 % in 1 h'),
  spotLead: feature(
    '0.01 %',
    [-50, 50],
    ['rule', 'spot'],
    'how far spot is above its mean of 1 min, less how far the feed of the rule is above its own',
  ),

  hasPosition: feature('0 or 1', [0, 1], ['position'], 'we hold shares of one of both outcomes'),
  positionSide: feature('-1 to 1', [-1, 1], ['position'], '1 more of Up, -1 more of Down, 0 even'),
  positionGain: feature('$', [-50, 50], ['position'], '0 without shares; else not told to us'),
} as const satisfies Record<string, Feature>;

export type FeatureName = keyof typeof FEATURES;

export const FEATURE_NAMES = Object.keys(FEATURES) as FeatureName[];

/** Where each stands in a row of all. */
export const PLACES = Object.fromEntries(
  FEATURE_NAMES.map((name, place) => [name, place]),
) as Readonly<Record<FeatureName, number>>;
