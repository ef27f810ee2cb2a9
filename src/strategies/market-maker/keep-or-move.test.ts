import { expect, test } from 'vitest';
import { ASK, BID } from '../../domain/side.ts';
import { NEVER } from '../../domain/units.ts';
import { type Move, movableAt, moveOf } from './keep-or-move.ts';

const rule = { cancelPrice: 5_000, cancelSize: 0.25, minLifetime: 10, hanging: true };
/** An order of 10 shares, on its price of 0.48 as a bid and 0.52 as an ask. */
const resting = (side: typeof BID | typeof ASK, changes = {}) => ({
  side,
  price: side === BID ? 480_000 : 520_000,
  size: 10,
  isPartial: false,
  submittedAt: 1_000_000,
  ...changes,
});
const wish = (price: number, size = 10, reservation = 500_000) => ({ price, size, reservation });

test.each<[string, typeof BID | typeof ASK, object, ReturnType<typeof wish>, Move]>([
  ['as wished', BID, {}, wish(480_000), undefined],
  ['nothing is wished', BID, {}, wish(480_000, 0), 'not_wished'],
  ['off by less than the threshold', BID, {}, wish(484_000), undefined],
  ['off by the threshold', BID, {}, wish(485_000), 'price_moved'],
  ['and downwards', ASK, {}, wish(515_000), 'price_moved'],
  ['a size off by less', BID, {}, wish(480_000, 12), undefined],
  ['a size off by a quarter', BID, {}, wish(480_000, 14), 'size_changed'],
  ['more than there is room for, be it a little', BID, {}, wish(480_000, 9.99), 'too_large'],
  ['also what is left of one', ASK, { isPartial: true, size: 5 }, wish(520_000, 4), 'too_large'],
  ['a bid above what it is worth', BID, {}, wish(470_000, 10, 479_000), 'beyond_reservation'],
  ['an ask below what it is worth', ASK, {}, wish(530_000, 10, 521_000), 'beyond_reservation'],
  ['a part is filled: it stays', BID, { isPartial: true, size: 1 }, wish(450_000), undefined],
  ['unless nothing is wished', ASK, { isPartial: true }, wish(520_000, 0), 'not_wished'],
  [
    'or it is worth more',
    ASK,
    { isPartial: true },
    wish(530_000, 10, 521_000),
    'beyond_reservation',
  ],
])('%s', (_, side, changes, wished, move) => {
  expect(moveOf(resting(side, changes), wished, rule)).toBe(move);
});

test('without hanging, what is left of an order counts as its size', () => {
  const left = resting(BID, { isPartial: true, size: 7 });
  expect(moveOf(left, wish(480_000), { ...rule, hanging: false })).toBe('size_changed');
});

test.each<[Move, number]>([
  ['price_moved', 11_000_000],
  ['size_changed', 11_000_000],
  ['beyond_reservation', 0],
  ['too_large', 0],
  ['not_wished', 0],
  [undefined, NEVER],
])('%s: from %d on', (move, at) => {
  expect(movableAt(move, resting(BID), rule)).toBe(at);
});
