import type {
  PricingEngine,
  QuoteInputs,
  QuotePair,
} from '../../src/models/pricing/pricing-engine.ts';
import { unknownQuotes } from '../../src/models/pricing/pricing-engine.ts';

/** A quiet market at 52 cents with five minutes to go, of which all is known. */
export function quoteInputs(changes: Partial<QuoteInputs> = {}): QuoteInputs {
  return {
    mid: 0.52,
    bestBid: 0.51,
    bestAsk: 0.53,
    bidDepth: 600,
    askDepth: 400,
    inventory: 0,
    maxInventory: 500,
    orderSize: 20,
    secondsLeft: 300,
    volatility: 0.002,
    logitVolatility: 0.008,
    arrivalDecay: 80,
    arrivalRate: 0.5,
    gamma: 0.01,
    secondsSinceMidMoved: 5,
    positionAgeSeconds: 60,
    ...changes,
  };
}

/** The quotes of an engine that has to price, or the code with which it abstains. */
export function quotesOf(engine: PricingEngine, changes: Partial<QuoteInputs> = {}) {
  const out = unknownQuotes();
  return engine.price(quoteInputs(changes), out) ?? out;
}

/** The same of one that must not abstain. */
export function pairOf(engine: PricingEngine, changes: Partial<QuoteInputs> = {}): QuotePair {
  const said = quotesOf(engine, changes);
  if (typeof said === 'string') throw new Error(`${engine.name} abstains: ${said}`);
  return said;
}
