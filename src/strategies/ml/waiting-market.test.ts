import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import {
  about,
  DECIDED,
  markets,
  play,
  trade,
  WINDOW,
  winsUp,
} from '../../../test/support/leaning-markets.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import { type Price, SCALE, type Timestamp } from '../../domain/units.ts';
import type { MlMemory } from './ml-memory.ts';
import { ml } from './strategy.ts';
import { overdue } from './waiting-market.ts';

const EASY = { minLiquidity: '0' };
const DAY = 24 * 3_600;

/** What was learned of the newest market: its rows, and what was said of them. */
function lessonOf(bench: StrategyBench) {
  const [model] = memoryOf(bench).models;
  const { rows, values, happened } = model!.examples;
  return [rows.at(-1), values.split('\n').at(-1), happened.at(-1), model!.said] as const;
}

const memoryOf = (bench: StrategyBench) => JSON.parse(bench.memory ?? '') as MlMemory;
const factsOf = (bench: StrategyBench) => {
  const facts = ml.readMemory?.(bench.memory ?? '');
  if (facts?.ok !== true) throw new Error(facts?.message);
  expect(bench.memoryFacts).toEqual(facts.value);
  return facts.value;
};

/** Quotes of a market between two seconds of its window. */
function quotes(bench: StrategyBench, market: number, from: number, to: number): void {
  for (let second = from; second < to; second += 5) {
    const cents = (winsUp(market) ? 55 : 44) + (second % 2);
    const price = (add: number) => ((cents + add) / 100).toFixed(2);
    bench.quote(market * WINDOW + second, price(0), price(2), 2 * market);
  }
}

/** Twelve markets are learned, and the next is half over. */
function halfWay(): StrategyBench {
  const bench = new StrategyBench(ml, EASY, markets(14));
  play(bench, 0, 12);
  quotes(bench, 12, 0, 200);
  return bench;
}

const later = (memory: string | undefined, seconds: number, count = 14) => {
  const bench = new StrategyBench(ml, EASY, [], 1, memory);
  bench.pass(seconds);
  for (const market of markets(count)) bench.add(market);
  return bench;
};

