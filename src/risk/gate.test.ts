import { describe, expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOpenOrder, anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { SubmitOrder } from '../domain/command.ts';
import type { MarketIndex, TokenIndex } from '../domain/ids.ts';
import type { Price, Shares, Usd } from '../domain/units.ts';
import { createRiskGate } from './gate.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from './risk-limits.ts';

function verdict(bench: GateBench, limits: Partial<RiskLimits>, order: SubmitOrder = anOrder()) {
  const gate = createRiskGate({ ...DEFAULT_RISK_LIMITS, ...limits });
  const answer = gate.check(order, bench.view, bench.account);
  return 'ok' in answer ? answer.code : 'approved';
}

describe('the gate', () => {
  test('approves the very command that it was given', () => {
    const bench = new GateBench();
    const order = anOrder();
    const gate = createRiskGate(DEFAULT_RISK_LIMITS);
    expect(gate.check(order, bench.view, bench.account)).toBe(order);
  });

  test.each<[string, Partial<RiskLimits>]>([
    ['order_too_large', { maxOrderSize: 1_000_000 as Shares }],
    ['position_too_large', { maxPosition: 1_000_000 as Shares }],
    ['market_exposure_too_large', { maxMarketExposure: 1_000_000 as Usd }],
    ['asset_exposure_too_large', { maxAssetExposure: 1_000_000 as Usd }],
    ['strategy_exposure_too_large', { maxStrategyExposure: 1_000_000 as Usd }],
    ['exposure_too_large', { maxExposure: 1_000_000 as Usd }],
    ['too_many_open_orders', { maxOpenOrders: 0 }],
    ['too_many_orders', { maxOrdersPerSecond: 0 }],
  ])('denies with %s under %o', (code, limits) => {
    expect(verdict(new GateBench(), limits)).toBe(code);
  });

  test.each<[string, SubmitOrder]>([
    ['price_off_tick', anOrder({ price: 1 as Price })],
    ['price_too_far', anOrder({ price: 990_000 as Price })],
    ['not_enough_shares', anOrder({ side: 'sell' })],
  ])('denies with %s', (code, order) => {
    expect(verdict(new GateBench(), {}, order)).toBe(code);
  });

  test('denies on a closed market, an untrusted book and an empty purse', () => {
    const closed = new GateBench();
    closed.view.closed.add(0 as MarketIndex);
    expect(verdict(closed, {})).toBe('market_closed');
    const broken = new GateBench();
    broken.view.book(0 as MarketIndex).distrust(at(1), 'disconnected');
    expect(verdict(broken, {})).toBe('book_untrusted');
    const poor = new GateBench();
    poor.rest(
      anOpenOrder({ token: 2 as TokenIndex, price: 500_000 as Price, size: 2e9 as Shares }, 7),
    );
    expect(verdict(poor, { maxExposure: 'unlimited', maxAssetExposure: 'unlimited' })).toBe(
      'not_enough_cash',
    );
  });

  test('what is denied does not count toward the rate', () => {
    const bench = new GateBench();
    const gate = createRiskGate({ ...DEFAULT_RISK_LIMITS, maxOrdersPerSecond: 1 });
    const tooFar = anOrder({ price: 990_000 as Price });
    expect(gate.check(tooFar, bench.view, bench.account)).toMatchObject({ code: 'price_too_far' });
    expect('ok' in gate.check(anOrder(), bench.view, bench.account)).toBe(false);
  });
});
