import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import {
  ABOVE,
  asking,
  benchOf,
  CYCLE,
  codes,
  cycles,
  FEED,
} from '../../../test/support/directional-bench.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import { cryptoDirectional } from './strategy.ts';

const REACH = asking('Will Bitcoin reach $101,000 by April 15?', { closesAt: at(2.7 * 86_400) });

describe('a question about any time until the end', () => {
  const NOW = 10 * 60;

  test('is worth about twice what the end alone would be', () => {
    const fair = (model: string) => {
      const bench = benchOf([REACH], { model });
      bench.hear(NOW + 1, FEED, 100_000);
      bench.quote(NOW + 2, '0.40', '0.42');
      return bench.opinion()?.probability as number;
    };
    expect(fair('by-question')).toBe(fair('touch'));
    expect(fair('touch')).toBeCloseTo(2 * fair('terminal'), 10);
  });

  test('is decided once the level was touched, though the price comes back', () => {
    const bench = benchOf([REACH], { confirmations: '1' });
    bench.hear(700, FEED, 101_000);
    cycles(bench, 1, '0.60', '0.62');
    expect(codes(bench)).toEqual(['touched']);
    expect(bench.opinion()).toMatchObject({ code: 'touched', token: undefined, probability: 1 });
  });

  test.each([
    ['reach', 100_900, 101_000],
    ['hit', 100_900, 101_000],
    ['dip to', 101_100, 101_000],
    ['hit', 101_100, 101_000],
  ])('%s: %d dollars are not there yet, %d are', (words, before, there) => {
    const question = `Will Bitcoin ${words} $101,000 by April 15?`;
    const market = asking(question, { closesAt: at(2.7 * 86_400) });
    const bench = new StrategyBench(cryptoDirectional, {}, [market]);
    bench.hear(1, FEED, before);
    expect(bench.opinion()?.code).not.toBe('touched');
    bench.hear(2, FEED, there);
    bench.hear(3, FEED, before);
    expect(bench.opinion()?.code).toBe('touched');
  });

  test('before its span begins nothing counts', () => {
    const span = asking('Will Bitcoin reach $101,000 April 15-16?', { closesAt: at(3.7 * 86_400) });
    const bench = benchOf([span], { confirmations: '1' });
    bench.hear(700, FEED, 102_000);
    cycles(bench, 1, '0.60', '0.62');
    expect(codes(bench)).toEqual(['span_not_begun']);
  });
});

describe('markets that it leaves alone', () => {
  test.each([
    ['Bitcoin Up or Down - April 15, 12PM ET', 'up_or_down_window'],
    ['Will the cup be won by April 15?', 'not_a_price_question'],
    ['Will Bitcoin be above 100k on April 15 at 12PM ET?', 'currency_unknown'],
    ['Will Bitcoin be above $100,000 on April 14?', 'time_unknown'],
    ['Will Bitcoin reach $100,000 by December 31?', 'date_disagrees'],
  ])('%s: %s', (question, code) => {
    const bench = new StrategyBench(cryptoDirectional, {}, [asking(question)]);
    expect(bench.opinion()).toEqual({ code, token: undefined, numbers: {} });
    bench.open();
    bench.pass(2 * CYCLE);
    expect(codes(bench)).toEqual([code]);
  });

  test('live, where markets have no dates, a day soon is meant, and its noon if so told', () => {
    const question = 'Will Bitcoin be above $100,000 on April 15?';
    const market = asking(question, { opensAt: undefined, closesAt: undefined });
    expect(benchOf([market]).opinion()?.code).toBe('time_unknown');
    const bench = benchOf([market], { unsaidTime: 'noon', confirmations: '1' });
    cycles(bench, 1, '0.38', '0.40');
    expect(codes(bench)).toEqual(['trade']);
    expect(bench.wishes[0]?.reason.numbers.secondsLeft).toBe(2 * 86_400 + 4 * 3_600 - CYCLE);
  });

  test('one without a question, and one whose outcomes have no names', () => {
    const bench = new StrategyBench(cryptoDirectional, {}, [
      aMarket(),
      { ...ABOVE, labels: [undefined, undefined] },
    ]);
    expect(bench.opinion(0)?.code).toBe('no_question');
    expect(bench.opinion(1)?.code).toBe('labels_unknown');
  });

  test('one that is closed or decided', () => {
    const bench = benchOf([ABOVE], { confirmations: '1' });
    bench.close();
    cycles(bench, 2, '0.38', '0.40');
    expect(bench.wishes).toEqual([]);
    expect(bench.opinion()?.code).toBe('market_closed');
    bench.resolve(0, 1_000_000);
    expect(bench.wishes).toEqual([]);
  });
});
