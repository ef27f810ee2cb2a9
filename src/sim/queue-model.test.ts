import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shares } from '../domain/units.ts';
import { frontAfter, type QueueModel, RISK_AVERSE, shareBehind } from './queue-model.ts';

const shares = (n: number) => (n * 1e6) as Shares;

// formulas sheet §5: F0=70, prev=100, trade 10, new=70, so F=60, B=40, chg=20, n=2.
const VECTOR: [QueueModel, number, number][] = [
  [{ kind: 'power', n: 2 }, 0.3076923076923077, 46.15384615384615],
  [{ kind: 'log' }, 0.4746115059789006, 49.49223011957801],
  [{ kind: 'log2' }, 0.8046533244696281, 56.09306648939256],
  [{ kind: 'power2', n: 2 }, 0.16, 43.2],
  [{ kind: 'power3', n: 2 }, 0.64, 52.8],
];

describe('the published vector', () => {
  test.each(VECTOR)('%o', (model, behind, front) => {
    expect(shareBehind(model, 60, 40)).toBeCloseTo(behind, 15);
    const after = frontAfter(model, shares(60), shares(100), shares(70), shares(10));
    expect(after).toBe(Math.ceil(front * 1e6 - 0.001));
  });

  test('risk averse: only the level itself limits the queue', () => {
    expect(shareBehind(RISK_AVERSE, 60, 40)).toBe(1);
    const [front, before, traded] = [shares(60), shares(100), shares(10)];
    expect(frontAfter(RISK_AVERSE, front, before, shares(70), traded)).toBe(shares(60));
    expect(frontAfter(RISK_AVERSE, front, before, shares(59), traded)).toBe(shares(59));
  });
});

test.each<[string, QueueModel, number, number, number]>([
  ['an empty level is no number', { kind: 'power', n: 2 }, 0, 0, 1],
  ['nor are its logarithms', { kind: 'log' }, 0, 0, 1],
  ['nor their quotient', { kind: 'log2' }, 0, 0, 1],
  ['nor an empty ratio', { kind: 'power2', n: 2 }, 0, 0, 1],
  ['nor its power', { kind: 'power3', n: 2 }, 0, 0, 1],
  ['powers that overflow', { kind: 'power', n: 400 }, 10, 1e9, 1],
  ['nobody behind us', { kind: 'power', n: 2 }, 5, 0, 0],
  ['nobody ahead', { kind: 'power', n: 2 }, 0, 5, 1],
  ['a broken exponent', { kind: 'power', n: 1.5 }, 4, 1, 1 / 9],
  ['exponent one', { kind: 'power', n: 1 }, 3, 1, 0.25],
  ['exponent three', { kind: 'power2', n: 3 }, 1, 1, 0.125],
  ['exponent sixteen', { kind: 'power2', n: 16 }, 1, 1, 2 ** -16],
  ['a root', { kind: 'power', n: 0.5 }, 9, 1, 0.25],
  ['exponent zero', { kind: 'power', n: 0 }, 9, 1, 0.5],
])('%s', (_name, model, front, behind, share) => {
  expect(shareBehind(model, front, behind)).toBeCloseTo(share, 14);
});

test('whole exponents are products: the same to the last bit on every machine', () => {
  const product = (base: number, n: number) =>
    Array(n)
      .fill(base)
      .reduce((a, b) => a * b);
  const size = fc.double({ min: 0.01, max: 1000, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), size, size, (n, front, behind) => {
      const share = shareBehind({ kind: 'power2', n }, front, behind);
      expect(share).toBe(product(behind, n) / product(behind + front, n));
    }),
    { examples: [[16, 60.1, 40.3]] },
  );
});

describe('the front', () => {
  const model: QueueModel = { kind: 'power', n: 2 };

  test('stays when the level only lost what was printed', () => {
    expect(frontAfter(model, shares(60), shares(100), shares(90), shares(10))).toBe(shares(60));
  });

  test('stays when the level grew, and is never more than the level', () => {
    expect(frontAfter(model, shares(60), shares(100), shares(120), shares(0))).toBe(shares(60));
    expect(frontAfter(model, shares(60), shares(100), shares(50), shares(60))).toBe(shares(50));
  });

  test('moves when more is canceled behind than stands there', () => {
    // B=10, F=90, chg=60: pr=100/8200; what B cannot bear comes from the front.
    const after = frontAfter(model, shares(90), shares(100), shares(40), shares(0));
    expect(after).toBe(30_731_708);
  });

  test('is what the whole published formula says', () => {
    const size = fc.integer({ min: 0, max: 1000 });
    const models = VECTOR.map(([made]) => made);
    fc.assert(
      fc.property(fc.constantFrom(...models), size, size, size, size, (made, f, b, to, traded) => {
        const chg = f + b - to - traded;
        const pr = shareBehind(made, f, b);
        const full = f - (1 - pr) * chg + Math.min(b - pr * chg, 0);
        const next = chg < 0 ? Math.min(f, to) : Math.max(0, Math.min(full, to));
        const [before, after] = [shares(f + b), shares(to)];
        const front = frontAfter(made, shares(f), before, after, shares(traded));
        expect(Math.abs(front - next * 1e6)).toBeLessThan(1.1);
      }),
    );
  });

  test('is rounded up to the millionth of a share', () => {
    // F=1, B=1, n=1: pr=1/2; half of a decrease of one millionth does not count.
    const [front, before] = [shares(1), shares(2)];
    const after = (before - 1) as Shares;
    expect(frontAfter({ kind: 'power', n: 1 }, front, before, after, shares(0))).toBe(1_000_000);
    const two = (before - 2) as Shares;
    expect(frontAfter({ kind: 'power', n: 1 }, front, before, two, shares(0))).toBe(999_999);
  });

  test('never falls below zero: a cancel fills nobody', () => {
    // F=10, B=90, chg=99: a root leaves 0.75 behind, so 24.75 would come from 10 in front.
    const root: QueueModel = { kind: 'power', n: 0.5 };
    expect(frontAfter(root, shares(10), shares(100), shares(1), shares(0))).toBe(0);
  });

  test('lies between zero and both the old front and the new level, for every model', () => {
    const models = [...VECTOR.map(([made]) => made), RISK_AVERSE];
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 0, max: 2 * 10 ** 9 }),
        fc.integer({ min: 0, max: 10 ** 9 }),
        (made, front, behind, after, traded) => {
          const before = (front + behind) as Shares;
          const next = frontAfter(made, front as Shares, before, after as Shares, traded as Shares);
          expect(Number.isSafeInteger(next)).toBe(true);
          expect(next).toBeGreaterThanOrEqual(0);
          expect(next).toBeLessThanOrEqual(Math.min(front, after));
        },
      ),
    );
  });
});
