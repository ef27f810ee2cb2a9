// What a restart does not take from it.
import { describe, expect, test } from 'vitest';
import {
  ABOVE,
  asking,
  benchOf,
  codes,
  cycles,
  FEED,
} from '../../../test/support/directional-bench.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import { NOTHING_YET, readMemory } from './directional-memory.ts';
import { cryptoDirectional } from './strategy.ts';

const REACH = asking('Will Bitcoin reach $101,000 by April 15?');
const TEXTS = { ewmaSpan: '3', sampleSeconds: '60' };

function restarted(bench: StrategyBench, markets = [ABOVE], texts = {}): StrategyBench {
  const all = { ...TEXTS, ...texts };
  return new StrategyBench(cryptoDirectional, all, markets, 1, bench.memory);
}

/** What it holds Yes for at minute eleven, told the spot of then. */
function opinionOf(bench: StrategyBench, spot = 100_000) {
  bench.hear(660, FEED, spot);
  return bench.opinion();
}

describe('after a restart', () => {
  test('the volatility goes on as if nothing had happened', () => {
    const bench = benchOf([ABOVE]);
    const again = restarted(bench);
    const asBefore = opinionOf(bench);
    expect(asBefore?.probability).toBeCloseTo(0.5, 1);
    expect(asBefore?.numbers.deviation).toBeGreaterThan(0);
    expect(opinionOf(again)).toEqual(asBefore);
    expect(opinionOf(new StrategyBench(cryptoDirectional, TEXTS, [ABOVE]))?.code).toBe(
      'volatility_unknown',
    );
  });

  test('a level that was touched stays touched', () => {
    const bench = benchOf([REACH]);
    bench.hear(630, FEED, 101_500);
    const again = restarted(bench, [REACH]);
    expect(opinionOf(again)).toMatchObject({ code: 'touched', probability: 1 });
    expect(opinionOf(restarted(benchOf([REACH]), [REACH]))?.code).not.toBe('touched');
  });

  test('what no market of the run asks about is kept for the next', () => {
    const bench = benchOf([ABOVE]);
    const between = restarted(bench, []);
    expect(opinionOf(restarted(between))).toEqual(opinionOf(bench));
  });

  test('another measure of volatility begins anew', () => {
    const again = restarted(benchOf([ABOVE]), [ABOVE], { ewmaLambda: '0.9' });
    expect(opinionOf(again)?.code).toBe('volatility_unknown');
  });

  test('it may not decide before what it knows', () => {
    const bench = benchOf([ABOVE]);
    expect(bench.memoryFacts?.learnedUntil).toBe(bench.view.now);
    expect(bench.memoryFacts?.lines).toEqual(['binance/btcusdt: 10 returns']);
  });

  test('what was learned from the future of the run decides nothing in it', () => {
    const later = benchOf([ABOVE]);
    later.hear(5_000, FEED, 100_000);
    const bench = restarted(later, [ABOVE], { confirmations: '1' });
    bench.hear(0, FEED, 100_000);
    bench.wishes.length = 0;
    cycles(bench, 6, '0.38', '0.40');
    expect(codes(bench)).toEqual([...Array(6).fill('learned_later'), 'trade']);
  });
});

describe('a memory is refused', () => {
  const sound = JSON.parse(benchOf([ABOVE, REACH]).memory ?? '');

  test('when it is none', () => {
    for (const text of ['', 'null', '{}', '{"schema":"polydesk.fusion","version":1}']) {
      expect(readMemory(text)).toMatchObject({ ok: false, code: 'memory_corrupt' });
    }
  });

  test.each<[string, object]>([
    ['version', { version: 3 }],
    ['own trades', { ownTrades: undefined }],
    ['name of them', { ownTrades: undefined, trades: sound.ownTrades }],
    ['how it was made', { made: undefined }],
    ['volatilities', { volatilities: [{ ...sound.volatilities[0], price: 0 }] }],
    ['volatilities', { volatilities: [{ ...sound.volatilities[0], sum: -1 }] }],
    ['volatilities', { volatilities: [{ ...sound.volatilities[0], weight: 'much' }] }],
    ['volatilities', { volatilities: [{ ...sound.volatilities[0], at: 0.5 }] }],
    ['volatilities', { volatilities: [{ ...sound.volatilities[0], feed: 1 }] }],
    ['touches', { touches: [{ market: 'x' }] }],
    ['touches', { touches: [{ market: 'x', isTouched: true, isFromBelow: 1 }] }],
  ])('with a wrong %s: %o', (_, changes) => {
    const text = JSON.stringify({ ...sound, ...changes });
    expect(readMemory(text)).toMatchObject({ ok: false, code: 'memory_corrupt' });
  });

  test('of version 1 is none: it knew of no own trades', () => {
    const { ownTrades: _, ...older } = { ...sound, version: 1 };
    const read = readMemory(JSON.stringify(older));
    expect(read).toEqual({ ok: true, value: { ...NOTHING_YET, ...known(sound) } });
  });

  test('and not else', () => {
    expect(readMemory(JSON.stringify(sound))).toMatchObject({ ok: true });
    expect(sound.touches).toEqual([{ market: REACH.slug, isTouched: false, isFromBelow: true }]);
  });
});

function known({ made, volatilities, touches }: typeof NOTHING_YET) {
  return { made, volatilities, touches };
}
