import { SCALE } from '../../domain/units.ts';
import { PRICING_ENGINES } from '../../models/pricing/engines.ts';
import type { ParameterSpec, Parameters } from '../../ports/strategy.ts';
import type { ChoiceRule } from './market-choice.ts';
import type { MakerRule } from './market-maker.ts';

const number = (standard: number, min: number, max: number, summary: string) =>
  ({ kind: 'number', default: standard, min, max, summary }) as const;
const integer = (standard: number, min: number, max: number, summary: string) =>
  ({ kind: 'integer', default: standard, min, max, summary }) as const;
const price = (standard: string, summary: string) =>
  ({ kind: 'price', default: standard, summary }) as const;

const DAY_S = 86_400;

export const MAKER_PARAMETERS = {
  pricing: {
    kind: 'choice',
    default: 'avellaneda-stoikov',
    choices: Object.keys(PRICING_ENGINES),
    summary: 'the engine that prices',
  },
  size: { kind: 'shares', default: '10', summary: "shares of the first level's order" },
  levels: integer(1, 1, 10, 'orders on each side'),
  levelSpread: number(1.5, 1, 10, 'each level is so many times as far away as the one before'),
  levelSize: number(2, 0.1, 10, 'and so many times as large'),
  gamma: number(0.01, 0, 100, 'risk aversion, per dollar'),
  gammaAlpha: number(0.5, 0, 100, 'how much higher it is at maxInventory, as a part'),
  horizon: number(300, 1, 400 * DAY_S, 'seconds that inventory is held for at most (assumed)'),
  arrivalDecay: number(500, 1e-6, 1e6, 'k: how fast fills become rarer, per dollar (assumed)'),
  arrivalRate: number(5, 1e-9, 1e6, 'A: fills a second and side at the midpoint (assumed)'),
  arrivalEvents: number(30, 0, 1e6, 'takers that this assumption counts for (0: none is made)'),
  ownFills: integer(
    10,
    0,
    1e6,
    'own fills of a market from which on they tell k and A too (0: never)',
  ),
  feedback: {
    kind: 'choice',
    default: 'on',
    choices: ['on', 'off'],
    summary: 'stands off by what the midpoint goes against our fills',
  },
  volatilityHalfLife: number(60, 1, DAY_S, 'seconds by which a move counts half'),
  minSpread: price('0.01', 'narrowest spread of the first level (dollars)'),
  maxSpread: price('0.12', 'widest, before it is widened (dollars)'),
  widenAbove: price('0.05', 'wider when more is expected to move in 10 s (dollars)'),
  eventWiden: number(0.5, 0, 10, 'how much wider near the close and after the opening, as a part'),
  lateSeconds: number(60, 0, DAY_S, 'seconds before the close in which it is wider'),
  earlySeconds: number(30, 0, 100 * DAY_S, 'seconds after the opening in which it is wider'),
  rewardPull: price('0.005', 'so far a quote comes nearer, to be paid for resting (dollars)'),
  rewardSize: {
    kind: 'shares',
    default: '0',
    summary: 'up to so large an order gets where it must be, to be paid for resting',
  },
  maxInventory: { kind: 'shares', default: '50', summary: 'more of one outcome than of the other' },
  reduceAbove: number(0.8, 0, 1, 'part of it from which on only the reducing side is quoted'),
  maxCost: { kind: 'usd', default: '100', summary: 'dollars bound in one market' },
  splitSize: {
    kind: 'shares',
    default: '0',
    summary: 'complete sets to begin a market with, and to keep',
  },
  mergeThreshold: {
    kind: 'shares',
    default: '10',
    summary: 'complete sets that are merged, beyond those to keep (0: none)',
  },
  edge: price('0.02', 'no quotes for a midpoint nearer to 0 or 1 (dollars)'),
  requoteMove: price('0.005', 'a move of the midpoint that is decided on (dollars)'),
  staleAfter: number(30, 1, DAY_S, 'seconds until quotes are looked at again'),
  refillAfter: number(10, 0, DAY_S, 'seconds after a fill before anything new rests on its side'),
  minLifetime: number(10, 0, DAY_S, 'seconds that an order is left, if it is not beyond our price'),
  cancelPrice: price('0.005', 'an order is moved when it is off by that much (dollars)'),
  cancelSize: number(0.25, 0, 10, 'or when it is too small by that part of what is wished'),
  hanging: {
    kind: 'choice',
    default: 'on',
    choices: ['on', 'off'],
    summary: 'an order that is filled in part stays',
  },
  retryAfter: number(5, 0.1, DAY_S, 'seconds until a refused bid is tried again, at any price'),
  denials: integer(5, 1, 1_000, 'orders denied by our gate in a row until a market rests'),
  denialPause: number(300, 0, DAY_S, 'seconds that it rests then'),
  guard: {
    kind: 'choice',
    default: 'on',
    choices: ['on', 'off'],
    summary: 'stands off markets in which a rule of the guard finds something',
  },
  guardHours: number(24, 0.01, 10_000, 'hours that it stands off'),
  guardFills: integer(20, 2, 200, 'fills of a day below which nothing is said of what they lose'),
  guardConfidence: number(0.99, 0.5, 1, 'how sure it must be that they lose, as a part of 1'),
  guardDepth: {
    kind: 'usd',
    default: '20',
    summary: 'on five levels of both sides, below which a book is too thin (0: never)',
  },
  guardMove: price(
    '0.1',
    'move of the midpoint of a round without a trade that is too far (0: none is)',
  ),
  stopBefore: number(10, 0, DAY_S, 'seconds before the close from which it no longer quotes'),
  markets: {
    kind: 'choice',
    default: 'all',
    choices: ['all', 'ranked'],
    summary: 'quotes all markets, or those that a scan ranks first',
  },
  scanEvery: number(300, 1, DAY_S, 'seconds from one scan to the next'),
  mostMarkets: integer(10, 1, 10_000, 'ranked: markets at once'),
  leastSpread: price('0.03', 'ranked: narrowest spread of a market (dollars)'),
  leastDepth: { kind: 'usd', default: '500', summary: 'ranked: on five levels of both sides' },
  leastDepthEarly: { kind: 'usd', default: '100', summary: 'the same of an early market' },
  leastActivity: number(1, 0, 1e9, 'ranked: dollars traded a minute'),
  leastActivityEarly: number(0.1, 0, 1e9, 'the same of an early market'),
  assumedActivity: number(0, 0, 1e9, 'where it is not known (0: such a market is not chosen)'),
  activityHalfLife: number(3_600, 1, 100 * DAY_S, 'seconds by which what was traded counts half'),
  leastDays: number(1, 0, 10_000, 'ranked: days until the close'),
  mostDays: number(60, 0, 10_000, 'and at most'),
  earlyHours: number(48, 0, 1e6, 'hours since it was made in which a market is early'),
  earlyBoost: price('0.03', 'its spread counts as so much wider (dollars)'),
  earlySlots: integer(3, 0, 10_000, 'early markets at once'),
} as const satisfies Readonly<Record<string, ParameterSpec>>;

type Name = keyof typeof MAKER_PARAMETERS;

export function makerRuleOf(parameters: Parameters): MakerRule {
  const all = parameters as Readonly<Record<Name, number>>;
  return {
    ...all,
    feedback: parameters.feedback === 'on',
    guard: parameters.guard === 'on',
    hanging: parameters.hanging === 'on',
    choice: choiceRuleOf(all, parameters.markets === 'ranked'),
  };
}

function choiceRuleOf(all: Readonly<Record<Name, number>>, isRanked: boolean): ChoiceRule {
  return {
    ...all,
    isRanked,
    quoteShares: all.size / SCALE,
    most: all.mostMarkets,
    leastSpread: all.leastSpread / SCALE,
    leastDepth: all.leastDepth / SCALE,
    leastDepthEarly: all.leastDepthEarly / SCALE,
    assumedActivity: all.assumedActivity === 0 ? undefined : all.assumedActivity,
    lowestMid: all.edge / SCALE,
    highestMid: 1 - all.edge / SCALE,
    earlyBoost: all.earlyBoost / SCALE,
  };
}
