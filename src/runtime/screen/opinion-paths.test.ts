import { expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import type { MarketIndex, StrategyIndex, TokenIndex } from '../../domain/ids.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { PHASE_CLOSED, PHASE_TRADING } from '../../engine/state.ts';
import type { Monotonic } from '../../ports/clock.ts';
import type { Opinion } from '../../ports/opinion.ts';
import { OpinionPaths } from './opinion-paths.ts';

const NAMES = ['ml', 'mute'];
const says = (code: string, probability?: number, token?: number): Opinion => {
  return { code, token: token as TokenIndex | undefined, probability, numbers: {} };
};

/** A desk of so many markets, whose first strategy says what the test says. */
function watched(markets: number) {
  const desk = {
    said: says('edge_small') as Opinion | undefined,
    asked: [] as MarketIndex[],
    /** Of each ask: whom, and about which market. */
    all: [] as string[],
    /** Asking takes so long, ms. */
    takesMs: 0,
    phases: new Uint8Array(markets).fill(PHASE_TRADING),
  };
  const time = { micros: 0 };
  const opinionOf = (strategy: StrategyIndex, market: MarketIndex) => {
    desk.all.push(`${NAMES[strategy]} ${market}`);
    time.micros += desk.takesMs * 1_000;
    if (strategy !== 0) return undefined;
    desk.asked.push(market);
    return desk.said;
  };
  const opensAt = 0 as Timestamp;
  const listed = Array.from({ length: markets }, (_, i) => aMarket({ slug: `m${i}`, opensAt }));
  const engine = { state: { markets: listed, phases: desk.phases }, opinionOf };
  const choices = NAMES.map((name) => ({ name, parameters: {} }));
  const paths = new OpinionPaths({ choices, session: { session: { engine } } } as never, {
    monotonic: () => time.micros as Monotonic,
  });
  /** So many seconds go by. */
  const pass = (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      time.micros += MICROS_PER_SECOND;
      paths.sample(time.micros as Timestamp);
    }
  };
  const of = (market: number) => paths.of(market as MarketIndex);
  return { desk, pass, of };
}

test('a point is kept wherever it has changed, and none of one that says nothing', () => {
  const { desk, pass, of } = watched(1);
  pass(3);
  desk.said = says('edge_small', 0.6);
  pass(2);
  desk.said = says('edge_small', 0.604);
  pass(1);
  desk.said = says('ml', 0.7, 1);
  pass(2);
  desk.said = undefined;
  pass(2);
  const told = of(0).map(({ at, code, outcome, probability }) => [
    at / MICROS_PER_SECOND,
    ...[code, outcome, probability],
  ]);
  expect(told).toEqual([
    [1, 'edge_small', null, null],
    [4, 'edge_small', null, 0.6],
    [7, 'ml', 1, 0.7],
    [9, null, null, null],
  ]);
  expect(new Set(of(0).map(({ strategy }) => strategy))).toEqual(new Set(['ml']));
});

test('markets have their turns, twelve at most; of a closed one what was said stays', () => {
  const { desk, pass, of } = watched(40);
  pass(24);
  expect(new Set(desk.asked).size).toBe(12);
  expect(desk.asked).toHaveLength(24);
  const [first] = desk.asked as [MarketIndex];
  desk.phases.fill(PHASE_CLOSED);
  pass(12);
  expect(desk.asked).toHaveLength(24);
  expect(of(first)).toHaveLength(1);
  expect(of(0)).toEqual([]);
});

test('the points of a market and the markets are bounded', () => {
  const { desk, pass, of } = watched(1);
  for (let i = 0; i < 1_000; i++) {
    desk.said = says('ml', (i % 2) / 2);
    pass(1);
  }
  expect(of(0).length).toBeLessThan(200);
  expect(of(0)[0]?.at).toBe(MICROS_PER_SECOND);
  const many = watched(100);
  many.desk.phases.fill(PHASE_CLOSED);
  for (let i = 0; i < 100; i++) {
    many.desk.phases[i] = PHASE_TRADING;
    many.pass(1);
    many.desk.phases[i] = PHASE_CLOSED;
  }
  const kept = Array.from({ length: 100 }, (_, i) => i).filter((i) => many.of(i).length > 0);
  expect(kept).toEqual(Array.from({ length: 60 }, (_, i) => 40 + i));
});

test('asking that takes long is done more rarely: a fiftieth of the time at most', () => {
  const { desk, pass } = watched(1);
  desk.takesMs = 100;
  pass(50);
  // Each second is 1.1 s where one was asked, and 5 s have to go by.
  expect(desk.all.length).toBeLessThanOrEqual(11);
  expect(desk.all.length).toBeGreaterThan(5);
});

test('where asking takes long, one strategy is asked at a time, the others next', () => {
  const { desk, pass } = watched(2);
  desk.takesMs = 2;
  pass(1);
  expect(desk.all).toEqual(['ml 1']);
  pass(2);
  expect(desk.all).toEqual(['ml 1', 'mute 1', 'ml 0']);
  // Of a market that closes meanwhile nobody is asked any more.
  desk.phases[0] = PHASE_CLOSED;
  pass(1);
  expect(desk.all.at(-1)).toBe('ml 1');
});
