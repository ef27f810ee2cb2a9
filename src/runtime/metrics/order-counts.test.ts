import { expect, test } from 'vitest';
import { aFill } from '../../../test/support/a-fill.ts';
import { NOON, RunScript, SECOND } from '../../../test/support/run-script.ts';
import type { ExchangeEvent } from '../../domain/event.ts';
import type { ClientOrderId, StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Provenance } from '../../domain/provenance.ts';
import type { Timestamp } from '../../domain/units.ts';
import { OrderCounts } from './order-counts.ts';

const FIRST = 0 as StrategyIndex;

function counted(journal: readonly JournalEntry[], provenance: Provenance = 'simulated') {
  const counts = new OrderCounts();
  for (const entry of journal) counts.append(entry, provenance);
  return counts;
}

function answer(event: Partial<ExchangeEvent> & { kind: string }, at: number): JournalEntry {
  const times = { tsEvent: at, tsInit: at };
  return { kind: 'Answered', at: at as Timestamp, event: { ...times, ...event } as ExchangeEvent };
}

const ORDER = { token: 0, price: 0.5, size: 10 } as const;

test('what became of wishes is counted by why', () => {
  const script = new RunScript();
  script.skip('no_favorite');
  script.deny('exposure_too_large');
  script.deny('exposure_too_large');
  const order = script.submit(ORDER);
  script.answer({ kind: 'OrderRejected', order, code: 'crosses', message: '' } as never);
  const counts = counted(script.journal).counted.get('simulated');
  expect(counts?.of(FIRST)).toMatchObject({ submitted: 1, skipped: 1, accepted: 0 });
  expect([...(counts?.denied.all ?? [])]).toEqual([['exposure_too_large', 2]]);
  expect([...(counts?.rejected.all ?? [])]).toEqual([['crosses', 1]]);
});

test('an acknowledgement is timed once, from the order to the first word about it', () => {
  const script = new RunScript();
  const order = script.submit({ ...ORDER, at: NOON });
  const sentAt = script.journal.at(-1)?.at as number;
  const journal = [
    ...script.journal,
    answer({ kind: 'OrderAccepted', order }, sentAt + 0.3 * SECOND),
    answer({ kind: 'OrderCanceled', order, reason: 'requested' }, sentAt + 9 * SECOND),
  ];
  const counts = counted(journal).counted.get('simulated');
  expect(counts?.ack.cumulative.at(-1)).toBe(1);
  expect(counts?.ack.sum).toBeCloseTo(0.3);
  expect([...(counts?.canceled.all ?? [])]).toEqual([['requested', 1]]);
});

test('what the chain takes back leaves no fee, and counts as taken back', () => {
  const script = new RunScript();
  const order = script.submit(ORDER);
  const fill = aFill({ id: 7, order, shares: 10, dollars: 0.5, fee: 0.1 });
  const journal = [
    ...script.journal,
    answer({ kind: 'OrderFilled', order, fill }, NOON + SECOND),
    answer({ kind: 'FillSettled', order, fillId: 7, settlement: 'failed' }, NOON + 2 * SECOND),
    answer({ kind: 'FillSettled', order, fillId: 7, settlement: 'failed' }, NOON + 3 * SECOND),
  ];
  const counts = counted(journal).counted.get('simulated')?.of(FIRST);
  const fills = { maker: 0, taker: 1 };
  expect(counts).toMatchObject({ fills, amount: 5_000_000, fees: 0, failed: 1 });
});

test('a fill that nobody made at the venue is simulated, wherever orders go', () => {
  const script = new RunScript();
  const orders = [script.submit(ORDER), script.submit(ORDER)];
  const fills = orders.map((order, id) => aFill({ id, order, shares: 1, dollars: 0.5 }));
  const real = { ...fills[0], evidence: 'venue' } as ReturnType<typeof aFill>;
  const journal = [
    ...script.journal,
    answer({ kind: 'OrderFilled', order: orders[0], fill: real } as never, NOON + SECOND),
    answer({ kind: 'OrderFilled', order: orders[1], fill: fills[1] } as never, NOON + SECOND),
  ];
  const { counted: both } = counted(journal, 'live');
  expect(both.get('live')?.of(FIRST).fills.taker).toBe(1);
  expect(both.get('simulated')?.of(FIRST).fills.taker).toBe(1);
});

test('a fill after the end of its order still counts, unless it comes far too late', () => {
  const counts = new OrderCounts();
  const script = new RunScript();
  const orders = Array.from({ length: 5_000 }, () => script.submit(ORDER));
  for (const entry of script.journal) counts.append(entry, 'simulated');
  for (const order of orders) {
    const end = { kind: 'OrderCanceled', order, reason: 'requested' } as const;
    counts.append(answer(end, NOON + SECOND), 'simulated');
  }
  for (const order of [orders[0], orders[4_999]] as ClientOrderId[]) {
    const fill = aFill({ id: order, order, shares: 1, dollars: 0.5 });
    counts.append(answer({ kind: 'OrderFilled', order, fill }, NOON + 2 * SECOND), 'simulated');
  }
  expect(counts.counted.get('simulated')?.of(FIRST).fills.taker).toBe(1);
});

test('rewards are not known before one is sampled', () => {
  const sampled = { kind: 'RewardSampled', at: NOON, market: 0, mine: 1, others: 3 } as const;
  const none = counted([{ ...sampled, reward: undefined } as never]);
  expect(none.counted.get('simulated')?.rewards).toBeUndefined();
  const some = counted([{ ...sampled, reward: 20 } as never, { ...sampled, reward: 5 } as never]);
  expect(some.counted.get('simulated')?.rewards).toBe(25);
});
