import { expect, test } from 'vitest';
import { aDocument } from '../../../test/support/told-desk.ts';
import { LiveDocument } from './live-document.ts';

function begun(): LiveDocument {
  const document = new LiveDocument(() => 7);
  document.take({ kind: 'snapshot', run: 'a', seq: 4, document: aDocument() });
  return document;
}

const change = (seq: number, cash = seq) =>
  ({ kind: 'change', seq, desk: { ...aDocument().desk, cash }, rows: {}, news: [] }) as const;

test('is away until the desk is first heard, and since it was last', () => {
  const document = new LiveDocument(() => 7);
  expect([document.away, document.lose(), document.snapshot()]).toEqual([7, false, undefined]);
  document.take({ kind: 'snapshot', run: 'a', seq: 4, document: aDocument() });
  expect(document.away).toBeNull();
  expect([document.lose(), document.away]).toEqual([true, 7]);
});

test('takes changes in order, and none that follows another', () => {
  const document = begun();
  expect(document.take(change(5))).toBeDefined();
  expect(document.take(change(7))).toBeUndefined();
  expect(document.take(change(5))).toBeUndefined();
  expect(document.document?.desk.cash).toBe(5);
  expect(document.take({ kind: 'heartbeat', seq: 5, now: 9 })).toBeDefined();
  expect(document.take({ kind: 'heartbeat', seq: 6, now: 9 })).toBeUndefined();
});

test('tells what came after a number of the same run, and nothing of another', () => {
  const document = begun();
  for (const seq of [5, 6, 7]) document.take(change(seq));
  const seqs = (run: string, seq: number) =>
    document.since(run, seq)?.map((text) => JSON.parse(text).seq);
  expect(seqs('a', 5)).toEqual([6, 7]);
  expect(seqs('a', 4)).toEqual([5, 6, 7]);
  expect(seqs('a', 7)).toEqual([]);
  expect(seqs('a', 3)).toBeUndefined();
  expect(seqs('a', 8)).toBeUndefined();
  expect(seqs('b', 5)).toBeUndefined();
  expect(JSON.parse(document.snapshot() ?? '')).toMatchObject({ run: 'a', seq: 7 });
});

test('keeps so many changes, and so much of them, and no more', () => {
  const many = begun();
  for (let seq = 5; seq < 705; seq++) many.take(change(seq));
  expect(many.since('a', 104)).toHaveLength(600);
  expect(many.since('a', 103)).toBeUndefined();
  const large = begun();
  const question = 'x'.repeat(1_500_000);
  for (let seq = 5; seq < 10; seq++) {
    const rows = { markets: { one: { question } } } as never;
    large.take({ kind: 'change', seq, rows, news: [] });
  }
  expect(large.since('a', 7)).toHaveLength(2);
  expect(large.since('a', 6)).toBeUndefined();
});
