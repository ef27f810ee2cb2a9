import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { ParameterSpec, Parameters } from '../../ports/strategy.ts';
import type { PriceModel } from './fair-price.ts';

/** Source system S1, §2.16; what is beside its numbers is at the end. */
export const CRYPTO_DIRECTIONAL_PARAMETERS = {
  cycleMinutes: {
    kind: 'integer',
    default: 15,
    min: 1,
    max: 1_440,
    summary: 'minutes from one look for entries to the next',
  },
  nu: {
    kind: 'number',
    default: 6,
    min: 2.1,
    max: 1_000,
    summary: "degrees of freedom of Student's distribution",
  },
  ewmaLambda: {
    kind: 'number',
    default: 0.94,
    min: 0.01,
    max: 0.9999,
    summary: 'weight that a day leaves to what was before it',
  },
  ewmaSpan: {
    kind: 'integer',
    default: 30,
    min: 1,
    max: 100_000,
    summary: 'returns of the spot before its volatility is known',
  },
  minEdge: points(5, 0, 'least edge after fees to enter (points of 0.01)'),
  confirmations: {
    kind: 'integer',
    default: 2,
    min: 1,
    max: 100,
    summary: 'cycles in a row with such an edge',
  },
  kellyPart: { kind: 'number', default: 0.25, min: 0, max: 1, summary: "part of Kelly's stake" },
  maxPosition: {
    kind: 'number',
    default: 5,
    min: 0,
    max: 100,
    summary: 'stake at most (% of the free cash)',
  },
  mode: {
    kind: 'choice',
    default: 'rest',
    choices: ['rest', 'take'],
    summary: 'rest a post-only bid, or take the ask',
  },
  exits: {
    kind: 'choice',
    default: 'on',
    choices: ['on', 'off'],
    summary: 'sell before the end, or hold to settlement',
  },
  stopLoss: points(15, 0, 'sells when the bid is so far below the cost (points)'),
  takeProfit: points(20, 0, 'sells when the bid is so far above the cost (points)'),
  edgeReversal: points(-3, -100, 'sells when the edge at the bid is so low (points)'),
  exitSeconds: {
    kind: 'integer',
    default: 120,
    min: 1,
    max: 86_400,
    summary: 'seconds from one look for exits to the next',
  },
  maxPositions: {
    kind: 'integer',
    default: 5,
    min: 1,
    max: 1_000,
    summary: 'markets with shares or open bids at once',
  },
  minDays: {
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 365,
    summary: 'enters nothing that ends sooner (days)',
  },
  model: {
    kind: 'choice',
    default: 'by-question',
    choices: ['by-question', 'terminal', 'touch'],
    summary: 'the model that the question asks for, or one for all, to compare',
  },
  feed: {
    kind: 'choice',
    default: 'binance',
    choices: ['binance', 'coinbase', 'chainlink'],
    summary: 'whose spot prices count',
  },
  sampleSeconds: {
    kind: 'integer',
    default: 300,
    min: 1,
    max: 86_400,
    summary: 'seconds from one spot of the volatility to the next',
  },
  maxSpotAge: {
    kind: 'integer',
    default: 60,
    min: 1,
    max: 86_400,
    summary: 'seconds that a spot may be old',
  },
  maxEdge: points(40, 0, 'an edge above it is believed to be our error (points)'),
  unsaidTime: {
    kind: 'choice',
    default: 'refuse',
    choices: ['refuse', 'noon'],
    summary: 'a day without a time: leave it alone, or take noon in New York',
  },
  slippage: {
    kind: 'integer',
    default: 0,
    min: 0,
    max: 100,
    summary: 'take: worst price accepted, in ticks above the ask',
  },
} as const satisfies Readonly<Record<string, ParameterSpec>>;

function points(fallback: number, min: number, summary: string) {
  return { kind: 'number', default: fallback, min, max: 100, summary } as const;
}

/** The parameters as the strategy takes them: probabilities and dollars, microseconds. */
export type DirectionalRule = {
  readonly cycleEvery: number;
  readonly exitEvery: number;
  readonly degrees: number;
  readonly lambda: number;
  readonly leastReturns: number;
  readonly sampleEvery: number;
  readonly minEdge: number;
  readonly maxEdge: number;
  readonly confirmations: number;
  readonly kellyPart: number;
  /** Of the free cash. */
  readonly maxStake: number;
  readonly mode: 'rest' | 'take';
  readonly slippageTicks: number;
  readonly hasExits: boolean;
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly edgeReversal: number;
  readonly maxPositions: number;
  readonly leastLeft: number;
  readonly model: PriceModel;
  readonly feed: 'binance' | 'coinbase' | 'chainlink';
  readonly maxSpotAge: number;
  /** Of a question about a moment that says the day alone. */
  readonly unsaidTime: 'refuse' | 'noon';
};

type ParameterName = keyof typeof CRYPTO_DIRECTIONAL_PARAMETERS;

export function ruleOf(parameters: Parameters): DirectionalRule {
  const number = (name: ParameterName) => parameters[name] as number;
  const hundredths = (name: ParameterName) => number(name) / 100;
  return {
    cycleEvery: number('cycleMinutes') * 60 * MICROS_PER_SECOND,
    exitEvery: number('exitSeconds') * MICROS_PER_SECOND,
    degrees: number('nu'),
    lambda: number('ewmaLambda'),
    leastReturns: number('ewmaSpan'),
    sampleEvery: number('sampleSeconds') * MICROS_PER_SECOND,
    minEdge: hundredths('minEdge'),
    maxEdge: hundredths('maxEdge'),
    confirmations: number('confirmations'),
    kellyPart: number('kellyPart'),
    maxStake: hundredths('maxPosition'),
    mode: parameters.mode as 'rest' | 'take',
    slippageTicks: number('slippage'),
    hasExits: parameters.exits === 'on',
    stopLoss: hundredths('stopLoss'),
    takeProfit: hundredths('takeProfit'),
    edgeReversal: hundredths('edgeReversal'),
    maxPositions: number('maxPositions'),
    leastLeft: number('minDays') * 86_400 * MICROS_PER_SECOND,
    model: parameters.model as PriceModel,
    feed: parameters.feed as DirectionalRule['feed'],
    maxSpotAge: number('maxSpotAge') * MICROS_PER_SECOND,
    unsaidTime: parameters.unsaidTime as DirectionalRule['unsaidTime'],
  };
}
