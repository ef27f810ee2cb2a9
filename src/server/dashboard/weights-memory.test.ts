import { expect, test } from 'vitest';
import type { DeskDocument } from '../../screen/desk-document.ts';
import { WeightsMemory } from './weights-memory.ts';

function at(now: number, weights: Record<string, number> | null, name = 'demo-1') {
  const strategies = { fusion: { weights }, random: { weights: null } };
  return { desk: { name, now }, strategies } as unknown as DeskDocument;
}

test('keeps a point whenever the weights have moved, and none of what weighs nothing', () => {
  const memory = new WeightsMemory();
  memory.hear(at(1, { spike: 0.5, trend: 0.5 }));
  memory.hear(at(2, { spike: 0.5, trend: 0.5 }));
  memory.hear(at(3, { spike: 0.4, trend: 0.6 }));
  expect(memory.of('fusion').map((point) => [point.at, point.weights.trend])).toEqual([
    [1, 0.5],
    [3, 0.6],
  ]);
  expect(memory.of('random')).toEqual([]);
});

test('another run begins anew', () => {
  const memory = new WeightsMemory();
  memory.hear(at(1, { spike: 1 }));
  memory.hear(at(2, { spike: 1 }, 'demo-2'));
  expect(memory.of('fusion')).toEqual([{ at: 2, weights: { spike: 1 } }]);
});

test('takes no more room however long it goes on', () => {
  const memory = new WeightsMemory();
  for (let i = 0; i < 1_500; i++) memory.hear(at(i, { spike: i / 1_500 }));
  expect(memory.of('fusion')).toHaveLength(1_000);
  expect(memory.of('fusion').at(-1)?.at).toBe(1_499);
});
