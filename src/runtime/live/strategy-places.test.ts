import { expect, test } from 'vitest';
import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { areSamePlaces, heldByOthers, StrategyPlaces } from './strategy-places.ts';

const begun = (at: number, ...strategies: string[]) => ({
  kind: 'StrategiesBegun',
  at,
  strategies,
});

function places(...values: readonly unknown[]): StrategyPlaces {
  return new StrategyPlaces({ records: values.map((value, i) => ({ seq: i + 1, value })) });
}

test('who had a place is who had it then', () => {
  const all = places(null, begun(10, 'ml', 'fusion'), { kind: 'Tallied' }, begun(20, 'fusion'));
  const at = (place: number, time: number) => all.nameAt(place as StrategyIndex, time as Timestamp);
  expect([at(0, 9), at(0, 10), at(1, 19), at(0, 20), at(1, 20)]).toEqual([
    undefined,
    'ml',
    'fusion',
    'fusion',
    undefined,
  ]);
});

/** Whether these may begin where place 1 of `x, y` has bought something at 15 µs. */
function refusal(between: readonly (readonly string[])[], now: readonly string[]) {
  const runs = [['x', 'y'], ...between];
  const records = runs.map((names, i) => ({ seq: i, value: begun(10 * (i + 1), ...names) }));
  const one = { strategy: 1 as StrategyIndex, token: 't' as TokenId };
  const history = { buysSince: () => [{ ...one, at: 15 as Timestamp }] };
  return heldByOthers({ records }, history, [one], now);
}

test('what is held is of who bought it, whoever ran while it was not listed', () => {
  for (const now of [['a'], ['y'], ['x'], ['y', 'x'], ['x', 'y', 'z']]) {
    for (const between of [[], [['a']], [['a'], ['b', 'c']], [now]]) {
      expect(refusal(between, now)).toMatchObject({
        code: 'other_strategies',
        message: expect.stringContaining('1 open position of x, y: name the same'),
      });
    }
  }
  for (const between of [
    [],
    [['a']],
    [
      ['x', 'y'],
      ['a', 'b'],
    ],
  ]) {
    expect(refusal(between, ['x', 'y'])).toBeUndefined();
  }
});

test('one takes the place of one, run after run, and of none that came back later', () => {
  const one = { strategy: 0 as StrategyIndex, token: 't' as TokenId };
  const history = { buysSince: () => [{ ...one, at: 15 as Timestamp }] };
  const of = (...runs: string[][]) => {
    const records = runs.map((names, i) => ({ seq: i, value: begun(10 * (i + 1), ...names) }));
    return heldByOthers({ records }, history, [one], ['a']);
  };
  expect(of()).toBeUndefined();
  expect(of(['x'])).toBeUndefined();
  expect(of(['x'], ['b'])).toBeUndefined();
  expect(of(['x'], ['b', 'c'])).toMatchObject({ code: 'other_strategies' });
});

test.each([
  [['ml'], ['fusion'], true],
  [['ml', 'fusion'], ['ml', 'fusion'], true],
  [['ml', 'fusion'], ['fusion', 'ml'], false],
  [['ml', 'fusion'], ['ml'], false],
  [['ml'], ['ml', 'fusion'], false],
])('%j goes on as %j: %s', (before, now, isSame) => {
  expect(areSamePlaces(before, now)).toBe(isSame);
});
