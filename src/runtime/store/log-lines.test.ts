import { expect, test } from 'vitest';
import { begunRun } from '../../../test/support/desk-store-rows.ts';
import { NOON, RunScript } from '../../../test/support/run-script.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { REMEMBERED_ORDERS } from '../../domain/known-orders.ts';
import type { DeskBegun } from './desk-begun.ts';
import { LogLines } from './log-lines.ts';

const canceled = (order: number) =>
  ({ kind: 'OrderCanceled', order, reason: 'requested', tsEvent: 1, tsInit: 1 }) as never;

test('an answer is told with its order, as long as the engine knows that', () => {
  const lines = new LogLines(begunRun('one') as DeskBegun);
  const script = new RunScript(1, ['random']);
  const order = script.submit({ token: 0, price: 400_000, size: 5_000_000 });
  script.answer(canceled(order));
  const last = (entries: readonly JournalEntry[]) => {
    const text = entries.map((entry) => lines.lineOf(entry).text).at(-1) ?? '';
    return JSON.parse(text) as Record<string, unknown>;
  };
  expect(last(script.journal.splice(0))).toMatchObject({
    order_id: order,
    price: '0.4',
    size: '5',
  });
  for (let i = 0; i < REMEMBERED_ORDERS; i++) {
    script.answer(canceled(script.submit({ token: 0, price: 400_000, size: 5_000_000 })));
  }
  script.answer(canceled(order));
  expect(last(script.journal)).toMatchObject({ order_id: order, price: null, strategy: null });
});

test('splits and merges are told with what became of them', () => {
  const lines = new LogLines(begunRun('one') as DeskBegun);
  const script = new RunScript(1, ['random']);
  script.change('split', 2_000_000, { gas: 5_000 });
  script.change('merge', 1_000_000, { code: 'chain_unavailable' });
  const told = script.journal.map((entry) => JSON.parse(lines.lineOf(entry).text));
  const about = { strategy: 'random', market: 'market 0' };
  expect(told).toMatchObject([
    { category: 'decision', event: 'sets_requested', side: 'split', size: '2', ...about },
    { category: 'trade', event: 'sets_changed', data: { gas: 5_000 }, provenance: 'simulated' },
    { category: 'decision', event: 'sets_requested', side: 'merge', provenance: 'live' },
    { event: 'sets_refused', code: 'chain_unavailable', level: 'warning', size: '1', ...about },
  ]);
});

test('what a run is worth on paper is simulated, from when it left the venue on', () => {
  const provenances = (mode: 'paper' | 'live', records: readonly object[]) => {
    const lines = new LogLines(begunRun('one', { mode }) as DeskBegun);
    return records.map((record) => JSON.parse(lines.lineOf(record as never).text).provenance);
  };
  const known = { kind: 'EquityKnown', at: NOON, equity: 7 };
  const left = { kind: 'Operated', at: NOON, command: { kind: 'ToPaper' } };
  expect(provenances('paper', [known])).toEqual(['simulated']);
  expect(provenances('live', [known, left, known])).toEqual(['live', 'live', 'simulated']);
});
