// Source system S1 had an engine whose spread was its cap, whatever went in. None of ours is that.
import { describe, expect, test } from 'vitest';
import {
  pairOf,
  REALISTIC,
  type RealisticInput,
  realistic,
} from '../../../test/support/quote-inputs.ts';
import { Random } from '../../domain/random.ts';
import { PRICING_ENGINES, type PricingEngineName } from './engines.ts';
import type { PricingEngine, QuoteInputs } from './pricing-engine.ts';

type Input = RealisticInput;
const STEPS = 12;

/** Over its range in equal steps; in equal ratios where it has no sign. */
function values(input: Input): number[] {
  return Array.from({ length: STEPS }, (_, i) => realistic(input, i / (STEPS - 1)));
}

const spread = (engine: PricingEngine, changes: Partial<QuoteInputs>) => {
  const { bid, ask } = pairOf(engine, changes);
  return ask - bid;
};

/** How far holding 200 shares moves what a share is worth. */
const skew = (engine: PricingEngine, changes: Partial<QuoteInputs>) =>
  pairOf(engine, { ...changes, inventory: 0 }).reservation -
  pairOf(engine, { inventory: 200, ...changes }).reservation;

/** What each engine's formula says that the spread, and the skew, depend on. */
const SPREADS: Readonly<Record<PricingEngineName, readonly Input[]>> = {
  'avellaneda-stoikov': ['gamma', 'volatility', 'secondsLeft', 'arrivalDecay', 'orderSize'],
  glft: ['gamma', 'volatility', 'arrivalDecay', 'arrivalRate', 'orderSize'],
  'glft-running-penalty': ['gamma', 'volatility', 'arrivalDecay', 'arrivalRate', 'orderSize'],
  'hold-to-settlement': ['gamma', 'arrivalDecay', 'orderSize', 'inventory'],
  legacy: ['volatility', 'bidDepth', 'secondsSinceMidMoved'],
  'logit-diffusion': [
    ...(['gamma', 'logitVolatility', 'secondsLeft'] as const),
    ...(['arrivalDecay', 'orderSize', 'inventory'] as const),
  ],
};
const SKEWS: Readonly<Record<PricingEngineName, readonly Input[]>> = {
  'avellaneda-stoikov': ['inventory', 'gamma', 'volatility', 'secondsLeft'],
  glft: ['inventory', 'gamma', 'volatility', 'arrivalDecay', 'arrivalRate'],
  'glft-running-penalty': ['inventory', 'gamma', 'volatility', 'arrivalDecay', 'arrivalRate'],
  'hold-to-settlement': ['inventory', 'gamma'],
  legacy: ['inventory', 'volatility', 'positionAgeSeconds'],
  'logit-diffusion': ['inventory', 'gamma', 'logitVolatility', 'secondsLeft'],
};

const engines = Object.entries(PRICING_ENGINES) as [PricingEngineName, PricingEngine][];
const cases = (table: typeof SPREADS) =>
  engines.flatMap(([name, engine]) => table[name].map((input) => ({ name, input, engine })));

/** The least change from step to step, by the largest value. */
function leastStep(series: readonly number[]): number {
  const most = Math.max(...series.map(Math.abs));
  const steps = series.slice(1).map((value, i) => Math.abs(value - (series[i] as number)));
  return Math.min(...steps) / most;
}

describe('over the realistic range of an input, each step changes', () => {
  test.each(cases(SPREADS))('$name: the spread by $input', ({ engine, input }) => {
    const changes = { inventory: 30, positionAgeSeconds: 60 };
    const series = values(input).map((value) => spread(engine, { ...changes, [input]: value }));
    expect(leastStep(series)).toBeGreaterThan(1e-6);
  });

  test.each(cases(SKEWS))('$name: the skew by $input', ({ engine, input }) => {
    const series = values(input).map((value) => skew(engine, { [input]: value }));
    expect(leastStep(series)).toBeGreaterThan(1e-6);
  });
});

/** S1's Avellaneda-Stoikov (source-systems §2.3): spread in its units, held to 3 to 12 points. */
const s1: PricingEngine = {
  name: 's1',
  isBounded: false,
  price({ mid, gamma, volatility, arrivalDecay }, out) {
    const kappa = Math.min(arrivalDecay / 30, 10);
    const raw = gamma * volatility ** 2 * 0.01 + (2 / gamma) * Math.log1p(gamma / kappa);
    const half = Math.min(Math.max(raw, 0.03), 0.12) / 2;
    Object.assign(out, { bid: mid - half, ask: mid + half, reservation: mid });
    return undefined;
  },
};

/** How the spreads of a thousand realistic markets fall on whole cents, the most frequent first. */
function spreadsInCents(engine: PricingEngine): number[] {
  const random = new Random(7, 'realistic markets');
  const counts = new Map<number, number>();
  for (let i = 0; i < 1_000; i++) {
    const drawn = (Object.keys(REALISTIC) as Input[]).map((input) => [
      input,
      realistic(input, random.float()),
    ]);
    const mid = 0.2 + 0.6 * random.float();
    const { bid, ask } = pairOf(engine, { mid, ...Object.fromEntries(drawn) });
    const cents = Math.ceil(ask * 100) - Math.floor(bid * 100);
    counts.set(cents, (counts.get(cents) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => b - a);
}

describe('over a thousand realistic markets, on whole cents', () => {
  test.each(engines)('%s quotes many spreads, and none most of the time', (_name, engine) => {
    const [mostFrequent = 0, ...others] = spreadsInCents(engine);
    expect(mostFrequent).toBeLessThan(500);
    expect(others.length).toBeGreaterThanOrEqual(4);
  });

  test("S1's engine, held against the same, is found out", () => {
    const [mostFrequent = 0] = spreadsInCents(s1);
    expect(mostFrequent).toBeGreaterThan(900);
  });
});
