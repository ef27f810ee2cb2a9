import type { PricingEngine } from '../pricing-engine.ts';
import {
  arrivalHalfSpread,
  isKnown,
  isPositive,
  missingForRisk,
  remainingVariance,
  writeQuotes,
} from '../quote-terms.ts';

/**
 * Avellaneda and Stoikov 2008, in $ per share and seconds, for orders of D shares: as a lot of D
 * shares is worth D times the price, gamma stands beside D in the spread (not beside the inventory,
 * which is in shares). The variance to come is held by p(1 - p).
 */
export const avellanedaStoikov: PricingEngine = {
  name: 'avellaneda-stoikov',
  isBounded: false,
  price(inputs, out) {
    const missing = missingForRisk(inputs);
    if (missing !== undefined) return missing;
    const { mid, volatility, secondsLeft, arrivalDecay, gamma } = inputs;
    if (!isKnown(volatility)) return 'volatility_unknown';
    if (!isKnown(secondsLeft)) return 'horizon_unknown';
    if (!isPositive(arrivalDecay)) return 'arrivals_unknown';
    const variance = remainingVariance(mid, volatility, secondsLeft);
    const risk = gamma * inputs.orderSize;
    const reservation = mid - inputs.inventory * gamma * variance;
    const half = (risk * variance) / 2 + arrivalHalfSpread(risk, arrivalDecay);
    return writeQuotes(out, reservation, reservation - half, reservation + half);
  },
};
