import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import { NEW_STANDING } from '../domain/risk-standing.ts';
import { type Price, SCALE, type Shares, type Usd } from '../domain/units.ts';
import { createRiskGate } from './gate.ts';
import { lossMove, riseOf } from './market-loss.ts';
import { partOf } from './reduced.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from './risk-limits.ts';

/** What the gate says while 16 % are lost. */
function verdict(bench: GateBench, limits: Partial<RiskLimits>, order = anOrder()) {
  const [equity, highWater] = [840_000_000 as Usd, 1_000_000_000 as Usd];
  bench.view.risk = { ...NEW_STANDING, mode: 'reduce', equity, highWater };
  const gate = createRiskGate({ ...DEFAULT_RISK_LIMITS, ...limits });
  const answer = gate.check(order, bench.view, bench.account);
  return 'ok' in answer ? [answer.code, answer.message] : 'approved';
}

// The order under test buys 10 shares at 0.62 without fee: 6.20 dollars.
test.each<[string, Partial<RiskLimits>, string]>([
  ['size', { maxOrderSize: 19_990_000 as Shares }, 'size 10 is above maxOrderSize 9.995'],
  [
    'exposure',
    { maxExposure: 12_390_000 as Usd },
    'the account could lose 6.2 dollars, maxExposure is 6.195',
  ],
])('half of the %s counts', (_name, limits, message) => {
  expect(verdict(new GateBench(), limits)).toEqual([
    'reduced',
    `0.16 of the highest equity are lost, half counts: ${message}`,
  ]);
});

test('up to half, orders pass', () => {
  const limits = { maxOrderSize: 20_000_000 as Shares, maxExposure: 12_400_000 as Usd };
  expect(verdict(new GateBench(), limits)).toBe('approved');
});

test('what gets us out is as large as ever', () => {
  const bench = new GateBench();
  bench.hold(0, 10_000_000, 620_000);
  const limits = { maxOrderSize: 10_000_000 as Shares, maxExposure: 0 as Usd };
  expect(verdict(bench, limits, anOrder({ side: 'sell' }))).toBe('approved');
  const short = new GateBench();
  short.hold(1, 10_000_000, 380_000);
  expect(verdict(short, limits)).toBe('approved');
});

describe('with a part of its limits', () => {
  const sized = (
    bench: GateBench,
    part: number,
    limits: Partial<RiskLimits> = {},
    order = anOrder(),
  ) => {
    bench.view.part = part;
    const gate = createRiskGate({ ...DEFAULT_RISK_LIMITS, ...limits });
    const answer = gate.check(order, bench.view, bench.account);
    return 'ok' in answer ? [answer.code, answer.message] : 'approved';
  };

  test('a strategy is denied what that part does not allow', () => {
    const limits = { maxOrderSize: 30_000_000 as Shares };
    expect(sized(new GateBench(), 333_333, limits)).toEqual([
      'sized_down',
      'the operator lets the strategy use 0.333333 of its limits: ' +
        'size 10 is above maxOrderSize 9.99999',
    ]);
    expect(sized(new GateBench(), 333_334, limits)).toBe('approved');
    expect(sized(new GateBench(), 0)).toMatchObject(['sized_down', expect.anything()]);
  });

  test('what another strategy holds of the other outcome is not its to lean on', () => {
    const others = new GateBench();
    others.hold(1, 10_000_000, 380_000, 'other');
    expect(sized(others, 0)).toMatchObject(['sized_down', expect.anything()]);
    // Where it is its own, the buy completes pairs.
    const own = new GateBench();
    own.hold(1, 10_000_000, 380_000);
    expect(sized(own, 0)).toBe('approved');
  });

  /** Ten shares of its own, which make ten of the other outcome safe, another strategy's. */
  const hedging = () => {
    const bench = new GateBench();
    bench.hold(0, 10_000_000, 620_000);
    bench.hold(1, 10_000_000, 380_000, 'other');
    const sale = anOrder({ side: 'sell', price: 610_000 as Price });
    // Without them the account can lose what the others cost.
    expect(riseOf(lossMove(sale.terms, bench.account, bench.view))).toBe(3_800_000);
    return { bench, sale };
  };

  test('it sells what another strategy leans on: nobody is kept in for others', () => {
    const { bench, sale } = hedging();
    expect(sized(bench, 0, {}, sale)).toBe('approved');
    // All of the limits hold for it as ever.
    expect(sized(bench, 0, { maxExposure: 3_790_000 as Usd }, sale)).toMatchObject([
      'exposure_too_large',
      expect.anything(),
    ]);
  });

  test('while much is lost half of the limits holds for what the account could lose by it', () => {
    const { bench, sale } = hedging();
    const [equity, highWater] = [840_000_000 as Usd, 1_000_000_000 as Usd];
    bench.view.risk = { ...NEW_STANDING, mode: 'reduce', equity, highWater };
    expect(sized(bench, 0, { maxExposure: 7_600_000 as Usd }, sale)).toBe('approved');
    expect(sized(bench, 0, { maxExposure: 7_590_000 as Usd }, sale)).toEqual([
      'reduced',
      '0.16 of the highest equity are lost, half counts: ' +
        'the account could lose 3.8 dollars, maxExposure is 3.795',
    ]);
  });

  test('half of the part counts while much is lost', () => {
    const bench = new GateBench();
    const [equity, highWater] = [840_000_000 as Usd, 1_000_000_000 as Usd];
    bench.view.risk = { ...NEW_STANDING, mode: 'reduce', equity, highWater };
    const limits = { maxOrderSize: 39_000_000 as Shares };
    expect(sized(bench, SCALE, limits)).toBe('approved');
    expect(sized(bench, 500_000, limits)).toMatchObject(['sized_down', expect.anything()]);
    expect(sized(bench, 600_000, limits)).toBe('approved');
  });
});

