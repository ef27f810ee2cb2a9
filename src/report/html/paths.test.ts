import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunScript, SECOND } from '../../../test/support/run-script.ts';
import { foldReport } from '../report.ts';
import { pathsOf, thin } from './paths.ts';

const market = 0 as never;

test('only changes are kept, and the last point', () => {
  const path = { market, at: [1, 2, 3, 4, 5], bid: [1, 1, 2, 2, 2], ask: [3, 3, 3, 3, 3] };
  expect(thin(path, 100)).toEqual([0, 2, 4]);
});

test('a long path keeps its extremes, its end and the edges of its holes', () => {
  const length = 10_000;
  const bid = Array.from({ length }, (_, i) => 500_000 + (i % 7) * 10_000);
  const ask = bid.map((value) => value + 10_000);
  bid[1_234] = 10_000;
  ask[4_321] = 990_000;
  for (let i = 6_001; i < 6_003; i++) bid[i] = Number.NaN;
  const kept = thin({ market, at: bid.map((_, i) => i), bid, ask }, 300);
  expect(kept.length).toBeLessThan(310);
  for (const i of [0, 1_234, 4_321, 6_001, 6_003, length - 1]) expect(kept).toContain(i);
});

test('kept points are in order, within the path and bounded', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 400 }), (bid) => {
      const kept = thin({ market, at: bid.map((_, i) => i), bid, ask: bid }, 60);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      expect(kept.every((i) => i >= 0 && i < bid.length)).toBe(true);
      expect(kept.length).toBeLessThanOrEqual(61);
    }),
  );
});

test('fills stand in the coordinates of the first outcome and keep their own price', () => {
  const script = new RunScript(1);
  const from = script.record().markets[0]!.opensAt!;
  script.trade({ token: 1, price: 300_000, size: 10_000_000, at: from + 5 * SECOND });
  script.resolve(0, 0);
  const at = [from, from + SECOND, from + 250_000 + SECOND];
  const bid = [600_000, Number.NaN, 690_000];
  const path = { market, at, bid, ask: [610_000, 700_000, 700_000] };
  const [drawn] = pathsOf(foldReport(script.record({ pricePaths: [path] })));
  expect(drawn).toMatchObject({
    steps: [0, 1_000, 250],
    bid: [0.6, null, 0.69],
    result: 'Down won',
    first: 'Up',
  });
  expect(drawn?.fills).toMatchObject([{ y: 0.7, price: 0.3, outcome: 1, side: 'buy', size: 10 }]);
});

test('a path without points is no fault', () => {
  const path = { market, at: [], bid: [], ask: [] };
  expect(pathsOf(foldReport(new RunScript(1).record({ pricePaths: [path] })))).toMatchObject([
    { steps: [], bid: [], fills: [], result: 'undecided' },
  ]);
});
