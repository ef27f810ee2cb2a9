import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../domain/random.ts';
import { edgesOf } from '../edges.ts';
import { featuresOf, type Rows } from '../labeled-rows.ts';
import { logistic } from '../probability-model.ts';
import { binned } from './bins.ts';
import { BoostedTrees } from './boosted-trees.ts';
import type { SavedForest } from './forest.ts';
import { type TreeOptions, trainTrees, treeOptions } from './train.ts';

const stump: TreeOptions = { depth: 1, iterations: 1, rate: 1, minLeaf: 1, bins: 255 };

function rowsOf(rows: readonly (readonly number[])[]): Rows {
  const inputs = rows[0]?.length ?? 0;
  return { count: rows.length, inputs, values: Float64Array.from(rows.flat()) };
}

/** Rows of which only the product of the first two inputs decides, and the last is noise. */
function crossed(
  count: number,
  seed: number,
): { readonly rows: Rows; readonly labels: Uint8Array } {
  const random = new Random(seed, 'trees');
  const values = new Float64Array(count * 3).map(() => random.float() - 0.5);
  const labels = Uint8Array.from({ length: count }, (_, row) => {
    const product = values[row * 3]! * values[row * 3 + 1]!;
    return random.float() < logistic(product > 0 ? 2 : -2) ? 1 : 0;
  });
  return { rows: { count, inputs: 3, values }, labels };
}

describe('bins', () => {
  test('few values are cut halfway, many at their quantiles', () => {
    expect([...edgesOf(Float64Array.of(1, 1, 2, 4), 255)]).toEqual([1.5, 3]);
    expect([
      ...edgesOf(
        Float64Array.from({ length: 100 }, (_, i) => i),
        4,
      ),
    ]).toEqual([24.5, 49.5, 74.5]);
    expect([...edgesOf(Float64Array.of(7, 7, 7), 255)]).toEqual([]);
    // Three quarters of the quantiles are 0: they are one edge.
    const mostlyZero = Float64Array.from({ length: 100 }, (_, i) => Math.max(0, i - 60));
    expect([...edgesOf(mostlyZero, 4)]).toEqual([0, 14.5]);
    // Between neighbors of the number line there is nothing, and the lower one stays below.
    const next = 1 + Number.EPSILON;
    expect([...edgesOf(Float64Array.of(next, next + Number.EPSILON), 255)]).toEqual([next]);
  });

  test('a code tells on which side of every edge a value is', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1 }),
        fc.integer({ min: 2, max: 8 }),
        (raw, bins) => {
          const { codes, edges } = binned(rowsOf(raw.map((value) => [value])), bins);
          expect(edges[0]!.length).toBeLessThan(bins);
          for (const [row, value] of raw.entries()) {
            for (const [bin, edge] of edges[0]!.entries()) {
              expect(codes[row]! <= bin).toBe(value <= edge);
            }
          }
        },
      ),
    );
  });
});

