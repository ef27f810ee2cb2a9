import type {
  PricingAbstention,
  PricingEngine,
  QuoteInputs,
  QuotePair,
} from '../pricing-engine.ts';
import {
  arrivalHalfSpread,
  isKnown,
  isPositive,
  missingForRisk,
  writeQuotes,
} from '../quote-terms.ts';

/**
 * Guéant, Lehalle and Fernandez-Tapia 2013 in Guéant's form for orders of any size (2016, eq 4.6
 * and 4.7): the closed form far from the end. It knows no horizon. Wealth itself is risky (Model
 * A): xi is gamma.
 */
export const glft: PricingEngine = {
  name: 'glft',
  isBounded: false,
  price(inputs, out) {
    return quote(inputs, out, inputs.gamma);
  },
};

/** The same where only what is held costs something, by its square and by time (Model B): xi 0. */
export const glftRunningPenalty: PricingEngine = {
  name: 'glft-running-penalty',
  isBounded: false,
  price(inputs, out) {
    return quote(inputs, out, 0);
  },
};

function quote(
  inputs: Readonly<QuoteInputs>,
  out: QuotePair,
  xi: number,
): PricingAbstention | undefined {
  const missing = missingForRisk(inputs);
  if (missing !== undefined) return missing;
  const { mid, inventory, volatility, orderSize, arrivalDecay, arrivalRate } = inputs;
  if (!isKnown(volatility)) return 'volatility_unknown';
  if (!isPositive(arrivalDecay) || !isPositive(arrivalRate)) return 'arrivals_unknown';
  const risk = xi * orderSize;
  // What a share of inventory moves both quotes by.
  const skew =
    volatility *
    Math.sqrt(
      (inputs.gamma / (2 * arrivalRate * orderSize * arrivalDecay)) * growth(risk / arrivalDecay),
    );
  const reservation = mid - inventory * skew;
  const half = arrivalHalfSpread(risk, arrivalDecay) + (orderSize / 2) * skew;
  return writeQuotes(out, reservation, reservation - half, reservation + half);
}

/** (1 + x)^(1/x + 1), which is e where x is 0. */
function growth(x: number): number {
  return x === 0 ? Math.E : Math.exp((1 / x + 1) * Math.log1p(x));
}
