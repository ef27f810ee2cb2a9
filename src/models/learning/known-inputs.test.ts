import { expect, test } from 'vitest';
import { madeUpRows } from '../../../test/support/labeled-rows.ts';
import { knownInputs, withInputs } from './known-inputs.ts';

const rows = madeUpRows({ markets: 5, rowsPerMarket: 2, inputs: 3, seed: 1, slope: 0 });

/** The second input is unknown in so many of ten rows. */
function unknownIn(many: number) {
  const values = rows.values.map((value, i) => (i % 3 === 1 && i < 3 * many ? Number.NaN : value));
  return { ...rows, values };
}

test.each([
  [0, [0, 1, 2]],
  [2, [0, 1, 2]],
  [3, [0, 2]],
  [10, [0, 2]],
])('unknown in %i of ten rows: inputs %j are known', (many, inputs) => {
  expect(knownInputs(unknownIn(many))).toEqual(inputs);
});

test('without rows nothing is known', () => {
  expect(knownInputs({ count: 0, inputs: 2, values: new Float64Array() })).toEqual([]);
});

test('rows keep the chosen inputs in their order, and all else', () => {
  const chosen = withInputs(rows, [2, 0]);
  const { values, inputs: _, ...columns } = rows;
  expect(chosen).toMatchObject({ ...columns, inputs: 2 });
  expect([...chosen.values.slice(0, 4)]).toEqual([2, 0, 5, 3].map((i) => values[i]));
});
