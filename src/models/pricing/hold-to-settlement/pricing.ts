import type { PricingEngine } from '../pricing-engine.ts';
import { isPositive, missingForRisk, writeQuotes } from '../quote-terms.ts';
import { bestBid } from './best-bid.ts';
import { marginalWorth, mostForSize } from './indifference.ts';

/**
 * What is bought is held until it pays 0 or 1: exact for who has constant absolute risk aversion
 * (formulas §4a, the algebra of Hanson's market scoring rule), with the arrivals of
 * {@link bestBid}. An ask at a is a bid for the second outcome at 1 - a, and priced as one.
 */
export const holdToSettlement: PricingEngine = {
  name: 'hold-to-settlement',
  isBounded: true,
  price(inputs, out) {
    const missing = missingForRisk(inputs);
    if (missing !== undefined) return missing;
    const { mid, inventory, gamma, arrivalDecay } = inputs;
    if (!isPositive(arrivalDecay)) return 'arrivals_unknown';
    const risk = gamma * inputs.orderSize;
    const first = marginalWorth(mid, inventory, gamma);
    const second = marginalWorth(1 - mid, -inventory, gamma);
    const bid = bestBid(mostForSize(first, risk), risk, arrivalDecay * mid);
    const ask = 1 - bestBid(mostForSize(second, risk), risk, arrivalDecay * (1 - mid));
    return writeQuotes(out, first, bid, ask);
  },
};
