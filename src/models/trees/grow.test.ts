import fc from 'fast-check';
import { expect, test } from 'vitest';
import { naiveTree } from '../../../test/support/naive/naive-tree.ts';
import { Random } from '../../domain/random.ts';
import { binned } from './bins.ts';
import { Forest } from './forest.ts';
import { Grower } from './grow.ts';

test('histograms grow the tree that trying everything grows, one after another', () => {
  const shape = fc.record({
    count: fc.integer({ min: 1, max: 60 }),
    depth: fc.integer({ min: 0, max: 5 }),
    minLeaf: fc.integer({ min: 1, max: 6 }),
    inputs: fc.integer({ min: 1, max: 4 }),
    /** Few values make for rows that no edge can part. */
    values: fc.constantFrom(3, 1_000_000),
    seed: fc.integer(),
  });
  fc.assert(
    fc.property(shape, ({ count, depth, minLeaf, inputs, values: many, seed }) => {
      const random = new Random(seed, 'grow');
      const values = new Float64Array(count * inputs).map(() => random.integer(many));
      const rows = { count, inputs, values };
      const slopes = { first: new Float64Array(count), second: new Float64Array(count) };
      const options = { depth, minLeaf, rate: 0.1 };
      const grower = new Grower(binned(rows, 255), slopes, options);
      for (let tree = 0; tree < 2; tree++) {
        for (let row = 0; row < count; row++) {
          slopes.first[row] = random.float() - 0.5;
          slopes.second[row] = 0.01 + random.float() / 4;
        }
        const said = new Float64Array(count);
        grower.grow(new Forest(), said);
        for (const [row, expected] of naiveTree(rows, slopes, options).entries()) {
          expect(said[row]).toBeCloseTo(expected, 9);
        }
      }
    }),
  );
});
