import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import { Activity } from './activity.ts';
import type { RankFacts } from './rank-facts.ts';
import { rankMarket } from './rank-market.ts';
import { rankMarkets } from './rank-markets.ts';
import { RANK_DEFAULTS, type RankRule } from './rank-rule.ts';
import { Toxicity } from './toxicity.ts';

const HOUR = 3_600_000_000;
const NOW = (1_000 * HOUR) as Timestamp;

/** A market that everything is known of: 5 cents wide, 990 dollars deep, one dollar a minute. */
function known(changes: Partial<RankFacts> = {}): RankFacts {
  return {
    slug: 'market',
    category: 'politics',
    createdAt: (NOW - 100 * HOUR) as Timestamp,
    closesAt: (NOW + 240 * HOUR) as Timestamp,
    bid: 0.475,
    ask: 0.525,
    depth: 990,
    activity: 1,
    fee: { ratePpm: 40_000, exponent: 1, makerRebatePpm: 250_000 },
    rewards: { perDay: 50_000_000 as never, minimumSize: 0 as never, mostSpread: 0 as never },
    rewardPart: 0.01,
    toxicity: 0.01,
    restsUntil: undefined,
    ...changes,
  };
}

const ranked = (changes: Partial<RankFacts> = {}, rule: Partial<RankRule> = {}) =>
  rankMarket(known(changes), { ...RANK_DEFAULTS, ...rule }, NOW);

describe('what a market is worth', () => {
  test('is the sum of what each part brings a day', () => {
    const { shares, components, score, unknown, obstacle } = ranked();
    // 1,440 dollars a day are 2,880 shares, of which ten of a thousand dollars get a hundredth.
    expect(shares).toBeCloseTo(28.8, 9);
    expect(components.spread).toBeCloseTo(28.8 * 0.025, 9);
    expect(components.early).toBe(0);
    // 0.04 * 0.25 dollars a share of fee, a quarter of it back.
    expect(components.rebate).toBeCloseTo(28.8 * 0.0025, 9);
    expect(components.rewards).toBeCloseTo(0.5, 9);
    expect(components.toxicity).toBeCloseTo(-0.288, 9);
    expect(score).toBeCloseTo(0.72 + 0.072 + 0.5 - 0.288, 9);
    expect([unknown, obstacle]).toEqual([[], undefined]);
  });

  test('leaves out what is not known, and says so', () => {
    const { components, unknown, score } = ranked({ fee: undefined, toxicity: undefined });
    expect(unknown).toEqual(['rebate', 'toxicity']);
    expect(components.rebate).toBeUndefined();
    expect(score).toBeCloseTo(0.72 + 0.5, 9);
    expect(ranked({ rewards: undefined }).unknown).toEqual(['rewards']);
    expect(ranked({ rewardPart: undefined }).unknown).toEqual(['rewards']);
    const unpaid = { ...known().rewards!, perDay: 0 as never };
    expect(ranked({ rewards: unpaid, rewardPart: undefined }).components.rewards).toBe(0);
  });

  test.each([
    ['depth', { depth: undefined }, 'depth_unknown'],
    ['activity', { activity: undefined }, 'activity_unknown'],
    ['book', { ask: undefined }, 'book_unknown'],
    ['close', { closesAt: undefined }, 'close_unknown'],
  ] as const)('cannot be told without its %s', (name, facts, code) => {
    expect(ranked(facts).obstacle?.code).toBe(code);
    if (name !== 'close') expect(ranked(facts).score).toBeUndefined();
  });

  test('rests on an assumed activity only where one is given', () => {
    const assumed = ranked({ activity: undefined }, { assumedActivity: 1 });
    expect(assumed).toMatchObject({ isAssumed: true, obstacle: undefined });
    expect(assumed.score).toBeCloseTo(ranked().score!, 9);
    expect(ranked({}, { assumedActivity: 5 })).toMatchObject({ isAssumed: false });
  });

  test('rises with spread and activity, falls with depth and toxicity', () => {
    const amount = fc.double({ min: 0.001, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(amount, amount, (more, base) => {
        const of = (facts: Partial<RankFacts>) => ranked(facts).score!;
        const wide = { bid: 0.5 - base / 2, ask: 0.5 + base / 2 };
        const wider = { bid: 0.5 - (base + more) / 2, ask: 0.5 + (base + more) / 2 };
        expect(of(wider)).toBeGreaterThan(of(wide));
        expect(of({ activity: 1 + more, toxicity: 0 })).toBeGreaterThan(of({ toxicity: 0 }));
        expect(of({ depth: 990 + more, toxicity: 0 })).toBeLessThan(of({ toxicity: 0 }));
        expect(of({ toxicity: base + more })).toBeLessThan(of({ toxicity: base }));
      }),
    );
  });
});

describe('a market is not chosen, and says why', () => {
  test.each([
    ['cooling_down', { restsUntil: (NOW + 1) as Timestamp }],
    ['closes_too_soon', { closesAt: (NOW + 23 * HOUR) as Timestamp }],
    ['closes_too_late', { closesAt: (NOW + 61 * 24 * HOUR) as Timestamp }],
    ['mid_too_low', { bid: 0.001, ask: 0.03 }],
    ['mid_too_high', { bid: 0.975, ask: 0.999 }],
    ['spread_too_narrow', { bid: 0.49, ask: 0.51 }],
    ['too_thin', { depth: 499 }],
    ['too_quiet', { activity: 0.9 }],
    ['earns_nothing', { toxicity: 0.2 }],
  ] as const)('%s', (code, facts) => {
    expect(ranked(facts).obstacle?.code).toBe(code);
  });

  test('a spread of just the least is wide enough, however floats add', () => {
    expect(ranked({ bid: 0.47, ask: 0.5 }).obstacle).toBeUndefined();
    expect(ranked({ bid: 0.57, ask: 0.6 }).obstacle).toBeUndefined();
  });

  test('one that rested is chosen again', () => {
    expect(ranked({ restsUntil: NOW }).obstacle).toBeUndefined();
  });
});

describe('an early market', () => {
  const early = { createdAt: (NOW - 48 * HOUR) as Timestamp };

  test('counts as wider, and may be thinner and quieter', () => {
    const { isEarly, components, obstacle } = ranked({ ...early, depth: 100, activity: 0.1 });
    expect([isEarly, obstacle]).toEqual([true, undefined]);
    expect(components.early).toBeCloseTo((components.spread! / 0.025) * 0.015, 9);
    expect(ranked({ ...early, depth: 99 }).obstacle?.code).toBe('too_thin');
    const late = { createdAt: (NOW - 48 * HOUR - 1) as Timestamp };
    expect(ranked({ ...late, depth: 100 })).toMatchObject({ isEarly: false });
  });

  test('is none where nobody knows when it was made', () => {
    expect(ranked({ createdAt: undefined }).isEarly).toBe(false);
  });

  test('gets one of few places', () => {
    const all = ['a', 'b', 'c', 'd'].map((slug) => known({ ...early, slug }));
    const ranks = rankMarkets([...all, known({ slug: 'old' })], RANK_DEFAULTS, NOW);
    expect(ranks.map(({ facts, obstacle }) => [facts.slug, obstacle?.code])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
      ['old', undefined],
      ['d', 'early_slots_used'],
    ]);
  });
});

