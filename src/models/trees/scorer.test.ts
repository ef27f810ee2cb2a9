import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeUpRows } from '../../../test/support/labeled-rows.ts';
import { binOf } from '../edges.ts';
import { featuresOf } from '../labeled-rows.ts';
import { EdgeFinder } from './edge-finder.ts';
import type { SavedForest } from './forest.ts';
import { depthOf, ForestScorer } from './scorer.ts';
import { trainTrees } from './train.ts';

/** Down each tree as it was saved, one question after another. */
function walked({ roots, input, right, value }: SavedForest, features: Float64Array): number {
  let sum = 0;
  for (const root of roots) {
    let node = root;
    while (right[node] !== 0) {
      node = features[input[node]!]! <= value[node]! ? node + 1 : right[node]!;
    }
    sum += value[node]!;
  }
  return sum;
}

test('the numbered edges lead to the same leaves, bit by bit', () => {
  const shape = { depth: fc.nat(5), count: fc.integer({ min: 1, max: 40 }), seed: fc.integer() };
  fc.assert(
    fc.property(fc.record(shape), ({ depth, count, seed }) => {
      const rows = madeUpRows({ markets: count, rowsPerMarket: 2, inputs: 3, seed, slope: 3 });
      const options = { depth, iterations: 6, rate: 0.3, minLeaf: 2, bins: 16 };
      const { forest } = trainTrees(rows, rows.labels, options).save();
      expect(depthOf(forest)).toBeLessThanOrEqual(depth);
      const scorer = new ForestScorer(forest, 3);
      for (let row = 0; row < rows.count; row++) {
        const features = featuresOf(rows, row);
        expect(scorer.score(features)).toBe(walked(forest, features));
      }
      const edges = forest.value.filter((_, node) => forest.right[node] !== 0);
      for (const edge of edges) {
        const features = Float64Array.of(edge, edge, edge);
        expect(scorer.score(features)).toBe(walked(forest, features));
      }
    }),
  );
});

test('a value is found among edges of any kind as by halving alone', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: -5, max: 5 }),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 300 }), fc.array(number), (raw, others) => {
      const edges = Float64Array.from(new Set(raw)).sort();
      const finder = new EdgeFinder(edges);
      for (const value of [...edges, ...others]) {
        expect(finder.below(value)).toBe(binOf(value, edges));
      }
    }),
  );
});
