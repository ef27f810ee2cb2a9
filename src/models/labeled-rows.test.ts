import { expect, test } from 'vitest';
import { pricedRows } from '../../test/support/labeled-rows.ts';
import { checkRows, completeRows, hashRows, selectRows, withOffset } from './labeled-rows.ts';
import { withInputs } from './learning/known-inputs.ts';

const rows = pricedRows({ markets: 3, rowsPerMarket: 2, inputs: 3, seed: 4, slope: 0 });
const prices = [2, 5, 8, 11, 14, 17].map((place) => rows.values[place]);

test('an offset is a number of the row, and goes where its row goes', () => {
  expect([...rows.offsets!]).toEqual(prices);
  expect(selectRows(rows, Int32Array.of(5, 0)).offsets).toEqual(
    Float64Array.of(prices[5]!, prices[0]!),
  );
  expect(withInputs(rows, [0]).offsets).toEqual(rows.offsets);
  const { offsets: _, ...even } = rows;
  expect(selectRows(even, Int32Array.of(5, 0)).offsets).toBeUndefined();
});

test('a row whose offset is not known is not complete, though all of its inputs are', () => {
  const values = rows.values.slice();
  values[2] = Number.NaN;
  const some = withInputs(withOffset({ ...rows, values }, 2), [0, 1]);
  expect(completeRows(some).count).toBe(5);
  expect(completeRows({ ...some, offsets: undefined }).count).toBe(6);
});

test('offsets are part of what a model was trained on', () => {
  const { offsets: _, ...even } = rows;
  const hashes = [even, rows, withOffset(rows, 1)].map(hashRows);
  expect(new Set(hashes).size).toBe(3);
  expect(hashRows({ ...even, offsets: undefined })).toBe(hashes[0]);
});

test('offsets belong to rows one by one', () => {
  checkRows(rows);
  expect(() => checkRows({ ...rows, offsets: new Float64Array(2) })).toThrow('offsets');
});
