import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NEVER, type Timestamp } from '../domain/units.ts';
import { DueHeap } from './due-heap.ts';

test('an empty heap is due never', () => {
  const heap = new DueHeap();
  expect(heap.next).toBe(NEVER);
  expect(heap.pop()).toBeUndefined();
  expect(heap.next).toBe(NEVER);
});

test('what is due comes by time, then by order of insertion, also while more is inserted', () => {
  const operations = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant('pop')));
  fc.assert(
    fc.property(operations, (made) => {
      const heap = new DueHeap();
      let waiting: { at: number; owner: number }[] = [];
      for (const [i, at] of made.entries()) {
        if (typeof at === 'number') {
          heap.push(at as Timestamp, { kind: 'heartbeat', owner: i });
          waiting.push({ at, owner: i });
        } else {
          waiting.sort((a, b) => a.at - b.at || a.owner - b.owner);
          expect(heap.pop()).toEqual(waiting[0] && { kind: 'heartbeat', owner: waiting[0].owner });
          waiting = waiting.slice(1);
        }
        expect(heap.next).toBe(Math.min(NEVER, ...waiting.map((entry) => entry.at)));
      }
    }),
    { numRuns: 500 },
  );
});
