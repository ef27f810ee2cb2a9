import { describe, expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { Price, Shares, Usd } from '../../domain/units.ts';
import { fusion } from './strategy.ts';

const labels = ['Up', 'Down'] as const;

/** A market whose price of Up rises within the last half minute before the window. */
function risen(
  parameters: Readonly<Record<string, string>> = {},
  changes: Parameters<typeof aMarket>[0] = {},
  token = 0,
): StrategyBench {
  const bench = new StrategyBench(fusion, parameters, [aMarket({ labels, ...changes })]);
  for (let second = 200; second < 240; second += 2) bench.quote(second, '0.61', '0.63', token);
  for (let second = 240; second < 260; second += 2) bench.quote(second, '0.63', '0.65', token);
  return bench;
}

const bought = '260s buy 10 of 0 at 0.68 FAK: fusion';

describe('the vote', () => {
  test('buys the side that it and the price lean to, with what each source added', () => {
    const bench = risen({ minSignals: '1', minScore: '5' });
    bench.quote(260, '0.65', '0.66');
    expect(bench.story).toEqual([bought]);
    const { numbers } = bench.wishes[0]?.reason ?? {};
    expect(numbers).toMatchObject({ up: 655_000, maxPrice: 990_000 });
    expect(numbers?.velocity).toBeGreaterThan(0);
    expect(numbers).not.toHaveProperty('putCall');
  });

  test('finds Up by its name, not by its place', () => {
    const bench = risen({ minSignals: '1', minScore: '5' }, { labels: ['Down', 'Up'] }, 1);
    bench.quote(260, '0.65', '0.66', 1);
    expect(bench.story).toEqual([bought.replace('of 0', 'of 1')]);
  });

  test.each([
    ['few signals', { minSignals: '3' }, '0.65', '0.66', 'few_signals'],
    ['a low score', { minSignals: '1', minScore: '90' }, '0.65', '0.66', 'low_score'],
    [
      'a price that leans nowhere',
      { minSignals: '1', minScore: '1', upAbove: '0.9' },
      '0.65',
      '0.66',
      'no_trend',
    ],
    [
      'a vote against the price',
      { minSignals: '1', minScore: '1' },
      '0.60',
      '0.61',
      'against_trend',
    ],
    ['a book without a side', {}, '', '0.66', 'one_sided_book'],
  ])('does not trade on %s', (_what, parameters, bid, ask, code) => {
    const bench = risen(parameters);
    bench.quote(260, bid, ask);
    bench.pass(280);
    expect(bench.story).toEqual([`280s skip 0: ${code}`]);
  });

  test('alone, it goes against the price; the price alone asks for some vote, as S3 did', () => {
    const vote = risen({ minSignals: '1', minScore: '1', side: 'vote' });
    vote.quote(260, '0.60', '0.61');
    expect(vote.story).toEqual(['260s buy 10 of 1 at 0.42 FAK: fusion']);
    const price = risen({ minSignals: '1', minScore: '1', side: 'price' });
    price.quote(260, '0.60', '0.61');
    expect(price.story).toEqual(['260s buy 10 of 0 at 0.63 FAK: fusion']);
  });
});

/** The underlying goes up with the price of Up, and the crowd is afraid. */
function outside(bench: StrategyBench): void {
  bench.hear(79, 'binance/btcusdt', 100_000);
  bench.hear(258, 'deribit/btc-put-call-oi', 1.5);
  bench.hear(258, 'alternative/fear-greed', 20);
  bench.hear(259, 'binance/btcusdt', 100_010);
}

describe('what it cannot know keeps it from trading', () => {
  test.each([
    ['which outcome is Up', { labels: [undefined, undefined] as const }],
    ['the asset', { asset: undefined }],
  ])('without %s the book speaks, of the first outcome, and the world does not', (_, changes) => {
    const bench = risen({ minSignals: '1', minScore: '1' }, changes);
    outside(bench);
    bench.quote(260, '0.65', '0.66');
    expect(bench.story).toEqual([bought]);
    const { numbers } = bench.wishes[0]?.reason ?? {};
    expect(Object.keys(numbers ?? {})).toContain('velocity');
    for (const source of ['divergence', 'putCall', 'sentiment']) {
      expect(numbers).not.toHaveProperty(source);
    }
  });

  test('twenty prices, never padded', () => {
    const bench = new StrategyBench(fusion, { minSignals: '1' }, [aMarket({ labels })]);
    for (let second = 241; second < 260; second++) bench.quote(second, '0.61', '0.63');
    bench.quote(260, '0.65', '0.66');
    bench.pass(280);
    expect(bench.story).toEqual(['280s skip 0: history_short']);
  });

  test('a quote that holds: three in a row after a break', () => {
    const bench = risen({ minSignals: '1', minScore: '5' });
    bench.distrust(259);
    bench.quote(260, '0.65', '0.66');
    bench.quote(260.1, '0.65', '0.66');
    expect(bench.story).toEqual([]);
    bench.quote(260.2, '0.65', '0.66');
    expect(bench.story).toEqual(['260.2s buy 10 of 0 at 0.68 FAK: fusion']);
  });
});

test('a market and an underlying that tell a hundred prices a second hide no minute', () => {
  const bench = new StrategyBench(fusion, { minSignals: '1', minScore: '1' }, [
    aMarket({ labels }),
  ]);
  for (let second = 60; second < 260; second += 0.01) {
    const isLate = second > 245;
    bench.hear(second, 'binance/btcusdt', isLate ? 100_400 : 100_000);
    bench.quote(second, isLate ? '0.58' : '0.56', isLate ? '0.66' : '0.64');
  }
  bench.quote(260, '0.61', '0.63');
  const { numbers } = bench.wishes[0]?.reason ?? {};
  expect(numbers?.velocity).toBeGreaterThan(0);
  expect(numbers?.divergence).toBeGreaterThan(0);
});

test('the references count while they are fresh', () => {
  const bench = risen({ minSignals: '1', minScore: '1' });
  outside(bench);
  bench.quote(260, '0.69', '0.71');
  const { numbers } = bench.wishes[0]?.reason ?? {};
  expect(numbers?.putCall).toBeCloseTo(0.1 * 0.6075 * 0.75, 9);
  expect(numbers?.sentiment).toBeGreaterThan(0);
});

describe('what it learns', () => {
  const UP = 0;

  /** Buys Up on a rise and holds it until the market has paid so much for it. */
  function settled(payout: number, parameters: Readonly<Record<string, string>> = {}) {
    const bench = risen({ minSignals: '1', minScore: '5', ...parameters });
    bench.quote(260, '0.65', '0.66');
    bench.view.costs.set(UP as TokenIndex, 6_800_000 as Usd);
    bench.fill(1);
    bench.pass(300);
    bench.close();
    bench.resolve(0, payout);
    return bench;
  }
  const decisions = (bench: StrategyBench) => JSON.parse(bench.memory ?? '').settled;

  test('a decision is settled with those who voted for it, and what it made', () => {
    expect(decisions(settled(1_000_000))).toMatchObject([{ isWon: true, profit: 3.2 }]);
    const [lost] = decisions(settled(0));
    expect(lost).toMatchObject({ isWon: false, profit: -6.8 });
    expect(lost.sources).toContain('velocity');
    expect(lost.sources).not.toContain('putCall');
  });

  test.each<[string, (bench: StrategyBench) => void]>([
    ['a draw', (bench) => bench.resolve(0, 500_000)],
    ['a market in which nothing was bought', (bench) => bench.resolve(0, 0)],
  ])('nothing of %s', (what, resolve) => {
    const bench = risen({ minSignals: '1', minScore: '5' });
    bench.quote(260, '0.65', '0.66');
    if (what === 'a draw') bench.fill(1);
    bench.close();
    resolve(bench);
    expect(decisions(bench)).toEqual([]);
  });

  test('nothing of a market in dispute, and nothing where the weights are fixed', () => {
    const bench = risen({ minSignals: '1', minScore: '5' });
    bench.quote(260, '0.65', '0.66');
    bench.fill(1);
    bench.close();
    bench.view.halted.add(0 as MarketIndex);
    bench.resolve(0, 0);
    expect(decisions(bench)).toEqual([]);
    expect(decisions(settled(0, { weights: 'fixed' }))).toEqual([]);
  });

  test('weights of the future of a run decide nothing in it', () => {
    const learned = settled(1_000_000).memory ?? '';
    const bench = new StrategyBench(
      fusion,
      { minSignals: '1', minScore: '5' },
      [aMarket({ labels })],
      1,
      learned,
    );
    for (let second = 200; second < 262; second += 2) bench.quote(second, '0.61', '0.63');
    bench.pass(280);
    expect(bench.story).toEqual(['280s skip 0: learned_later']);
    expect(fusion.readMemory?.(learned)).toMatchObject({ ok: true, value: { markets: 1 } });
  });
});

describe('a decision whose market is under way when a run ends', () => {
  const UP = 0 as TokenIndex;
  const market = aMarket({ labels });
  const parameters = { minSignals: '1', minScore: '5' };

  /** What is left by a run that has bought Up, and ended in the middle of the window. */
  function left(): string {
    const bench = risen(parameters);
    bench.quote(260, '0.65', '0.66');
    bench.view.costs.set(UP, 6_800_000 as Usd);
    bench.fill(1);
    bench.close();
    return bench.memory ?? '';
  }

  /** A later run, in which the market is listed second, with what is still held of it. */
  function later(memory: string, shares = 10_000_000, seconds = 270) {
    const other = aMarket({ slug: 'another', labels });
    const bench = new StrategyBench(fusion, parameters, [other], 1, memory);
    bench.view.positions.set(2 as TokenIndex, shares as Shares);
    bench.view.costs.set(2 as TokenIndex, 6_800_000 as Usd);
    bench.pass(seconds);
    bench.add(market);
    return bench;
  }

  const told = (bench: StrategyBench) => JSON.parse(bench.memory ?? '');

  test('is settled by the later run that hears how it ended, with those who voted for it', () => {
    const bench = later(left());
    bench.pass(300);
    bench.close(1);
    expect(told(bench).settled).toEqual([]);
    bench.resolve(1, 0);
    const [lost] = told(bench).settled;
    expect(lost).toMatchObject({ isWon: false, profit: -6.8 });
    expect(lost.sources).toContain('velocity');
    expect(told(bench)).toMatchObject({ count: 1, held: [], lost: 0 });
  });

  test('is settled once, however many runs come in between', () => {
    let memory = left();
    for (let run = 0; run < 3; run++) memory = later(memory).memory ?? '';
    expect(JSON.parse(memory).held).toHaveLength(1);
    const bench = later(memory);
    bench.resolve(1, 1_000_000);
    expect(told(bench)).toMatchObject({ count: 1, held: [], lost: 0 });
    expect(told(later(bench.memory ?? '', 0))).toMatchObject({ count: 1, held: [], lost: 0 });
  });

  test('is settled at once where its market has paid meanwhile', () => {
    const bench = new StrategyBench(fusion, parameters, [], 1, left());
    bench.pass(400);
    bench.view.payouts.set(0 as MarketIndex, 1_000_000 as Price);
    bench.add(market);
    expect(told(bench)).toMatchObject({ settled: [{ isWon: true, profit: 3.2 }], held: [] });
  });

  test('is lost, and counted, where its shares are gone', () => {
    const bench = later(left(), 0);
    expect(told(bench)).toMatchObject({ held: [], lost: 1 });
    bench.resolve(1, 1_000_000);
    expect(told(bench)).toMatchObject({ count: 0, lost: 1 });
    expect(bench.memoryFacts?.lines.join('\n')).toContain('1 lost');
  });

  test('is settled where its market is over, though its shares are none of the run', () => {
    const bench = later(left(), 0, 400);
    expect(bench.memoryFacts?.awaits).toEqual([market.slug]);
    bench.resolve(1, 0);
    expect(told(bench)).toMatchObject({ settled: [{ isWon: false, profit: -6.8 }], lost: 0 });
  });

  test('is nothing in a run that is in its past', () => {
    const bench = later(left(), 0, 100);
    bench.resolve(1, 0);
    expect(told(bench)).toMatchObject({ settled: [], held: [{ market: market.slug }], lost: 0 });
  });

  test.each([
    ['never listed', false],
    ['listed, over and never decided', true],
  ])('is lost, and counted, where its market is %s for thirty days', (_what, isListed) => {
    const month = 30 * 86_400;
    for (const [seconds, lost] of [
      [month, 0],
      [month + 400, 1],
    ] as const) {
      const bench = new StrategyBench(fusion, parameters, [aMarket({ slug: 'x' })], 1, left());
      bench.pass(400);
      if (isListed) bench.add(market);
      bench.pass(seconds);
      // Its clock is of no account: a run that is stopped plays ends that are still to come.
      bench.close();
      expect(told(bench)).toMatchObject({ held: [{}], lost: 0 });
      bench.add(aMarket({ slug: 'y' }));
      expect(told(bench)).toMatchObject({ held: lost === 1 ? [] : [{}], lost });
    }
  });

  test('is settled where its market is listed after thirty days', () => {
    const bench = new StrategyBench(fusion, parameters, [], 1, left());
    bench.pass(40 * 86_400);
    bench.view.payouts.set(0 as MarketIndex, 1_000_000 as Price);
    bench.add(market);
    expect(told(bench)).toMatchObject({ settled: [{ isWon: true, profit: 3.2 }], lost: 0 });
  });

  test('and whose votes nobody kept teaches nothing when it is paid, and is counted', () => {
    const { held: _, lost: __, ...old } = JSON.parse(left());
    const bench = later(JSON.stringify({ ...old, version: 1 }));
    expect(told(bench)).toMatchObject({ held: [{ market: market.slug }], lost: 0 });
    bench.resolve(1, 1_000_000);
    expect(told(bench)).toMatchObject({ count: 0, settled: [], held: [], lost: 1 });
  });
});

test('a fill that is told of after the close counts, and one that fails does not', () => {
  const bench = risen({ minSignals: '1', minScore: '5' });
  bench.quote(260, '0.65', '0.66');
  bench.close();
  bench.fill(1);
  expect(JSON.parse(bench.memory ?? '').held).toMatchObject([{ shares: 10_000_000 }]);
  bench.failFill(1);
  expect(JSON.parse(bench.memory ?? '').held).toEqual([]);
  bench.resolve(0, 0);
  expect(JSON.parse(bench.memory ?? '')).toMatchObject({ count: 0, lost: 0 });
});
