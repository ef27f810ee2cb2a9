import { expect, test } from 'vitest';
import type { StrategyIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { areSamePlaces, StrategyPlaces } from './strategy-places.ts';

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
  expect(all.newest).toEqual(['fusion']);
  expect(places().newest).toBeUndefined();
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
