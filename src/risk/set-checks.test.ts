import { describe, expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { aSetChange } from '../../test/support/a-set-change.ts';
import { anOpenOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { ChangeSets } from '../domain/command.ts';
import type { ClientOrderId, MarketIndex } from '../domain/ids.ts';
import { NEW_STANDING } from '../domain/risk-standing.ts';
import type { Price, Shares, Timestamp, Usd } from '../domain/units.ts';
import { createRiskGate } from './gate.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from './risk-limits.ts';

const MARKET = 0 as MarketIndex;
const GAS = 5_000 as Usd;

/** Ten shares of each outcome at hand, gas of half a cent. */
function bench(): GateBench {
  const made = new GateBench();
  made.view.setGas = GAS;
  made.hold(0, 10_000_000, 500_000);
  made.hold(1, 10_000_000, 500_000);
  return made;
}

function verdict(
  made: GateBench,
  changes: Partial<ChangeSets>,
  limits: Partial<RiskLimits> = {},
): string {
  const gate = createRiskGate({ ...DEFAULT_RISK_LIMITS, ...limits });
  const answer = gate.checkSets(aSetChange(changes), made.view, made.account);
  return 'ok' in answer ? answer.code : 'approved';
}

const split = (shares: number) => ({ shares: shares as Shares });
const merge = (shares: number) => ({ direction: 'merge' as const, shares: shares as Shares });

describe('a split', () => {
  test('is denied where a strategy may use only a part of its limits, a merge is not', () => {
    const made = bench();
    made.view.part = 500_000;
    const limits = { maxOrderSize: 10_000_000 as Shares };
    expect(verdict(made, split(5_000_001), limits)).toBe('sized_down');
    expect(verdict(made, split(5_000_000), limits)).toBe('approved');
    expect(verdict(made, split(1_000_000), { maxPosition: 20_000_000 as Shares })).toBe(
      'sized_down',
    );
    expect(verdict(made, merge(9_000_000), limits)).toBe('approved');
  });

  test('is denied after a kill; what is held may be merged', () => {
    const made = bench();
    made.view.risk = { ...NEW_STANDING, mode: 'cooling' };
    expect(verdict(made, split(1_000_000))).toBe('killed');
    expect(verdict(made, merge(1_000_000))).toBe('approved');
  });

  test.each<[string, Partial<ChangeSets>, Partial<RiskLimits>]>([
    ['approved', split(1), {}],
    ['size_not_positive', split(0), {}],
    ['size_not_positive', split(1.5), {}],
    ['order_too_large', split(1_000_001), { maxOrderSize: 1_000_000 as Shares }],
    ['approved', split(1_000_000), { maxOrderSize: 1_000_000 as Shares }],
    ['position_too_large', split(1_000_001), { maxPosition: 11_000_000 as Shares }],
    ['approved', split(1_000_000), { maxPosition: 11_000_000 as Shares }],
    // A set pays its dollar whatever happens: nothing more can be lost.
    ['approved', split(1_000_000), { maxMarketExposure: 0 as Usd, maxExposure: 0 as Usd }],
    ['too_many_orders', split(1), { maxOrdersPerSecond: 0 }],
  ])('%s: %o under %o', (code, changes, limits) => {
    expect(verdict(bench(), changes, limits)).toBe(code);
  });

  test('counts splits under way and open buys', () => {
    const made = bench();
    made.view.splits.set(MARKET, 2_000_000 as Shares);
    const limits = { maxPosition: 13_000_000 as Shares };
    expect(verdict(made, split(1_000_000), limits)).toBe('approved');
    expect(verdict(made, split(1_000_001), limits)).toBe('position_too_large');
    made.rest(anOpenOrder({ size: 1_000_000 as Shares, price: 10_000 as Price }, 7));
    expect(verdict(made, split(1_000_000), limits)).toBe('position_too_large');
  });

  test('needs free cash for itself and its gas', () => {
    const wide = { maxOrderSize: 'unlimited', maxPosition: 'unlimited' } as const;
    const all = { ...wide, maxMarketExposure: 'unlimited', maxExposure: 'unlimited' } as const;
    expect(verdict(bench(), split(990_000_000 - GAS), all)).toBe('approved');
    expect(verdict(bench(), split(990_000_000 - GAS + 1), all)).toBe('not_enough_cash');
  });

  test('is not made in a market that is paused; merges are', () => {
    const made = bench();
    made.view.breaks.set(MARKET, { code: 'adverse_fills', count: 3, until: at(300) });
    expect(verdict(made, split(1))).toBe('adverse_fills');
    expect(verdict(made, merge(1_000_000))).toBe('approved');
  });

  test('passes neither a closed market nor its last moments', () => {
    const closed = bench();
    closed.view.closed.add(MARKET);
    expect(verdict(closed, split(1))).toBe('market_closed');
    const ending = bench();
    const closesAt = ending.view.markets[0]?.closesAt as number;
    ending.view.now = (closesAt - DEFAULT_RISK_LIMITS.closeLead) as Timestamp;
    expect(verdict(ending, split(1))).toBe('market_ends');
  });
});

describe('a merge', () => {
  test.each<[string, Partial<ChangeSets>, Partial<RiskLimits>]>([
    ['approved', merge(10_000_000), { maxOrderSize: 1 as Shares, maxMarketExposure: 0 as Usd }],
    ['not_enough_shares', merge(10_000_001), {}],
    ['size_not_positive', merge(-1), {}],
    ['less_than_gas', merge(GAS), {}],
    ['approved', merge(GAS + 1), {}],
    ['too_many_orders', merge(1_000_000), { maxOrdersPerSecond: 0 }],
  ])('%s: %o under %o', (code, changes, limits) => {
    expect(verdict(bench(), changes, limits)).toBe(code);
  });

  test('passes after the close, but not once the market has paid', () => {
    const made = bench();
    made.view.closed.add(MARKET);
    expect(verdict(made, merge(1_000_000))).toBe('approved');
    made.view.payouts.set(MARKET, 0 as Price);
    expect(verdict(made, merge(1_000_000))).toBe('market_resolved');
  });

  test('needs settled shares of both that nobody else has reserved', () => {
    const made = bench();
    made.account.reserveSets(aSetChange({ id: 9 as ClientOrderId, ...merge(4_000_000) }), GAS);
    expect(verdict(made, merge(6_000_000))).toBe('approved');
    expect(verdict(made, merge(6_000_001))).toBe('not_enough_shares');
  });
});
