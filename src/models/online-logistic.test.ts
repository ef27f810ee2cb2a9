import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../domain/random.ts';
import { ONLINE, OnlineLogistic } from './online-logistic.ts';
import { logistic } from './probability-model.ts';

function trained(examples: number, seed = 1): OnlineLogistic {
  const random = new Random(seed, 'online');
  const model = new OnlineLogistic(3);
  for (let i = 0; i < examples; i++) {
    const features = Float64Array.from([random.float(), 100 * random.float(), 5]);
    const logOdds = 6 * (features[0]! - 0.5);
    model.learn(features, random.float() < logistic(logOdds));
  }
  return model;
}

test('one step, by hand', () => {
  const model = new OnlineLogistic(1, { rate: 0.1, l2: 0.01 });
  // The first value is its own mean: no distance, and the intercept alone moves, by half a step.
  model.learn(Float64Array.of(3), true);
  const first = (0.1 / (1 + 0.1 * 0.01)) * 0.5;
  expect(model.save()).toMatchObject({ intercept: first, weights: [0], means: [3] });
  // 1 and 3 have mean 2 and deviation 1.
  model.learn(Float64Array.of(1), false);
  const error = logistic(first);
  const step = 0.1 / (1 + 0.1 * 0.01 * 2);
  expect(model.save().weights[0]).toBeCloseTo(step * error, 15);
  expect(model.save().intercept).toBeCloseTo(first - step * error, 15);
});

test('an offset is added to what it says, and only what is left over is learned', () => {
  const model = new OnlineLogistic(1, { rate: 0.1, l2: 0.01 });
  model.learn(Float64Array.of(3), true, 2);
  const step = 0.1 / (1 + 0.1 * 0.01);
  const { intercept } = model.save();
  expect(intercept).toBe(step * (1 - logistic(2)));
  expect(model.predict(Float64Array.of(3), -1)).toBe(logistic(-1 + intercept));
  expect(model.predict(Float64Array.of(3))).toBe(logistic(intercept));
});

test('of an offset that is not known nothing is said or learned', () => {
  const model = trained(100);
  const [before, features] = [model.save(), Float64Array.of(0.5, 50, 5)];
  for (const offset of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(model.predict(features, offset)).toBe('input_missing');
    expect(model.learn(features, true, offset)).toBe('input_missing');
  }
  expect(model.save()).toEqual(before);
});

test('the penalty draws weights toward nothing', () => {
  const weightWith = (l2: number) => {
    const model = new OnlineLogistic(1, { rate: 0.1, l2 });
    for (let i = 0; i < 500; i++) model.learn(Float64Array.of(i % 2), i % 2 === 1);
    return model.save().weights[0]!;
  };
  expect(weightWith(0.1)).toBeLessThan(0.6 * weightWith(0));
  expect(weightWith(0.1)).toBeGreaterThan(0);
});

test('finds what decides, and gives little to what does not', () => {
  const model = trained(20_000);
  const [decides = 0, noise = 0, constant = 0] = model.save().weights;
  // 6 / sqrt(12): a uniform input has that deviation.
  expect(decides).toBeGreaterThan(1.4);
  expect(decides).toBeLessThan(2);
  expect(Math.abs(noise)).toBeLessThan(0.2);
  expect(constant).toBe(0);
  expect(model.predict(Float64Array.of(0.9, 50, 5))).toBeGreaterThan(0.85);
});

test('nothing is said without examples, an input, or within what was never seen', () => {
  expect(new OnlineLogistic(1).predict(Float64Array.of(1))).toBe('untrained');
  const model = trained(1_000);
  expect(model.predict(Float64Array.of(0.5, Number.NaN, 5))).toBe('input_missing');
  expect(model.predict(Float64Array.of(0.5, Number.POSITIVE_INFINITY, 5))).toBe('input_missing');
  expect(model.predict(Float64Array.of(0.5, 140, 5))).toBeTypeOf('number');
  expect(model.predict(Float64Array.of(0.5, 160, 5))).toBe('input_unseen');
  // An input that never changed may not change.
  expect(model.predict(Float64Array.of(0.5, 50, 5.1))).toBe('input_unseen');
  expect(() => model.predict(Float64Array.of(0.5))).toThrow('as many as');
});

test('an example with a missing input teaches nothing', () => {
  const model = trained(100);
  const before = model.save();
  expect(model.learn(Float64Array.of(Number.NaN, 1, 5), true)).toBe('input_missing');
  expect(model.save()).toEqual(before);
});

test('saved and restored, it goes on bit by bit as if nothing had been', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer(), (examples, seed) => {
      const model = trained(examples, seed);
      const restored = OnlineLogistic.restore(JSON.parse(JSON.stringify(model.save())));
      if (!restored.ok) throw new Error(restored.message);
      const next = Float64Array.of(0.3, 40, 5);
      for (const one of [model, restored.value]) one.learn(next, true);
      expect(restored.value.save()).toStrictEqual(model.save());
      expect(restored.value.predict(next)).toBe(model.predict(next));
    }),
  );
});

test.each([
  ['kind', null],
  ['kind', { kind: 'trees' }],
  ['options', { options: { rate: 'fast', l2: 0 } }],
  ['number of examples', { examples: -1 }],
  ['weights', { weights: [1, null, 2] }],
  ['weights', { intercept: null }],
  ['scale', { means: [1] }],
  ['range', { range: { least: [2, 2, 2], most: [1, 1, 1] } }],
  ['range', { range: null }],
])('a file with a damaged %s is refused', (part, damage) => {
  const saved = damage === null ? null : { ...trained(50).save(), ...damage };
  const restored = OnlineLogistic.restore(saved);
  expect(restored).toMatchObject({ ok: false, code: 'model_corrupt' });
  expect(restored.ok ? '' : restored.message).toContain(part);
});

test('the defaults', () => {
  expect(ONLINE).toEqual({ rate: 0.05, l2: 0.001 });
});