describe('trees', () => {
  test('one stump, by hand', () => {
    const rows = rowsOf([[1], [2], [3], [4]]);
    const model = trainTrees(rows, Uint8Array.of(0, 0, 1, 1), stump);
    // From even odds each side's slope is 2 half ones and its curvature 2 quarters: 2 log odds.
    expect(model.save().forest).toEqual({
      roots: [0],
      input: [0, 0, 0],
      right: [2, 0, 0],
      value: [2.5, -2, 2],
    });
    expect(model.predict(Float64Array.of(2))).toBe(logistic(-2));
    expect(model.predict(Float64Array.of(2.6))).toBe(logistic(2));
  });

  test('one stump from where each row begins, by hand', () => {
    const rows = { ...rowsOf([[1], [2], [3], [4]]), offsets: Float64Array.of(1, 1, 1, 1) };
    const model = trainTrees(rows, Uint8Array.of(0, 0, 1, 1), stump);
    // Slope by curvature: p / p(1 - p) on the left, (1 - p) / p(1 - p) on the right.
    const { base, forest } = model.save();
    expect([base, forest.value[0]]).toEqual([0, 2.5]);
    expect(forest.value[1]).toBeCloseTo(-1 / (1 - logistic(1)), 12);
    expect(forest.value[2]).toBeCloseTo(1 / logistic(1), 12);
    expect(model.predict(Float64Array.of(2), 0.5)).toBe(logistic(0.5 + forest.value[1]!));
    expect(model.predict(Float64Array.of(2), Number.NaN)).toBe('input_missing');
  });

  test('without a tree say the offset, whatever share of the labels came', () => {
    const rows = { ...rowsOf([[1], [2]]), offsets: Float64Array.of(2, -1) };
    const model = trainTrees(rows, Uint8Array.of(1, 1), { ...stump, iterations: 0 });
    expect(model.predict(Float64Array.of(1), -1)).toBe(logistic(-1));
  });

  test('a leaf has its least number of rows', () => {
    const rows = rowsOf([[1], [2], [3], [4]]);
    const minLeaf = (least: number) =>
      trainTrees(rows, Uint8Array.of(0, 1, 1, 1), { ...stump, minLeaf: least }).save().forest;
    expect(minLeaf(1).value[0]).toBe(1.5);
    expect(minLeaf(2).value[0]).toBe(2.5);
    expect(minLeaf(3).right).toEqual([0]);
  });

  test('of splits that gain alike the first input is taken, and its lowest edge', () => {
    // Both inputs part the rows in the same ways, and both ends stand out alike.
    const rows = rowsOf([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    const { forest } = trainTrees(rows, Uint8Array.of(1, 0, 0, 1), stump).save();
    expect([forest.input[0], forest.value[0]]).toEqual([0, 1.5]);
  });

  test('find what no single input tells', () => {
    const { rows, labels } = crossed(2_000, 3);
    const model = trainTrees(rows, labels);
    expect(model.predict(Float64Array.of(0.3, 0.3, 0))).toBeGreaterThan(0.75);
    expect(model.predict(Float64Array.of(-0.3, -0.3, 0))).toBeGreaterThan(0.75);
    expect(model.predict(Float64Array.of(-0.3, 0.3, 0))).toBeLessThan(0.25);
  });

  test('say nothing without an input, or within what was never seen', () => {
    const { rows, labels } = crossed(100, 5);
    const model = trainTrees(rows, labels);
    expect(model.predict(Float64Array.of(0, Number.NaN, 0))).toBe('input_missing');
    expect(model.predict(Float64Array.of(0, 2, 0))).toBe('input_unseen');
  });

  test('labels all alike, or inputs, still have finite odds', () => {
    const alike = trainTrees(rowsOf([[1], [2], [3], [4]]), Uint8Array.of(1, 1, 1, 1), stump);
    expect(alike.predict(Float64Array.of(2))).toBeLessThan(1);
    const sure = { ...stump, iterations: 100 };
    expect(trainTrees(rowsOf([[1], [2]]), Uint8Array.of(1, 1), sure).save().forest.value[99]).toBe(
      0,
    );
    const constant = trainTrees(rowsOf([[1], [1]]), Uint8Array.of(1, 0), stump);
    expect(constant.predict(Float64Array.of(1))).toBe(0.5);
  });

  test('are not trained on rows with a missing input, or without any', () => {
    const missing = rowsOf([[1], [Number.NaN]]);
    expect(() => trainTrees(missing, Uint8Array.of(0, 1))).toThrow('left out');
    const { count, inputs, values } = rowsOf([[1], [2]]);
    const unknown = { count, inputs, values, offsets: Float64Array.of(0, Number.NaN) };
    expect(() => trainTrees(unknown, Uint8Array.of(0, 1))).toThrow('left out');
    expect(() => trainTrees(rowsOf([]), new Uint8Array(0))).toThrow('there are rows');
  });

  test('are deep and slow, or shallow and quick, by the number of rows', () => {
    expect(treeOptions(199)).toEqual({
      depth: 3,
      iterations: 50,
      rate: 0.1,
      minLeaf: 5,
      bins: 255,
    });
    expect(treeOptions(200)).toEqual({
      depth: 5,
      iterations: 200,
      rate: 0.05,
      minLeaf: 10,
      bins: 255,
    });
    const { rows, labels } = crossed(150, 1);
    expect(trainTrees(rows, labels).trees).toBe(50);
  });

  test('each tree fits the rows better than those before it', () => {
    const { rows, labels } = crossed(400, 9);
    const loss = (iterations: number) => {
      const model = trainTrees(rows, labels, { ...treeOptions(400), iterations });
      let sum = 0;
      for (let row = 0; row < 400; row++) {
        const said = model.predict(featuresOf(rows, row)) as number;
        sum -= Math.log(labels[row] === 1 ? said : 1 - said);
      }
      return sum;
    };
    const losses = [0, 1, 2, 5, 20, 50].map(loss);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(losses[0]).toBeCloseTo(400 * Math.LN2, 0);
  });

  test('trained twice or saved and restored they are the same, bit by bit', () => {
    const count = fc.integer({ min: 1, max: 80 });
    fc.assert(
      fc.property(count, fc.integer(), (size, seed) => {
        const { rows, labels } = crossed(size, seed);
        const options = { ...treeOptions(size), iterations: 5 };
        const model = trainTrees(rows, labels, options);
        expect(trainTrees(rows, labels, options).save()).toStrictEqual(model.save());
        const saved: unknown = JSON.parse(JSON.stringify(model.save()));
        expect(saved).toStrictEqual(model.save());
        const restored = BoostedTrees.restore(saved);
        if (!restored.ok) throw new Error(restored.message);
        for (let row = 0; row < size; row++) {
          const features = featuresOf(rows, row);
          expect(restored.value.predict(features)).toBe(model.predict(features));
        }
      }),
      { numRuns: 50 },
    );
  });

  /** One tree whose only long walk goes right. */
  const chain = (depth: number): SavedForest => {
    const nodes = [...Array(2 * depth + 1).keys()];
    const right = nodes.map((node) => (node % 2 === 0 && node < 2 * depth ? node + 2 : 0));
    return { roots: [0], input: nodes.map(() => 0), right, value: nodes.map((node) => node / 2) };
  };

  test('a walk ends at its own leaf, however long, and each edge belongs to the left', () => {
    const range = { least: [-1], most: [12] };
    const model = BoostedTrees.restore({ ...sound, base: 0, forest: chain(10), range });
    if (!model.ok) throw new Error(model.message);
    const said = (value: number) => model.value.predict(Float64Array.of(value));
    for (let edge = 0; edge < 10; edge++) {
      expect(said(edge)).toBe(logistic(edge + 0.5));
      expect(said(edge - 1e-9)).toBe(logistic(edge + 0.5));
    }
    expect(said(9.1)).toBe(logistic(10));
  });

  const sound = trainTrees(rowsOf([[1], [2]]), Uint8Array.of(0, 1), stump).save();
  const { forest } = sound;
  test.each([
    ['kind', null],
    ['number of inputs', { ...sound, inputs: 1.5 }],
    ['number of examples', { ...sound, examples: 'many' }],
    ['base', { ...sound, base: null }],
    ['forest', { ...sound, forest: undefined }],
    ['forest', { ...sound, forest: { ...forest, roots: [3] } }],
    ['forest', { ...sound, forest: { ...forest, input: [1, 0, 0] } }],
    ['forest', { ...sound, forest: { ...forest, right: [1, 0, 0] } }],
    ['forest', { ...sound, forest: { ...forest, right: [3, 0, 0] } }],
    ['forest', { ...sound, forest: { ...forest, value: [1.5, Number.NaN, 1] } }],
    ['depth', { ...sound, forest: chain(11) }],
    ['range', { ...sound, range: { least: [1], most: [] } }],
  ])('a file with a damaged %s is refused', (part, saved) => {
    const restored = BoostedTrees.restore(saved);
    expect(restored).toMatchObject({ ok: false, code: 'model_corrupt' });
    expect(restored.ok ? '' : restored.message).toContain(part);
  });
});
