import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import { StrategyBench } from '../../test/support/strategy-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Shares } from '../domain/units.ts';
import type { StrategyDefinition } from '../ports/strategy.ts';
import { INTERVAL_PARAMETERS, IntervalTrader, type Lean } from './interval-trader.ts';

/** Leans as the test says; keeps what it was shown. */
function scripted(leans: readonly Lean[], shown: [number, number][] = []): StrategyDefinition {
  let next = 0;
  return {
    name: 'scripted',
    summary: '',
    parameters: INTERVAL_PARAMETERS,
    create: (parameters) =>
      new IntervalTrader(parameters, (_market, mid, velocity) => {
        shown.push([mid, velocity]);
        return leans[next++] ?? 'hold';
      }),
  };
}

describe('decisions', () => {
  test('come every half second, from the first good book after the open', () => {
    const shown: [number, number][] = [];
    const bench = new StrategyBench(scripted([], shown));
    bench.quote(-0.5, '0.50', '0.52');
    bench.pass(1);
    expect(shown).toEqual([]);
    bench.quote(1.2, '0.50', '0.52');
    bench.pass(2.4);
    expect(shown).toHaveLength(2);
    bench.pass(2.5);
    expect(shown).toHaveLength(3);
  });

  test('come at the interval that is asked for', () => {
    const shown: [number, number][] = [];
    const bench = new StrategyBench(scripted([], shown), { intervalMs: '2000' });
    bench.quote(1, '0.50', '0.52');
    bench.pass(6.5);
    expect(shown).toHaveLength(3);
  });

  test('see the change of the midpoint over five decisions, and none before', () => {
    const shown: [number, number][] = [];
    const bench = new StrategyBench(scripted([], shown));
    for (let i = 0; i < 8; i++) bench.quote(i * 0.5, `0.${40 + i}`, `0.${42 + i}`);
    bench.pass(3.5);
    expect(shown.map(([mid]) => mid)).toEqual(
      [41, 42, 43, 44, 45, 46, 47, 48].map((cents) => cents * 10_000),
    );
    const none = Number.NaN;
    expect(shown.map(([, v]) => v)).toEqual([none, none, none, none, none, 5e4, 5e4, 5e4]);
  });

  test('start anew after a break in the book', () => {
    const shown: [number, number][] = [];
    const bench = new StrategyBench(scripted([], shown));
    bench.quote(0, '0.50', '0.52');
    bench.pass(2.4);
    bench.distrust(2.4);
    bench.pass(2.9);
    bench.quote(2.9, '0.60', '0.62');
    bench.pass(5.4);
    expect(shown.slice(5).map(([, v]) => v)).toEqual(new Array(5).fill(Number.NaN));
    bench.pass(5.5);
    expect(shown.at(-1)).toEqual([610_000, 0]);
  });

  test('start anew after a break between two of them', () => {
    const shown: [number, number][] = [];
    const bench = new StrategyBench(scripted([], shown));
    bench.quote(0, '0.50', '0.52');
    bench.pass(2.5);
    expect(shown.at(-1)).toEqual([510_000, 0]);
    bench.distrust(2.6);
    bench.quote(2.7, '0.60', '0.62');
    bench.pass(3);
    expect(shown.at(-1)).toEqual([610_000, Number.NaN]);
  });

  test('are not made on half a book, nor on an old one', () => {
    const shown: [number, number][] = [];
    const bench = new StrategyBench(scripted([], shown));
    bench.quote(0, '0.50', '');
    bench.pass(59);
    expect(shown).toEqual([]);
    bench.quote(59, '0.50', '0.52');
    bench.pass(119);
    expect(shown).toHaveLength(120);
    bench.pass(200);
    expect(shown).toHaveLength(120);
    bench.quote(200, '0.50', '0.52');
    bench.pass(201);
    expect(shown).toHaveLength(123);
    expect(bench.story).toEqual([
      '0s skip 0: one_sided_book',
      '59.5s skip 0: no_signal',
      '119.5s skip 0: book_stale',
      '200s skip 0: no_signal',
    ]);
  });

  test('end with the market', () => {
    const bench = new StrategyBench(scripted(['hold', 'buy']));
    bench.quote(0, '0.50', '0.52');
    bench.pass(0.4);
    bench.close();
    bench.pass(10);
    bench.quote(10, '0.50', '0.52');
    bench.pass(11);
    expect(bench.story).toEqual(['0s skip 0: no_signal']);
  });
});

