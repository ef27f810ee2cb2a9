import { ASK, BID } from '../../domain/side.ts';
import { MICROS_PER_SECOND, SCALE } from '../../domain/units.ts';
import type { ArrivalEstimate } from '../../models/arrivals/arrival-estimate.ts';
import { dynamicGamma } from '../../models/pricing/dynamic-gamma.ts';
import type { QuoteInputs } from '../../models/pricing/pricing-engine.ts';
import type { View } from '../../ports/view.ts';
import { depthOf } from './book-depth.ts';
import type { QuotedMarket } from './quoted-market.ts';

/** What the user assumes where no market tells. */
export type PricingRule = {
  readonly size: number;
  readonly maxInventory: number;
  readonly gamma: number;
  /** How much more risk averse it is at the most inventory, as a part: S1's alpha. */
  readonly gammaAlpha: number;
  /** Seconds that inventory is held for at most. */
  readonly horizon: number;
};

/** Of the first outcome in excess of the second, share units. */
export function inventoryOf(quoted: QuotedMarket, view: View): number {
  const second = (quoted.first + 1) as typeof quoted.first;
  return view.position(quoted.first) - view.position(second);
}

/** Fills in what a pricing engine is told of a market: dollars, shares and seconds. */
export function readInputs(
  inputs: QuoteInputs,
  arrivals: ArrivalEstimate,
  quoted: QuotedMarket,
  rule: PricingRule,
  view: View,
): void {
  const { first } = quoted;
  const bid = view.bestBid(first);
  const ask = view.bestAsk(first);
  const since = (at: number) => (view.now - at) / MICROS_PER_SECOND;
  inputs.mid = quoted.mid / SCALE;
  inputs.bestBid = (bid ?? Number.NaN) / SCALE;
  inputs.bestAsk = (ask ?? Number.NaN) / SCALE;
  inputs.bidDepth = depthOf(first, BID, bid, view);
  inputs.askDepth = depthOf(first, ASK, ask, view);
  inputs.inventory = inventoryOf(quoted, view) / SCALE;
  inputs.maxInventory = rule.maxInventory / SCALE;
  inputs.orderSize = rule.size / SCALE;
  const untilClose = -since(quoted.closesAt);
  inputs.secondsLeft = untilClose < rule.horizon ? untilClose : rule.horizon;
  inputs.volatility = quoted.volatility.at(view.now);
  inputs.logitVolatility = quoted.logitVolatility.at(view.now);
  quoted.arrivals.estimate(view.now, arrivals);
  inputs.arrivalDecay = arrivals.decay;
  inputs.arrivalRate = arrivals.rate;
  const { gamma, gammaAlpha } = rule;
  inputs.gamma = dynamicGamma(gamma, gammaAlpha, inputs.inventory, inputs.maxInventory);
  inputs.secondsSinceMidMoved = since(quoted.midMovedAt);
  inputs.positionAgeSeconds = inputs.inventory === 0 ? 0 : since(quoted.positionSince);
}
