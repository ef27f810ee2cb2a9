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
  const sized = (bench: GateBench, part: number, limits: Partial<RiskLimits>) => {
    bench.view.part = part;
    const gate = createRiskGate({ ...DEFAULT_RISK_LIMITS, ...limits });
    const answer = gate.check(anOrder(), bench.view, bench.account);
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
    expect(sized(new GateBench(), 0, {})).toMatchObject(['sized_down', expect.anything()]);
  });

  test('what another strategy holds of the other outcome is not its to lean on', () => {
    const bench = new GateBench();
    bench.hold(1, 10_000_000, 380_000);
    bench.view.positions.clear();
    expect(sized(bench, 0, {})).toMatchObject(['sized_down', expect.anything()]);
    // Where it is its own, the buy completes pairs.
    bench.view.lossIf = (...asked) => bench.account.lossIf(...asked);
    expect(sized(bench, 0, {})).toBe('approved');
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

  test('no order that raises the risk passes which so much of the limits would deny', () => {
    const caps = ['maxOrderSize', 'maxPosition', 'maxMarketExposure', 'maxExposure'] as const;
    const order = fc.record({
      token: fc.constantFrom(0, 1, 2),
      side: fc.constantFrom('buy', 'sell') as fc.Arbitrary<'buy' | 'sell'>,
      cents: fc.integer({ min: 1, max: 99 }),
      shares: fc.integer({ min: 1, max: 40 }),
    });
    const held = fc.record({ first: fc.nat(30), second: fc.nat(30) });
    const part = fc.integer({ min: 0, max: SCALE });
    const limit = fc.record({ cap: fc.constantFrom(...caps), most: fc.nat({ max: 30e6 }) });
    let denied = 0;
    fc.assert(
      fc.property(order, held, part, limit, (wish, has, p, { cap, most }) => {
        const bench = new GateBench();
        if (has.first > 0) bench.hold(0, has.first * 1e6, 500_000);
        if (has.second > 0) bench.hold(1, has.second * 1e6, 400_000);
        bench.view.part = p;
        const { token, side, cents, shares } = wish;
        const command = anOrder({
          ...{ side, token: token as TokenIndex },
          ...{ price: (cents * 10_000) as Price, size: (shares * 1e6) as Shares },
        });
        const limits: RiskLimits = { ...DEFAULT_RISK_LIMITS, [cap]: most };
        const { view, account } = bench;
        if (riseOf(lossMove(command.terms, account, view)) <= 0) return;
        const answer = createRiskGate(limits).check(command, view, account);
        if ('ok' in answer) {
          if (answer.code === 'sized_down') denied++;
          return;
        }
        view.part = SCALE;
        expect('ok' in createRiskGate(partOf(limits, p)).check(command, view, account)).toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(denied).toBeGreaterThan(0);
  });
});
