import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarketIndex, StrategyIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import { NEVER, type Timestamp } from '../domain/units.ts';
import { Timers } from './timers.ts';

const STRATEGY = 0 as StrategyIndex;

function add(timers: Timers, at: number, market = 0): void {
  timers.add(at as Timestamp, STRATEGY, market as MarketIndex);
}

function takeAll(timers: Timers, until: number): [number, number][] {
  const taken: [number, number][] = [];
  let timer = timers.take(until as Timestamp);
  for (; timer; timer = timers.take(until as Timestamp)) taken.push([timer.at, timer.market]);
  return taken;
}

describe('timers', () => {
  test('ring earliest first, ties in the order of asking, whatever was asked', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.nat(20), (times, until) => {
        const timers = new Timers();
        times.forEach((at, i) => {
          add(timers, at, i);
        });
        const naive = times
          .map((at, i): [number, number] => [at, i])
          .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(takeAll(timers, until)).toEqual(naive.filter(([at]) => at <= until));
        expect(timers.next).toBe(naive.find(([at]) => at > until)?.[0] ?? NEVER);
        expect(takeAll(timers, 20)).toEqual(naive.filter(([at]) => at > until));
      }),
    );
  });

  test('asked for between rings keep that order', () => {
    const timers = new Timers();
    for (const at of [5, 3, 4]) add(timers, at);
    expect(timers.take(3 as Timestamp)?.at).toBe(3);
    add(timers, 4, 9);
    expect(takeAll(timers, 10)).toEqual([
      [4, 0],
      [4, 9],
      [5, 0],
    ]);
  });

  test('at NEVER do not ring and take no place', () => {
    const timers = new Timers();
    add(timers, NEVER);
    expect(timers.next).toBe(NEVER);
    expect(timers.take(NEVER)).toBeUndefined();
  });

  test('at no time at all are refused', () => {
    expect(() => add(new Timers(), Number.NaN)).toThrow(InvariantError);
    expect(() => add(new Timers(), -1)).toThrow(/strategy 0 asked for a timer at -1/);
  });

  test('are gone once cleared', () => {
    const timers = new Timers();
    add(timers, 1);
    timers.clear();
    expect(timers.next).toBe(NEVER);
    expect(takeAll(timers, 10)).toEqual([]);
  });

  test('are bounded: a leak stops the run, not the machine', () => {
    const timers = new Timers();
    for (let i = 0; i < 1_000_000; i++) add(timers, i);
    expect(() => add(timers, 0)).toThrow(InvariantError);
  });
});
