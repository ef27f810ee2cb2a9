import { describe, expect, test } from 'vitest';
import type { Shares, Timestamp, Usd } from '../../domain/units.ts';
import { factsOf, lessonsOf, readMemory, writeMemory } from './fusion-memory.ts';
import { HeldDecisions } from './held-decisions.ts';
import { WeightLearner } from './weight-learner.ts';

const held = {
  market: 'btc-updown-5m-1',
  outcome: 1,
  sources: ['book', 'spike'],
  shares: 10_000_000 as Shares,
  cost: 6_800_000 as Usd,
  at: 5 as Timestamp,
} as const;

/** Twelve decisions settled, one held, two lost. */
function aMemory(): string {
  const learner = new WeightLearner();
  const decision = { sources: ['book'], isWon: true, profit: 1 };
  for (let at = 1; at <= 12; at++) learner.learn(decision, at as Timestamp);
  return writeMemory({ learner, decisions: new HeldDecisions({ held: [held], lost: 2 }) });
}

const saved = JSON.parse(aMemory());

test('what is read is written the same', () => {
  const read = readMemory(aMemory());
  if (!read.ok) throw new Error(read.message);
  expect(writeMemory(read.value)).toBe(aMemory());
  const awaits = [held.market];
  expect(factsOf(read.value)).toMatchObject({ learnedUntil: 12, markets: 12, awaits });
  expect(factsOf(read.value).lines[0]).toMatch(/^12 settled .*; 1 wait for .*; 2 lost: /);
});

test('what was learned is without what waits for an outcome', () => {
  expect(JSON.parse(lessonsOf(aMemory()))).toEqual({ ...saved, held: [], lost: 0 });
  expect(readMemory(lessonsOf(aMemory()))).toMatchObject({ ok: true });
});

test('one of version 1 is read: what was held then is not known', () => {
  const { held: _, lost: __, ...old } = saved;
  const read = readMemory(JSON.stringify({ ...old, version: 1 }));
  if (!read.ok) throw new Error(read.message);
  expect(JSON.parse(writeMemory(read.value))).toEqual({ ...saved, held: [], lost: 0 });
  expect(factsOf(read.value).lines[0]).toMatch(/sentiment 0\.\d{3}$/);
});

test('nobody may know any more who had voted', () => {
  const { sources: _, ...nobody } = held;
  expect(readMemory(JSON.stringify({ ...saved, held: [nobody] }))).toMatchObject({ ok: true });
});

describe('what cannot be is refused', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['of another kind', { ...saved, schema: 'polydesk.ml' }],
    ['a weight is missing', { ...saved, weights: { book: 1 } }],
    ['a weight is out of bounds', { ...saved, weights: { ...saved.weights, book: 0 } }],
    ['a decision is none', { ...saved, settled: [{ at: 1 }] }],
    ['a decision is null', { ...saved, settled: [null] }],
    ['fewer are counted than there are', { ...saved, count: 3 }],
    ['what is held is left out', { ...saved, held: undefined }],
    ['what is held is null', { ...saved, held: [null] }],
    ['what is held has no market', { ...saved, held: [{ ...held, market: 3 }] }],
    ['what is held is of no outcome', { ...saved, held: [{ ...held, outcome: 2 }] }],
    ['who voted are no names', { ...saved, held: [{ ...held, sources: [1] }] }],
    ['shares are no number', { ...saved, held: [{ ...held, shares: '10' }] }],
    ['less than none is lost', { ...saved, lost: -1 }],
  ])('%s', (_what, memory) => {
    const read = readMemory(JSON.stringify(memory));
    expect(read).toMatchObject({ ok: false, code: 'memory_corrupt' });
  });

  test('no JSON', () => {
    expect(readMemory('weights')).toMatchObject({ ok: false, code: 'memory_corrupt' });
  });

  test('of a later program, which says what can be read', () => {
    expect(readMemory(JSON.stringify({ ...saved, version: 3 }))).toMatchObject({
      ok: false,
      message: expect.stringContaining('it is of version 3, this reads 1 and 2'),
    });
  });
});