describe('what was seen of a market under way', () => {
  test('is gone on with after a restart: no look is lost, and none taken twice', () => {
    const bench = halfWay();
    const [awaited] = factsOf(bench).awaits ?? [];
    expect(awaited).toBe('btc-updown-5m-12');
    const next = later(bench.memory, 12 * WINDOW + 199);
    for (const one of [bench, next]) {
      quotes(one, 12, 200, 290);
      one.pass(12 * WINDOW + DECIDED);
      one.resolve(12, winsUp(12) ? SCALE : 0);
    }
    expect(lessonOf(bench)[0]).toBe(6);
    const [looks, values, happened, said] = lessonOf(next);
    // What was seen and said before is as it was; of the rest too little is known to say more.
    expect([looks, happened, said]).toEqual([6, 1, lessonOf(bench)[3].slice(0, -2)]);
    const before = memoryOf(halfWay()).waiting?.[0]?.rows ?? '';
    expect(String(values).slice(0, before.length - 4)).toBe(before.slice(0, -4));
    expect(factsOf(next)).toMatchObject({ markets: 13, awaits: [] });
  });

  test('is told as joined late where its last look is over, so no silence is unexplained', () => {
    const next = later(halfWay().memory, 12 * WINDOW + 299);
    expect(about(next, 12)).toContain('joined_late');
  });

  test('is learned with its true label where that came while nobody looked', () => {
    const { memory } = halfWay();
    // The market closed long ago, and its outcome comes after it is listed.
    const next = later(memory, 12 * WINDOW + DAY);
    next.close(12);
    expect(factsOf(next).awaits).toEqual(['btc-updown-5m-12']);
    expect(about(next, 12)).not.toContain('joined_late');
    next.resolve(12, winsUp(12) ? SCALE : 0);
    expect(lessonOf(next).slice(0, 3)).toEqual([4, expect.any(String), 1]);
    expect(factsOf(next)).toMatchObject({ markets: 13, awaits: [] });
  });

  test('also where it is known as soon as the market is', () => {
    const next = new StrategyBench(ml, EASY, [], 1, halfWay().memory);
    next.pass(12 * WINDOW + DAY);
    const index = 0 as MarketIndex;
    next.view.closed.add(index);
    next.view.payouts.set(index, SCALE as Price);
    next.add(markets(13)[12]!);
    expect(factsOf(next)).toMatchObject({ markets: 13, awaits: [] });
    next.resolve(0, SCALE);
    expect(factsOf(next).markets).toBe(13);
  });

  test('waits on while nobody tells of its market, run after run', () => {
    const next = later(halfWay().memory, 13 * WINDOW, 0);
    const third = later(next.memory, 14 * WINDOW, 0);
    expect(memoryOf(third).waiting).toEqual(memoryOf(halfWay()).waiting);
    expect(factsOf(third).lines.at(-1)).toBe('waits for the outcomes of 1 market');
  });

  test('is dropped, and counted, when no outcome came for a month', () => {
    const gone = later(halfWay().memory, 13 * WINDOW + 30 * DAY + 1, 1);
    expect(factsOf(gone)).toMatchObject({ markets: 12, awaits: [] });
    expect(factsOf(gone).lines.at(-1)).toBe('dropped 1 markets whose outcome never came');
    const running = halfWay();
    running.close(12);
    running.pass(13 * WINDOW + 30 * DAY + 1);
    // Its clock is of no account: a run that is stopped plays ends that are still to come.
    running.close(13);
    expect(factsOf(running).awaits).toEqual(['btc-updown-5m-12']);
    running.add(aMarket({ slug: 'much-later' }));
    expect(factsOf(running)).toMatchObject({ markets: 12, awaits: [] });
    // A word that comes after that teaches nothing any more.
    running.resolve(12, SCALE);
    expect(factsOf(running).markets).toBe(12);
  });

  test('is none of a run before that: it sees for itself', () => {
    const again = new StrategyBench(ml, EASY, markets(14), 1, halfWay().memory);
    trade(again, 12);
    again.resolve(12, SCALE);
    expect(lessonOf(again).slice(0, 3)).toEqual([6, expect.any(String), 1]);
  });

  test('is no lesson for others', () => {
    const lessons = ml.lessonsOf?.(halfWay().memory ?? '') ?? '';
    expect(ml.readMemory?.(lessons)).toMatchObject({ value: { markets: 12, awaits: [] } });
  });

  test.each([
    ['its rows', { rows: 'AAAA' }],
    ['its looks', { looks: -1 }],
    ['more forecasts than looks', { said: [1, 1, 1, 1, 1] }],
    ['no market', { market: 7 }],
  ])('is refused where it was damaged: %s', (_what, changes) => {
    const memory = memoryOf(halfWay());
    const waiting = [{ ...memory.waiting?.[0], ...changes }];
    expect(ml.readMemory?.(JSON.stringify({ ...memory, waiting }))).toMatchObject({
      code: 'memory_corrupt',
      message: expect.stringContaining('what waits for its outcome cannot be'),
    });
  });

  test('is not in memories of before it was kept', () => {
    const { waiting: _, dropped: __, ...old } = memoryOf(halfWay());
    expect(ml.readMemory?.(JSON.stringify(old))).toMatchObject({ value: { awaits: [] } });
  });
});

test('of more than can be kept those wait on that closed last', () => {
  const closing = Array.from({ length: 2_003 }, (_, i) => ({ closesAt: at(i) as Timestamp }));
  expect(overdue(closing, at(3_000)).map(({ closesAt }) => closesAt)).toEqual([
    at(2),
    at(1),
    at(0),
  ]);
});
