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

/** Least and most of what recorded markets and sensible settings have. */
export const REALISTIC = {
  gamma: [0.0005, 0.05],
  volatility: [0.0003, 0.01],
  logitVolatility: [0.002, 0.05],
  secondsLeft: [5, 43_200],
  arrivalDecay: [20, 600],
  arrivalRate: [0.02, 5],
  orderSize: [5, 100],
  inventory: [-400, 400],
  bidDepth: [50, 5_000],
  secondsSinceMidMoved: [1, 50],
  positionAgeSeconds: [60, 80_000],
} as const satisfies Partial<Record<keyof QuoteInputs, readonly [number, number]>>;

export type RealisticInput = keyof typeof REALISTIC;

/** At `share` of an input's range, from 0 to 1; by equal ratios where it has no sign. */
export function realistic(input: RealisticInput, share: number): number {
  const [low, high] = REALISTIC[input];
  return low < 0 ? low + share * (high - low) : low * (high / low) ** share;
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
