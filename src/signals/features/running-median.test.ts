import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunningMedian } from './running-median.ts';

test('the middle of the latest, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (values) => {
      const running = new RunningMedian(7);
      expect(running.median).toBeNaN();
      for (const [i, value] of values.entries()) {
        running.add(value);
        const sorted = values.slice(Math.max(0, i - 6), i + 1).sort((a, b) => a - b);
        const middle = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]] as number[];
        expect(running.median).toBe(((middle[0] as number) + (middle[1] as number)) / 2);
        expect(running.count).toBe(sorted.length);
      }
      running.clear();
      expect(running.median).toBeNaN();
    }),
  );
});