describe('of any order, in any state', () => {
  const caps = [
    ...(['maxOrderSize', 'maxPosition', 'maxMarketExposure'] as const),
    ...(['maxStrategyExposure', 'maxExposure'] as const),
  ];
  const wishes = fc.record({
    token: fc.constantFrom(0, 1, 2),
    side: fc.constantFrom('buy', 'sell') as fc.Arbitrary<'buy' | 'sell'>,
    cents: fc.integer({ min: 1, max: 99 }),
    shares: fc.integer({ min: 1, max: 40 }),
  });
  const held = fc.record({ own: fc.tuple(fc.nat(30), fc.nat(30)), others: fc.nat(30) });
  const moments = fc.record({
    part: fc.oneof(fc.constantFrom(0, SCALE), fc.integer({ min: 0, max: SCALE })),
    mode: fc.constantFrom('normal', 'reduce') as fc.Arbitrary<'normal' | 'reduce'>,
  });
  const limit = fc.record({ cap: fc.constantFrom(...caps), most: fc.nat({ max: 30e6 }) });
  /** A sale of what another strategy leans on: chance alone comes near to one in thousands. */
  const leaning = fc
    .record({ own: fc.integer({ min: 5, max: 30 }), more: fc.nat(20) })
    .chain(({ own, more }) =>
      fc.tuple(
        fc.record({
          token: fc.constant(0),
          side: fc.constant('sell' as const),
          cents: fc.integer({ min: 59, max: 65 }),
          shares: fc.integer({ min: 5, max: own }),
        }),
        fc.constant({ own: [own, 0], others: own + more }),
        moments,
        fc.record({ cap: fc.constant('maxExposure' as const), most: fc.nat({ max: 30e6 }) }),
      ),
    );
  const cases = fc.oneof(fc.tuple(wishes, held, moments, limit), leaning);

  function benchThatHolds({ own, others }: { own: readonly number[]; others: number }) {
    const bench = new GateBench();
    for (const [token, shares] of own.entries()) {
      if (shares > 0) bench.hold(token, shares * 1e6, 450_000);
    }
    if (others > 0) bench.hold(1, others * 1e6, 400_000, 'other');
    return bench;
  }

  /** What the account's and what the strategy's own rise holds an order to; all limits beside. */
  test('half for what raises the account’s risk, its part for its own, all of them always', () => {
    const seen = { denied: 0, reduced: 0, left: 0 };
    fc.assert(
      fc.property(cases, ([wish, has, { part, mode }, { cap, most }]) => {
        const { view, account } = benchThatHolds(has);
        const command = anOrder({
          ...{ side: wish.side, token: wish.token as TokenIndex },
          ...{ price: (wish.cents * 10_000) as Price, size: (wish.shares * 1e6) as Shares },
        });
        const limits: RiskLimits = { ...DEFAULT_RISK_LIMITS, [cap]: most };
        const ruled = (by: RiskLimits) => createRiskGate(by).check(command, view, account);
        const passes = (by: RiskLimits) => !('ok' in ruled(by));
        // By the limits alone.
        const passesAll = passes(limits);
        const raisesAccount = riseOf(lossMove(command.terms, account, view)) > 0;
        const raisesOwn = riseOf(lossMove(command.terms, view, view)) > 0;
        const own = raisesOwn ? part : SCALE;
        const heldTo = mode === 'reduce' && raisesAccount ? Math.floor(own / 2) : own;
        const passesPart = passes(partOf(limits, heldTo));
        view.part = part;
        view.risk = { ...view.risk, mode };
        const answer = ruled(limits);
        expect(!('ok' in answer)).toBe(passesAll && passesPart);
        if ('ok' in answer && answer.code === 'sized_down') seen.denied++;
        if ('ok' in answer && answer.code === 'reduced') seen.reduced++;
        if (!('ok' in answer) && raisesAccount && !raisesOwn && part === 0) seen.left++;
      }),
      { numRuns: 2_000 },
    );
    // A property that nothing comes near to would show nothing.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });

  /** So what passes of a sale that is denied whole is found by halving it. */
  test('of a sale every smaller size passes too, and of one that is denied a part may', () => {
    const seen = { parts: 0, none: 0 };
    fc.assert(
      fc.property(cases, ([wish, has, { part, mode }, { cap, most }]) => {
        const { view, account } = benchThatHolds(has);
        view.part = part;
        view.risk = { ...view.risk, mode };
        const gate = createRiskGate({ ...DEFAULT_RISK_LIMITS, [cap]: most });
        const answers = Array.from({ length: wish.shares }, (_, i) => {
          const size = ((i + 1) * 1e6) as Shares;
          const price = (wish.cents * 10_000) as Price;
          const token = wish.token as TokenIndex;
          const answer = gate.check(anOrder({ side: 'sell', token, price, size }), view, account);
          return 'ok' in answer ? answer.code : 'passes';
        }).filter((code) => !code.startsWith('below_minimum'));
        const passing = answers.filter((code) => code === 'passes').length;
        expect(answers.slice(0, passing).every((code) => code === 'passes')).toBe(true);
        if (answers.at(-1) !== 'reduced') return;
        if (passing > 0) seen.parts++;
        else seen.none++;
      }),
      { numRuns: 4_000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });
});
