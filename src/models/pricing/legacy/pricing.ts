import type { PricingAbstention, PricingEngine, QuoteInputs } from '../pricing-engine.ts';
import { isKnown, isPositive, writeQuotes } from '../quote-terms.ts';

/** What the rule weighs; half-spreads in $ per share. */
export type LegacyOptions = {
  /** Of the deviation of the mid over `observationSeconds`. */
  readonly volatilityWeight: number;
  readonly observationSeconds: number;
  /** Of a book that is all on one side. */
  readonly imbalanceHalf: number;
  /** Of a mid that has not moved for `staleAfterSeconds` or longer. */
  readonly stalenessHalf: number;
  readonly staleAfterSeconds: number;
  /** What is there in any case. */
  readonly baseHalf: number;
  readonly leastHalf: number;
  readonly mostHalf: number;
  /** Skew in half-spreads: of a full inventory, what age adds to that, and of its square. */
  readonly skew: number;
  readonly urgentSkew: number;
  readonly urgentAfterSeconds: number;
  readonly squareSkew: number;
};

/**
 * The weights of source system S1, whose points are cents here. Its least half-spread of 1.5 cents
 * held nearly always, so the spread said nothing: the base alone is the least here. Its skew of at
 * most 1.1 cents is one of 1.1 half-spreads here: in cents it was lost in the spread.
 */
const DEFAULTS: LegacyOptions = {
  volatilityWeight: 0.3,
  observationSeconds: 10,
  imbalanceHalf: 0.02,
  stalenessHalf: 0.015,
  staleAfterSeconds: 60,
  baseHalf: 0.002,
  leastHalf: 0.002,
  mostHalf: 0.08,
  skew: 0.5,
  urgentSkew: 0.3,
  urgentAfterSeconds: 86_400,
  squareSkew: 0.3,
};

/** The rule of thumb of source system S1, in $ per share; see its README. */
export function legacy(changes: Partial<LegacyOptions> = {}): PricingEngine {
  const options = { ...DEFAULTS, ...changes };
  return {
    name: 'legacy',
    isBounded: false,
    price(inputs, out) {
      const missing = missingOf(inputs);
      if (missing !== undefined) return missing;
      const { bestBid, bestAsk, bidDepth, askDepth } = inputs;
      // Nearer to the side that has less: that is the side that the price goes to.
      const mid = (askDepth * bestBid + bidDepth * bestAsk) / (bidDepth + askDepth);
      const half = halfSpread(inputs, options);
      const reservation = mid - half * skewOf(inputs, options);
      return writeQuotes(out, reservation, reservation - half, reservation + half);
    },
  };
}

function missingOf(inputs: Readonly<QuoteInputs>): PricingAbstention | undefined {
  const { bestBid, bestAsk, bidDepth, askDepth, inventory } = inputs;
  if (!(bestBid > 0 && bestBid < bestAsk && bestAsk < 1)) return 'mid_unknown';
  if (!Number.isFinite(inventory)) return 'inventory_unknown';
  if (!isPositive(inputs.maxInventory)) return 'max_inventory_unknown';
  if (!isPositive(bidDepth) || !isPositive(askDepth)) return 'depth_unknown';
  if (!isKnown(inputs.volatility)) return 'volatility_unknown';
  if (!isKnown(inputs.secondsSinceMidMoved)) return 'mid_age_unknown';
  // Nothing is held: it has no age.
  if (inventory !== 0 && !isKnown(inputs.positionAgeSeconds)) return 'position_age_unknown';
  return undefined;
}

function halfSpread(inputs: Readonly<QuoteInputs>, options: LegacyOptions): number {
  const { bidDepth, askDepth, volatility, secondsSinceMidMoved } = inputs;
  const deviation = volatility * Math.sqrt(options.observationSeconds);
  const imbalance = Math.abs(bidDepth - askDepth) / (bidDepth + askDepth);
  const staleness = Math.min(secondsSinceMidMoved / options.staleAfterSeconds, 1);
  const half =
    options.baseHalf +
    options.volatilityWeight * deviation +
    options.imbalanceHalf * imbalance +
    options.stalenessHalf * staleness;
  return Math.min(Math.max(half, options.leastHalf), options.mostHalf);
}

/** In half-spreads. */
function skewOf(inputs: Readonly<QuoteInputs>, options: LegacyOptions): number {
  const { inventory, maxInventory, positionAgeSeconds } = inputs;
  if (inventory === 0) return 0;
  const filled = Math.min(Math.max(inventory / maxInventory, -1), 1);
  const urgency = Math.min(positionAgeSeconds / options.urgentAfterSeconds, 1);
  const slope = options.skew + options.urgentSkew * urgency;
  return filled * slope + filled * Math.abs(filled) * options.squareSkew;
}
