import type { PricingAbstention, QuoteInputs, QuotePair } from './pricing-engine.ts';

/** Known, finite, and not negative. */
export function isKnown(value: number): boolean {
  return value >= 0 && value < Number.POSITIVE_INFINITY;
}

/** Known, finite, and above 0. */
export function isPositive(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}

/** What is missing of the inputs that every engine with a risk aversion needs. */
export function missingForRisk(inputs: Readonly<QuoteInputs>): PricingAbstention | undefined {
  if (!isWithin(inputs.mid)) return 'mid_unknown';
  if (!Number.isFinite(inputs.inventory)) return 'inventory_unknown';
  if (!isPositive(inputs.orderSize)) return 'order_size_unknown';
  if (!isKnown(inputs.gamma)) return 'gamma_unknown';
  return undefined;
}

/** Known, and above 0 and below 1, as the price of what pays 0 or 1 is. */
function isWithin(price: number): boolean {
  return price > 0 && price < 1;
}

/**
 * Half the spread that fills alone ask for, $: (1/g) ln(1 + g/k), where g is the risk aversion by
 * the shares of an order, and fills become rarer by k. Without risk aversion it is 1/k.
 */
export function arrivalHalfSpread(risk: number, decay: number): number {
  return risk === 0 ? 1 / decay : Math.log1p(risk / decay) / risk;
}

/**
 * Variance of the price that is still to come, $². What ends at 0 or 1 cannot vary by more than
 * p(1 - p), however long it takes (formulas §4a): of a market that ends in weeks the volatility of
 * the last minutes would make many times that.
 */
export function remainingVariance(mid: number, volatility: number, secondsLeft: number): number {
  return Math.min(volatility * volatility * secondsLeft, mid * (1 - mid));
}

/** Writes the quotes down, where they are two prices. */
export function writeQuotes(
  out: QuotePair,
  reservation: number,
  bid: number,
  ask: number,
): PricingAbstention | undefined {
  if (!(bid < ask && Number.isFinite(bid) && Number.isFinite(ask))) return 'beyond_precision';
  out.reservation = reservation;
  out.bid = bid;
  out.ask = ask;
  return undefined;
}
