import { expect, test } from 'vitest';
import { begunRun } from '../../../test/support/desk-store-rows.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { REMEMBERED_ORDERS } from '../../engine/orders.ts';
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
