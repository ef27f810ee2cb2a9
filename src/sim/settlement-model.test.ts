import { expect, test } from 'vitest';
import type { Fill } from '../domain/fill.ts';
import { confirmAfter } from './settlement-model.ts';

const fill = {} as Fill;

test('a fill is confirmed after its delay and mined half-way', () => {
  expect(confirmAfter(5).plan(fill)).toEqual([
    { afterMicros: 2, event: 'mined' },
    { afterMicros: 5, event: 'confirmed' },
  ]);
});

test('without a delay it is confirmed at once', () => {
  expect(confirmAfter(0).plan(fill)).toEqual([{ afterMicros: 0, event: 'confirmed' }]);
});

test.each([-1, 0.5])('a delay of %d µs is refused', (micros) => {
  expect(() => confirmAfter(micros)).toThrow(`whole µs from 0 up, got ${micros}`);
});
