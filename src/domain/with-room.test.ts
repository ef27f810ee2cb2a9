import { expect, test } from 'vitest';
import { withRoom } from './with-room.ts';

test('room that is there already is not made again', () => {
  const array = Float64Array.of(1, 2, 3);
  expect(withRoom(array, 3)).toBe(array);
  expect(withRoom(array, 0)).toBe(array);
});

test('what was there stays, new places hold what is said', () => {
  const grown = withRoom(Int32Array.of(7, -8), 3, -1);
  expect(grown).toEqual(Int32Array.of(7, -8, -1, -1));
  expect(withRoom(new Uint8Array(), 3)).toEqual(new Uint8Array(3));
  expect([...withRoom(Float64Array.of(1), 2, Number.NaN)]).toEqual([1, Number.NaN]);
});

test('growing one by one copies seldom: each copy is at least twice as long', () => {
  let array = new Float64Array();
  let copies = 0;
  for (let length = 1; length <= 1_000; length++) {
    const before = array;
    array = withRoom(array, length);
    if (array !== before) copies++;
    array[length - 1] = length;
  }
  expect(copies).toBe(11);
  expect([...array.subarray(0, 1_000)]).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
});
