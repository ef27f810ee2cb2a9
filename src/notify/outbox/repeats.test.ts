import { expect, test } from 'vitest';
import { aKill, anAlert } from '../../../test/support/an-alert.ts';
import type { Monotonic } from '../../ports/clock.ts';
import { Repeats } from './repeats.ts';

const ms = (after: number) => (after * 1_000) as Monotonic;

test('the same alert is told once, then counted, then told once with its count', () => {
  const repeats = new Repeats(60_000);
  expect(repeats.take(anAlert(), ms(0))).toMatchObject({ count: 1 });
  for (let i = 1; i <= 30; i++) {
    expect(repeats.take(anAlert({ text: `${i}` }), ms(i * 1_000))).toBeUndefined();
  }
  expect(repeats.due(ms(59_999))).toEqual([]);
  expect(repeats.due(ms(60_000))).toMatchObject([{ text: '30', count: 30 }]);
  // It counts on: what goes on for hours is told once a window.
  expect(repeats.take(anAlert(), ms(61_000))).toBeUndefined();
  expect(repeats.due(ms(120_000))).toMatchObject([{ count: 1 }]);
  expect(repeats.due(ms(180_000))).toEqual([]);
  expect(repeats.take(anAlert(), ms(181_000))).toBeDefined();
});

test('another code, subject or desk is another alert, and so is each batch of fills', () => {
  const repeats = new Repeats(60_000);
  const fill = anAlert({ kind: 'fill' });
  const all = [anAlert(), anAlert({ code: 'b' }), anAlert({ subject: 'b' }), fill, fill, aKill()];
  expect(all.map((alert) => repeats.take(alert, ms(0)))).toEqual(all);
});

test('what is counted is told at the end', () => {
  const repeats = new Repeats(60_000);
  for (let i = 0; i < 3; i++) repeats.take(aKill(), ms(i));
  expect(repeats.rest()).toMatchObject([{ kind: 'kill', count: 2 }]);
  expect(repeats.rest()).toEqual([]);
});

test('no flood of different alerts makes it grow without end', () => {
  const repeats = new Repeats(60_000);
  for (let i = 0; i < 5_000; i++) repeats.take(anAlert({ subject: `${i}` }), ms(0));
  // Beyond the bound nothing is watched: it passes, and the outbox has its own bound.
  expect(repeats.take(anAlert({ subject: '999' }), ms(1))).toBeUndefined();
  expect(repeats.take(anAlert({ subject: '1000' }), ms(1))).toBeDefined();
});
