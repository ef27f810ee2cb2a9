// What the strategy tells of its own trades, from its orders to words.
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { asking, benchOf, cycles } from '../../../test/support/directional-bench.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import { cryptoDirectional } from './strategy.ts';

const HOUR = 3_600;
const DAYS = [15, 16, 17, 18];
const MARKETS = DAYS.map((day) =>
  asking(`Will the price of Bitcoin be above $100,000 on April ${day} at 12PM ET?`, {
    closesAt: at((day - 13) * 86_400 + 4 * HOUR),
  }),
);
const PARAMETERS = { confirmations: '1', exits: 'off' };

/** Four trades of Yes at 0.38, said to be worth 0.50, of which so many orders are filled. */
function trading(fills: number): StrategyBench {
  const bench = benchOf(MARKETS, PARAMETERS);
  cycles(bench, 1, '0.38', '0.40');
  for (let id = 1; id <= fills; id++) bench.fill(id);
  return bench;
}

/** What is told of them; the volatility's own line is left out. */
const told = (bench: StrategyBench) => bench.memoryFacts?.lines.slice(1);

describe('what the strategy tells of its own trades', () => {
  test('is nothing before there are any', () => {
    const bench = trading(0);
    bench.pass(24 * HOUR);
    expect(told(bench)).toEqual([]);
  });

  test('are their numbers, and from the next round on what they came to', () => {
    const bench = trading(4);
    expect(told(bench)).toEqual(['own trades: 0 closed, 4 open']);
    expect(bench.memoryFacts?.awaits).toEqual(MARKETS.map(({ slug }) => slug).sort());
    bench.pass(2 * HOUR);
    for (const [market, payout] of [0, 1_000_000, 0].entries()) bench.resolve(market, payout);
    bench.pass(6 * HOUR - 1);
    expect(told(bench)).toEqual(['own trades: 3 closed, 1 open']);
    bench.pass(6 * HOUR);
    expect(told(bench)).toEqual([
      'own trades: 3 closed, 1 open',
      '2026-04-13 18:00 UTC, the last 3 closed trades: 1 won (33.3 % [6.1, 79.2]), ' +
        '-17.83 of 145.16 dollars staked (-12.3 %)',
      `1 not won in a row; best +78.94 (Yes in ${MARKETS[1]?.slug}), ` +
        `worst -48.39 (Yes in ${MARKETS[0]?.slug})`,
      'of 3 decided it had said: 0.50 came 0.33 [0.06, 0.79] (3)',
      'edges, dollars a share: +0.120 seen came -0.047 (3)',
      'overconfidence: too few to say: 3 decided, 5 are needed',
      'Yes bias: too few to say: 3 on Yes, 0 on No, 10 are needed',
      'edge illusion: too few to say: 0 and 3 decided with larger and smaller edges, ' +
        '5 each are needed',
    ]);
  });

  test('is the same whichever market of one moment is told first', () => {
    const lines = [
      [0, 1, 2, 3],
      [3, 1, 0, 2],
    ].map((order) => {
      const bench = trading(4);
      for (const market of order) bench.resolve(market, market < 2 ? 1_000_000 : 0);
      bench.pass(6 * HOUR);
      return [told(bench), bench.memory];
    });
    expect(lines[0]).toEqual(lines[1]);
  });
});

describe('after a restart', () => {
  test('the same is told, and goes on as if nothing had happened', () => {
    const restarted = (before: StrategyBench) => {
      const { ewmaSpan, sampleSeconds } = { ewmaSpan: '3', sampleSeconds: '60' };
      const texts = { ewmaSpan, sampleSeconds, ...PARAMETERS };
      const next = new StrategyBench(cryptoDirectional, texts, [], 1, before.memory);
      for (const [token, shares] of before.view.positions) next.view.positions.set(token, shares);
      next.pass((before.view.now - at(0)) / 1e6);
      for (const market of MARKETS) next.add(market);
      return next;
    };
    const lives = [(bench: StrategyBench) => bench, restarted].map((between) => {
      let bench = between(trading(4));
      bench.resolve(0, 0);
      bench.resolve(2, 1_000_000);
      bench.pass(6 * HOUR);
      const first = told(bench);
      bench = between(bench);
      const again = told(bench);
      bench.resolve(1, 1_000_000);
      bench.resolve(3, 0);
      bench.pass(12 * HOUR);
      return { first, again, last: told(bench) };
    });
    expect(lives[1]).toEqual(lives[0]);
    expect(lives[0]?.again).toEqual(lives[0]?.first);
    expect(lives[0]?.last?.[1]).toMatch(/^2026-04-14 00:00 UTC, the last 4 closed trades: 2 won/);
  });
});

test('what it has learned from recordings has no own trades in it', () => {
  const bench = trading(4);
  bench.resolve(0, 0);
  bench.pass(6 * HOUR);
  const lessons = cryptoDirectional.lessonsOf?.(bench.memory ?? '') ?? '';
  const facts = cryptoDirectional.readMemory?.(lessons);
  expect(facts).toMatchObject({ ok: true, value: { lines: ['binance/btcusdt: 11 returns'] } });
});
