import type { ParameterSpec } from '../ports/strategy.ts';

/** When in a market's life something is bought. */
export const LIFE_WINDOW = {
  windowStart: {
    kind: 'integer',
    default: 780,
    min: 0,
    max: 900,
    summary: "start of the window, in 900ths of the market's life (of 15 minutes: seconds)",
  },
  windowEnd: {
    kind: 'integer',
    default: 840,
    min: 1,
    max: 900,
    summary: "end of the window, in 900ths of the market's life (of 15 minutes: seconds)",
  },
} as const satisfies Readonly<Record<string, ParameterSpec>>;

/** How much of it, and at what price at most. */
export const COST = {
  maxPrice: { kind: 'price', default: '0.99', summary: 'never pays more (dollars)' },
  size: { kind: 'shares', default: '10', summary: 'shares to buy in each market' },
} as const satisfies Readonly<Record<string, ParameterSpec>>;

export const SLIPPAGE = {
  slippage: {
    kind: 'integer',
    default: 2,
    min: 0,
    max: 100,
    summary: 'worst price accepted, in ticks above the ask',
  },
} as const satisfies Readonly<Record<string, ParameterSpec>>;

export const ATTEMPTS = {
  attempts: {
    kind: 'integer',
    default: 3,
    min: 1,
    max: 100,
    summary: 'orders per market, repeated while they find nothing',
  },
} as const satisfies Readonly<Record<string, ParameterSpec>>;
