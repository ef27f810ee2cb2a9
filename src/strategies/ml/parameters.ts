import { MICROS_PER_SECOND, type Price } from '../../domain/units.ts';
import { LEAST_CONFIDENCE } from '../../models/cold-start.ts';
import type { LearningOptions } from '../../models/learning/learning-model.ts';
import type { ParameterSpec, Parameters } from '../../ports/strategy.ts';
import { FEATURE_SETS } from '../../signals/features/feature-set.ts';
import { SLIPPAGE } from '../window-parameters.ts';
import type { MomentRule } from './moments.ts';
import type { BuyingRule } from './selective-buyer.ts';

/** Neighbors share a closing average; what follows within an hour shares a mood. */
const SPLITS = { groups: 5, embargo: 3_600 * MICROS_PER_SECOND };

/** The midpoint that a row is told of, as log odds. */
const MARKET = FEATURE_SETS.desk.names.indexOf('midLogOdds');

export const DEFAULT_LEARNING: LearningOptions = {
  kind: 'online-logistic',
  offset: MARKET,
  retrainEvery: 20,
  splits: SPLITS,
};

/** A number of dollars, shares of one or counts; each has its own filter. */
const least = (standard: number, summary: string, max = 1) =>
  ({ kind: 'number', default: standard, min: 0, max, summary }) as const;

export const ML_PARAMETERS = {
  model: {
    kind: 'choice',
    default: DEFAULT_LEARNING.kind,
    choices: ['online-logistic', 'boosted-trees'],
    summary: 'what learns',
  },
  prior: {
    kind: 'choice',
    default: 'market',
    choices: ['market', 'none'],
    summary: "what it says before it knows better: the market's price, or nothing",
  },
  scope: {
    kind: 'choice',
    default: 'asset',
    choices: ['asset', 'pooled'],
    summary: 'a model for each asset, or one for all of them',
  },
  labels: {
    kind: 'choice',
    default: 'any',
    choices: ['any', 'official'],
    summary: "outcomes to learn from: also derived ones, or the venue's own word alone",
  },
  retrainEvery: {
    kind: 'integer',
    default: DEFAULT_LEARNING.retrainEvery,
    min: 1,
    max: 1_000,
    summary: 'settled markets from one training to the next',
  },
  from: {
    kind: 'integer',
    default: 180,
    min: 0,
    max: 899,
    summary: "first look, in 900ths of the market's life (of 15 minutes: seconds)",
  },
  to: {
    kind: 'integer',
    default: 840,
    min: 1,
    max: 900,
    summary: "end of the last look, in 900ths of the market's life (of 15 minutes: seconds)",
  },
  every: {
    kind: 'integer',
    default: 110,
    min: 1,
    max: 900,
    summary: 'from one look to the next, in 900ths',
  },
  minExamples: least(50, 'buys from so many settled markets on', 100_000),
  minAccuracy: least(0.55, 'buys while so many of its forecasts were right (share)'),
  minConfidence: least(0.6, 'buys a side that is at least so likely (0.5 to 1)'),
  minEdge: {
    kind: 'number',
    default: 0,
    min: -1,
    max: 1,
    summary: 'expected dollars of a share above its cost, fee included',
  },
  minLiquidity: least(1_000, 'dollars resting in the book; 0 also takes sizes unknown', 1e9),
  maxSpread: least(0.1, 'widest spread (dollars)'),
  minSeconds: least(60, 'seconds to the close at least', 86_400),
  buysPerHour: {
    kind: 'integer',
    default: 4,
    min: 1,
    max: 1_000,
    summary: 'buys within an hour at most',
  },
  maxExposure: least(0.25, 'out in unpaid markets at most (share of the account)'),
  maxDayLoss: least(0.2, 'no buy after such a loss in a day (share of the account)'),
  sizing: {
    kind: 'choice',
    default: 'confidence',
    choices: ['confidence', 'kelly'],
    summary: 'stake by confidence as in S0, or by Kelly with fees',
  },
  kellyPart: least(0.25, "part of Kelly's stake"),
  maxPrice: { kind: 'price', default: '0.99', summary: 'never pays more (dollars)' },
  ...SLIPPAGE,
} as const satisfies Readonly<Record<string, ParameterSpec>>;

const numbersOf = (parameters: Parameters) => (name: keyof typeof ML_PARAMETERS) =>
  parameters[name] as number;

export function learningOf(parameters: Parameters): LearningOptions {
  const { model: kind, prior, retrainEvery } = parameters;
  return {
    kind: kind as LearningOptions['kind'],
    offset: prior === 'market' ? MARKET : undefined,
    retrainEvery: retrainEvery as number,
    splits: SPLITS,
  };
}

export function momentRuleOf(parameters: Parameters): MomentRule {
  const number = numbersOf(parameters);
  return { from: number('from'), to: number('to'), every: number('every') };
}

export function buyingOf(parameters: Parameters): BuyingRule {
  const number = numbersOf(parameters);
  return {
    limits: {
      examples: number('minExamples'),
      accuracy: number('minAccuracy'),
      // The cold-start gate's own, whatever is set: so it is told as what it is.
      confidence: Math.max(LEAST_CONFIDENCE, number('minConfidence')),
      edge: number('minEdge'),
      liquidity: number('minLiquidity'),
      spread: number('maxSpread'),
      secondsToClose: number('minSeconds'),
      buysInHour: number('buysPerHour'),
      exposure: number('maxExposure'),
      dayLoss: number('maxDayLoss'),
    },
    sizing: parameters.sizing as BuyingRule['sizing'],
    kellyPart: number('kellyPart'),
    maxPrice: number('maxPrice') as Price,
    slippageTicks: number('slippage'),
  };
}
