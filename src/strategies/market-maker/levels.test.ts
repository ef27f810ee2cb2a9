import { expect, test } from 'vitest';
import { drawn } from '../../../test/support/ladders.ts';
import { Ladder } from './ladder.ts';
import { spreadLevels } from './levels.ts';

test.each([
  [1, 1.5, 2, '10@0.48 | 10@0.53'],
  [3, 1.5, 2, '40@0.455 20@0.47 10@0.48 | 10@0.53 20@0.545 40@0.5675'],
  [3, 2, 1, '10@0.42 10@0.46 10@0.48 | 10@0.53 10@0.56 10@0.62'],
  [2, 1, 0.5, '5@0.48 10@0.48 | 10@0.53 5@0.53'],
])('%d levels, distance x %d, size x %d: %s', (levels, levelSpread, levelSize, drawing) => {
  const ladder = new Ladder(levels);
  const pair = { bid: 0.48, ask: 0.53, reservation: 0.5 };
  spreadLevels(ladder, pair, { size: 10_000_000, levelSpread, levelSize });
  expect(drawn(ladder)).toBe(drawing);
});

test('half of everything, where less is to be risked', () => {
  const ladder = new Ladder(2);
  const rule = { size: 10_000_000, levelSpread: 2, levelSize: 2 };
  spreadLevels(ladder, { bid: 0.48, ask: 0.53, reservation: 0.5 }, rule, 0.5);
  expect(drawn(ladder)).toBe('10@0.46 5@0.48 | 5@0.53 10@0.56');
});

test.each([
  // The asks get out of fifteen: whole for so many, by levels; behind that a quarter.
  [0.25, 15, '5@0.46 2.5@0.48 | 10@0.53 5@0.56'],
  [0.25, 11, '5@0.46 2.5@0.48 | 10@0.53 5@0.56'],
  [0.25, 4, '5@0.46 2.5@0.48 | 4@0.53 5@0.56'],
  [0, 4, '- - | 4@0.53 -'],
  [0, -35, '20@0.46 10@0.48 | - -'],
  [1, 4, '20@0.46 10@0.48 | 10@0.53 20@0.56'],
])('of a part of %d whole where it gets out of %d: %s', (part, inventory, drawing) => {
  const ladder = new Ladder(2);
  const rule = { size: 10_000_000, levelSpread: 2, levelSize: 2 };
  const pair = { bid: 0.48, ask: 0.53, reservation: 0.5 };
  spreadLevels(ladder, pair, rule, part, inventory * 1e6);
  expect(drawn(ladder)).toBe(drawing);
});

test.each([
  [0.5, 15, '10@0.46 5@0.48 | 5@0.53 10@0.56'],
  [0, 15, '- - | 5@0.53 10@0.56'],
  [0, 7, '- - | 5@0.53 2@0.56'],
])('of a part of %d half where it gets out of %d and all of it was denied: %s', (...told) => {
  const [part, inventory, drawing] = told;
  const ladder = new Ladder(2);
  const rule = { size: 10_000_000, levelSpread: 2, levelSize: 2 };
  const pair = { bid: 0.48, ask: 0.53, reservation: 0.5 };
  spreadLevels(ladder, pair, rule, part, inventory * 1e6, 0.5);
  expect(drawn(ladder)).toBe(drawing);
});

test('nothing of the market before stays', () => {
  const ladder = new Ladder(1);
  ladder.bids.sells[0] = 1;
  ladder.bids.limit = 'inventory_full';
  const rule = { size: 1_000_000, levelSpread: 1, levelSize: 1 };
  spreadLevels(ladder, { bid: 0.4, ask: 0.6, reservation: 0.5 }, rule);
  expect([ladder.bids.sells[0], ladder.bids.limit]).toEqual([0, undefined]);
});
