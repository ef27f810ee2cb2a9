import { describe, expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import { ScriptedView } from '../../test/support/scripted-view.ts';
import type { MarketIndex } from '../domain/ids.ts';
import { checkMarketReady } from './market-ready.ts';

const { account } = new GateBench();

describe('a market that is ready', () => {
  test('is open and has a known fee and rule', () => {
    const view = new ScriptedView([aMarket()]);
    expect(checkMarketReady(anOrder(), view, account)).toBeUndefined();
  });

  test('is not closed', () => {
    const view = new ScriptedView([aMarket()]);
    view.closed.add(0 as MarketIndex);
    expect(checkMarketReady(anOrder(), view, account)?.code).toBe('market_closed');
  });

  test('has a fee, or somebody says it', () => {
    const view = new ScriptedView([aMarket({ fee: undefined })]);
    const refusal = checkMarketReady(anOrder(), view, account);
    expect(refusal?.code).toBe('fee_unknown');
    expect(refusal?.message).toContain('--fee 0.07');
  });

  test('has a rule', () => {
    const view = new ScriptedView([aMarket({ rule: undefined })]);
    expect(checkMarketReady(anOrder(), view, account)?.code).toBe('rule_unknown');
  });

  test('has a known minimum size, or the order cannot rest', () => {
    const view = new ScriptedView([aMarket({ minimumSize: undefined })]);
    for (const timeInForce of ['GTC', 'GTD'] as const) {
      const refusal = checkMarketReady(anOrder({ timeInForce }), view, account);
      expect(refusal?.code).toBe('minimum_size_unknown');
      expect(refusal?.message).toContain('--minimum-size 5');
    }
    for (const timeInForce of ['FAK', 'FOK'] as const) {
      expect(checkMarketReady(anOrder({ timeInForce }), view, account)).toBeUndefined();
    }
  });

  test('has a known taker delay, or the order cannot take', () => {
    const view = new ScriptedView([aMarket({ takerDelayMs: undefined })]);
    const refusal = checkMarketReady(anOrder(), view, account);
    expect(refusal?.code).toBe('taker_delay_unknown');
    expect(refusal?.message).toContain('--taker-delay 250');
    const resting = anOrder({ timeInForce: 'GTC' });
    expect(checkMarketReady(resting, view, account)?.code).toBe('taker_delay_unknown');
    const postOnly = anOrder({ timeInForce: 'GTC', postOnly: true });
    expect(checkMarketReady(postOnly, view, account)).toBeUndefined();
  });

  test('is in the run', () => {
    expect(checkMarketReady(anOrder(), new ScriptedView([]), account)?.code).toBe('market_closed');
  });
});
