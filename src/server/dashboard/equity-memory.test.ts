import { expect, test } from 'vitest';
import type { DeskDocument } from '../../screen/desk-document.ts';
import { EquityMemory } from './equity-memory.ts';

const at = (second: number, name = 'demo-1') =>
  ({
    desk: { name, now: second * 1_000_000, equity: second, confirmed: second, cash: 1 },
  }) as DeskDocument;

test('keeps a point each five seconds', () => {
  const memory = new EquityMemory();
  for (const second of [0, 1, 4, 5, 9, 10]) memory.hear(at(second));
  expect(memory.points.map(({ equity }) => equity)).toEqual([0, 5, 10]);
});

test('a long day takes no more room, and keeps its beginning', () => {
  const memory = new EquityMemory();
  for (let second = 0; second < 86_400; second += 5) memory.hear(at(second));
  expect(memory.points.length).toBeLessThan(2_000);
  expect(memory.points.length).toBeGreaterThan(900);
  expect(memory.points[0]?.equity).toBe(0);
  expect(memory.points.at(-1)?.equity).toBeGreaterThan(86_400 - 90);
});

test('another run begins anew', () => {
  const memory = new EquityMemory();
  memory.hear(at(0));
  memory.hear(at(1, 'demo-2'));
  expect(memory.points).toEqual([{ at: 1_000_000, equity: 1, confirmed: 1, cash: 1 }]);
});
