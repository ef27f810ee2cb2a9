/**
 * What an engine may price from: plain numbers of one market, in terms of its first outcome. The
 * object is reused from call to call. NaN stands for what is not known: an engine that needs it
 * abstains, and nothing is put in its place.
 */
export type QuoteInputs = {
  /** $ per share of the first outcome, within (0, 1). */
  mid: number;
  /** $ per share. */
  bestBid: number;
  bestAsk: number;
  /** $ that the five best levels of a side are worth: shares at their prices, added up. */
  bidDepth: number;
  askDepth: number;
  /** Net shares, first outcome less second; pairs are cash. */
  inventory: number;
  /** Shares, of either sign of inventory. */
  maxInventory: number;
  /** Shares of one order: what a fill changes the inventory by. */
  orderSize: number;
  /** s until nothing can be traded any more. */
  secondsLeft: number;
  /** Of the mid, $ per square root of a second. */
  volatility: number;
  /** Of the mid's log odds, per square root of a second. */
  logitVolatility: number;
  /** k, per $: how fast fills become rarer with the distance from the mid. */
  arrivalDecay: number;
  /** A, per second and side: how often an order would be filled that rests at the mid. */
  arrivalRate: number;
  /** Risk aversion per $ of wealth, as it is to be used: already with inventory and feedback. */
  gamma: number;
  secondsSinceMidMoved: number;
  /** Since the inventory was last even. */
  positionAgeSeconds: number;
};

/**
 * What an engine answers, $ per share, not yet on ticks. The object is reused. A bid at 0 or below
 * and an ask at 1 or above are no quotes: at no price of a share is that side worth it.
 */
export type QuotePair = {
  bid: number;
  ask: number;
  /** What a share is worth to who holds this inventory; the quotes lie on both sides of it. */
  reservation: number;
};

/** Why an engine does not price; of a number that is out of its range it also says `unknown`. */
export type PricingAbstention =
  | 'mid_unknown'
  | 'inventory_unknown'
  | 'order_size_unknown'
  | 'gamma_unknown'
  | 'volatility_unknown'
  | 'logit_volatility_unknown'
  | 'horizon_unknown'
  | 'arrivals_unknown'
  | 'depth_unknown'
  | 'max_inventory_unknown'
  | 'mid_age_unknown'
  | 'position_age_unknown'
  /** What came out are no two prices any more: the inputs are far from all that is real. */
  | 'beyond_precision';

/** Inputs in, a pair of quotes out; keeps no state and allocates nothing. */
export type PricingEngine = {
  readonly name: string;
  /** Its quotes stay within 0 and 1 by themselves, whatever the inventory. */
  readonly isBounded: boolean;
  /** Writes `out` and returns undefined, or says why it does not; then `out` means nothing. */
  price(inputs: Readonly<QuoteInputs>, out: QuotePair): PricingAbstention | undefined;
};

/** Inputs of which nothing is known yet. */
export function unknownInputs(): QuoteInputs {
  return {
    mid: Number.NaN,
    bestBid: Number.NaN,
    bestAsk: Number.NaN,
    bidDepth: Number.NaN,
    askDepth: Number.NaN,
    inventory: Number.NaN,
    maxInventory: Number.NaN,
    orderSize: Number.NaN,
    secondsLeft: Number.NaN,
    volatility: Number.NaN,
    logitVolatility: Number.NaN,
    arrivalDecay: Number.NaN,
    arrivalRate: Number.NaN,
    gamma: Number.NaN,
    secondsSinceMidMoved: Number.NaN,
    positionAgeSeconds: Number.NaN,
  };
}

/** A pair that no engine has written yet. */
export function unknownQuotes(): QuotePair {
  return { bid: Number.NaN, ask: Number.NaN, reservation: Number.NaN };
}