describe('a position', () => {
  test.each([
    ['buy', '0s buy 10 of 0 at 0.54 FAK: signal'],
    ['sell', '0s buy 10 of 1 at 0.52 FAK: signal'],
  ] as const)('is opened by %s, at the ask and two ticks', (lean, line) => {
    const bench = new StrategyBench(scripted([lean]));
    bench.quote(0, '0.50', '0.52');
    bench.pass(0);
    expect(bench.story).toEqual([line]);
  });

  test('is one: the same lean does nothing, the opposite closes, then the next opens', () => {
    const bench = new StrategyBench(scripted(['buy', 'buy', 'buy', 'sell', 'sell', 'buy']));
    bench.quote(0, '0.50', '0.52');
    bench.pass(0);
    bench.fill(1);
    bench.pass(1.5);
    bench.fill(2);
    bench.pass(2);
    bench.fill(3);
    bench.pass(2.5);
    bench.fill(4);
    expect(bench.story).toEqual([
      '0s buy 10 of 0 at 0.54 FAK: signal',
      '0.5s skip 0: held_already',
      '1.5s sell 10 of 0 at 0.48 FAK: opposite_signal',
      '2s buy 10 of 1 at 0.52 FAK: signal',
      '2.5s sell 10 of 1 at 0.46 FAK: opposite_signal',
    ]);
  });

  test('waits for the answer to its order', () => {
    const bench = new StrategyBench(scripted(['buy', 'buy']));
    bench.quote(0, '0.50', '0.52');
    bench.pass(5);
    expect(bench.story).toEqual([
      '0s buy 10 of 0 at 0.54 FAK: signal',
      '0.5s skip 0: order_pending',
    ]);
  });

  test('is sold only as far as it is settled', () => {
    const bench = new StrategyBench(scripted(['buy', 'sell', 'sell']));
    bench.quote(0, '0.50', '0.52');
    bench.pass(0);
    bench.fill(1, '6.337');
    bench.cancel(1, 'unfilled_rest');
    const token = 0 as TokenIndex;
    bench.view.sellables.set(token, 0 as Shares);
    bench.pass(0.5);
    bench.view.sellables.set(token, 6_337_000 as Shares);
    bench.pass(1);
    expect(bench.story.slice(1)).toEqual([
      '0.5s skip 0: not_settled',
      '1s sell 6.33 of 0 at 0.48 FAK: opposite_signal',
    ]);
  });

  test('that is too small to be sold does not count', () => {
    const bench = new StrategyBench(scripted(['sell']));
    bench.view.positions.set(0 as TokenIndex, 9_999 as Shares);
    bench.quote(0, '0.50', '0.52');
    bench.pass(0);
    expect(bench.story).toEqual(['0s buy 10 of 1 at 0.52 FAK: signal']);
  });

  test('is not opened where ten shares are not worth a dollar', () => {
    const bench = new StrategyBench(scripted(['buy']));
    bench.quote(0, '0.01', '0.02');
    bench.pass(0);
    expect(bench.story).toEqual(['0s skip 0: size_too_small']);
  });
});

describe('the end of a five-minute market', () => {
  test('no decisions in the last 40 seconds, flat in the last 10', () => {
    const always: Lean[] = new Array(1000).fill('buy');
    const bench = new StrategyBench(scripted(always));
    bench.quote(259.6, '0.50', '0.52');
    bench.pass(259.9);
    expect(bench.story).toEqual([]);
    bench.pass(260);
    bench.view.positions.set(1 as TokenIndex, 10_000_000 as Shares);
    bench.quote(280, '0.50', '0.52');
    bench.pass(290);
    bench.fill(1);
    bench.pass(291);
    expect(bench.story).toEqual([
      '260s skip 0: last_minutes',
      '290s sell 10 of 1 at 0.46 FAK: flat_before_close',
      '290.5s skip 0: last_seconds',
    ]);
  });

  test('is not known in a market without a known close', () => {
    const shown: [number, number][] = [];
    const endless = aMarket({ closesAt: undefined });
    const bench = new StrategyBench(scripted([], shown), {}, [endless]);
    bench.quote(299, '0.50', '0.52');
    bench.pass(300);
    expect(shown).toHaveLength(3);
  });

  test('scales with its life', () => {
    const hour = aMarket({ closesAt: at(3600) });
    const bench = new StrategyBench(scripted([]), {}, [hour]);
    bench.quote(3119.5, '0.50', '0.52');
    bench.pass(3120);
    expect(bench.story).toEqual(['3119.5s skip 0: no_signal', '3120s skip 0: last_minutes']);
  });
});