test('the best come first, then those that are not chosen, each list by worth', () => {
  const all = [
    known({ slug: 'narrow', bid: 0.49, ask: 0.51 }),
    known({ slug: 'fair' }),
    known({ slug: 'untold', depth: undefined }),
    known({ slug: 'wide', bid: 0.4, ask: 0.6 }),
    known({ slug: 'busy', activity: 3 }),
  ];
  const ranks = rankMarkets(all, { ...RANK_DEFAULTS, most: 2 }, NOW);
  expect(ranks.map(({ facts, obstacle }) => [facts.slug, obstacle?.code])).toEqual([
    ['wide', undefined],
    ['busy', undefined],
    ['fair', 'enough_chosen'],
    ['narrow', 'spread_too_narrow'],
    ['untold', 'depth_unknown'],
  ]);
  expect(rankMarkets([...all].reverse(), { ...RANK_DEFAULTS, most: 2 }, NOW)).toEqual(ranks);
});

describe('activity', () => {
  const MINUTE = 60_000_000;

  test('of a steady stream is the stream, from early on', () => {
    const activity = new Activity(3_600, 0 as Timestamp);
    for (let minute = 1; minute <= 600; minute++) {
      const now = (minute * MINUTE) as Timestamp;
      activity.hear(now, 2);
      if (minute < 6) expect(activity.perMinute(now)).toBeUndefined();
      else expect(activity.perMinute(now)).toBeCloseTo(2, 0);
    }
    // An hour of silence halves it, nearly.
    expect(activity.perMinute((660 * MINUTE) as Timestamp)).toBeCloseTo(1, 1);
  });
});

test('toxicity is told from five fills on, by shares, the latest counting most', () => {
  const toxicity = new Toxicity();
  for (let i = 0; i < 4; i++) toxicity.hear(0.01, 1_000_000 as never);
  expect(toxicity.perShare).toBeUndefined();
  toxicity.hear(0.01, 1_000_000 as never);
  expect(toxicity.perShare).toBeCloseTo(0.01, 9);
  for (let i = 0; i < 50; i++) toxicity.hear(-0.01, 1_000_000 as never);
  expect(toxicity.perShare).toBeLessThan(-0.005);
  toxicity.hear(0.5, 100_000_000 as never);
  expect(toxicity.perShare).toBeGreaterThan(0.2);
});
