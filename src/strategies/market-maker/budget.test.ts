import { expect, test } from 'vitest';
import { drawn, ladderOf } from '../../../test/support/ladders.ts';
import { SCALE } from '../../domain/units.ts';
import { afford, BUDGET_USED } from './budget.ts';

const side = (room: number, held: number) => ({
  room: room * SCALE,
  full: 'inventory_full',
  held: held * SCALE,
});
const TWO = '20@0.4 10@0.45 | 10@0.55 20@0.6';

test.each([
  ['all of it', TWO, 100, 100, 0, 0, 1_000, TWO],
  ['held firsts are sold', TWO, 100, 100, 0, 30, 1_000, '20@0.4 10@0.45 | s10@0.55 s20@0.6'],
  ['held seconds are sold', TWO, 100, 100, 12, 0, 1_000, '20@0.4 s10@0.45 | 10@0.55 20@0.6'],
  ['what is held of a level alone', TWO, 100, 100, 0, 7, 1_000, '20@0.4 10@0.45 | s7@0.55 20@0.6'],
  ['too little is held to rest', TWO, 100, 100, 0, 4, 1_000, TWO],
  ['cash for the best of both sides', TWO, 100, 100, 0, 0, 9, '- 10@0.45 | 10@0.55 -'],
  ['for a part of a level', TWO, 100, 100, 0, 0, 12, '7.5@0.4 10@0.45 | 10@0.55 -'],
  ['a part too small to rest is none', TWO, 100, 100, 0, 0, 10, '- 10@0.45 | 10@0.55 -'],
  ['sales need no cash', TWO, 100, 100, 0, 30, 0, '- - | s10@0.55 s20@0.6'],
  ['room for a part', TWO, 18, 100, 0, 0, 1_000, '8@0.4 10@0.45 | 10@0.55 20@0.6'],
  ['no room', TWO, 0, 100, 0, 0, 1_000, '- - | 10@0.55 20@0.6'],
  ['less room than can rest', TWO, 4, 100, 0, 0, 1_000, '- - | 10@0.55 20@0.6'],
  ['nothing asked for', '- - | - -', 100, 100, 0, 0, 1_000, '- - | - -'],
  ['sizes in hundredths', '5.678@0.4 | 5.678@0.6', 100, 100, 0, 0, 1_000, '5.67@0.4 | 5.67@0.6'],
])('%s', (_, before, up, down, seconds, firsts, cash, after) => {
  const ladder = ladderOf(before);
  const means = {
    bids: side(up, seconds),
    asks: side(down, firsts),
    cash: cash * SCALE,
    poor: BUDGET_USED,
  };
  afford(ladder, means, 5 * SCALE);
  expect(drawn(ladder)).toBe(after);
});

test.each([
  ['inventory_full', 0, 1_000],
  ['budget_used', 100, 1],
  [undefined, 100, 1_000],
])('a side says what it lacks: %s', (limit, room, cash) => {
  const ladder = ladderOf('10@0.45 | 10@0.55');
  const means = {
    bids: side(room, 0),
    asks: side(100, 100),
    cash: cash * SCALE,
    poor: BUDGET_USED,
  };
  afford(ladder, means, 5 * SCALE);
  expect(ladder.bids.limit).toBe(limit);
});

test('an order below the minimum is none, and says so', () => {
  const ladder = ladderOf('4@0.45 | 4@0.55');
  afford(
    ladder,
    { bids: side(100, 0), asks: side(100, 0), cash: 1e9, poor: BUDGET_USED },
    5 * SCALE,
  );
  expect([drawn(ladder), ladder.bids.limit]).toEqual(['- | -', 'below_minimum_size']);
});
