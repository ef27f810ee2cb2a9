import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import { limitCloseLead } from './close-lead.ts';

const bench = new GateBench();
const run = (seconds: number, order = anOrder(), lead = 5_000_000) => {
  bench.view.now = at(seconds);
  return bench.run(limitCloseLead(lead), order);
};

describe('before the end of a market', () => {
  test('orders pass up to the lead, and none is opened in it', () => {
    expect([294.999_999, 295, 299].map((seconds) => run(seconds))).toEqual([
      'passes',
      'market_ends',
      'market_ends',
    ]);
    expect(run(299, anOrder({ timeInForce: 'GTC' }))).toBe('market_ends');
  });

  test('a sale at once passes still: it only gets us out; one that rests does not', () => {
    expect(run(299, anOrder({ side: 'sell' }))).toBe('passes');
    expect(run(299, anOrder({ side: 'sell', timeInForce: 'GTC' }))).toBe('market_ends');
  });

  test('says how long there is, and what was compared', () => {
    bench.view.now = at(297.5);
    const refusal = limitCloseLead(5_000_000)(anOrder(), bench.view, bench.account);
    expect(refusal?.message).toContain('ends in 2.5 s, closeLead is 5 s');
  });

  test('without a lead, or without a known end, nothing is held back', () => {
    expect(run(299, anOrder(), 0)).toBe('passes');
    const endless = new GateBench();
    endless.view.markets[0] = aMarket({ closesAt: undefined });
    endless.view.now = at(1_000);
    expect(endless.run(limitCloseLead(5_000_000), anOrder())).toBe('passes');
  });
});
