import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { DashboardSources, Page, Since } from '../../server/dashboard/dashboard-sources.ts';
import type { PastDecision, PastFill, PastTrade, Profit } from '../../server/dashboard/history.ts';
import { type Row, readDeskStore } from '../../store/desk/desk-store.ts';
import { StoreError } from '../../store/desk/store-error.ts';
import { storePath } from '../store/kept-store.ts';
import { storedEquity } from './stored-equity.ts';
import { type PagedTable, storedPage } from './stored-page.ts';

const DAY = 86_400_000_000;

const DECISIONS: PagedTable<PastDecision> = {
  table: 'decision',
  order: [{ sql: 'entry', kind: 'number' }],
  told: (row) => {
    const post_only = row.post_only === null ? null : row.post_only === 1;
    return { ...row, numbers: numbersOf(row.numbers), post_only } as PastDecision;
  },
};

const FILLS: PagedTable<PastFill> = {
  table: 'fill',
  order: [{ sql: 'fill', kind: 'number' }],
  told: (row) => row as PastFill,
};

const TRADES: PagedTable<PastTrade> = {
  table: 'trade',
  order: [
    { sql: 'coalesce(closed, opened)', kind: 'number' },
    { sql: 'market', kind: 'string' },
    { sql: 'number', kind: 'number' },
  ],
  told: (row) => row as PastTrade,
};

type Kept = Pick<DashboardSources, 'decisions' | 'fills' | 'trades' | 'profit' | 'runEquity'>;

/** The pages of a first desk are there before its store: from the first question on, ms. */
const MADE_WITHIN_MS = 15_000;
const LOOK_MS = 100;

/**
 * What desks of an archive did, by its store: opened to read for each question. `now` in µs; a
 * store that is not there yet is waited for until `withinMs` after the first question: an archive
 * of records alone never has one, and its pages need not wait again.
 */
export function storedHistory(
  root: string,
  now: () => number,
  withinMs: number = MADE_WITHIN_MS,
): Kept {
  let until: number | undefined;
  const read = <T>(ask: (db: DatabaseSync) => Result<T>) => {
    until ??= performance.now() + withinMs;
    return readStore(root, until, ask);
  };
  return {
    decisions: async ({ kind, status, ...choice }) =>
      read<Page<PastDecision>>((db) => storedPage(db, DECISIONS, choice, { kind, status })),
    fills: async ({ order, ...choice }) =>
      read<Page<PastFill>>((db) => storedPage(db, FILLS, choice, { order_id: order })),
    trades: async (choice) => read<Page<PastTrade>>((db) => storedPage(db, TRADES, choice)),
    profit: async () => read((db) => ok(profitOf(db, now()))),
    runEquity: async (since) => read((db) => ok(storedEquity(db, beginOf(since, now())))),
  };
}

async function readStore<T>(
  root: string,
  until: number,
  ask: (db: DatabaseSync) => Result<T>,
): Promise<Result<T>> {
  for (;;) {
    try {
      return readDeskStore(storePath(root), ask);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const isAwaited = error.code === 'not_found' && performance.now() < until;
      if (!isAwaited) return refuse('no_history', error.message);
    }
    await sleep(LOOK_MS);
  }
}

function beginOf(since: Since, now: number): number {
  const today = now - (now % DAY);
  switch (since) {
    case 'today':
      return today;
    case 'week':
      return now - 7 * DAY;
    case 'month':
      return now - 30 * DAY;
    case 'all':
      return 0;
  }
}

const PERIODS = ['today', 'week', 'month', 'all'] as const;
const SUMS = ['net', 'fees', 'rebate', 'cost'] as const;

function profitOf(db: DatabaseSync, now: number): Profit {
  const begins = PERIODS.map((period) => beginOf(period, now));
  const columns = PERIODS.flatMap((period) => [
    ...SUMS.map((sum) => `total(${sum}) FILTER (WHERE closed >= ?) AS ${period}_${sum}`),
    `count(*) FILTER (WHERE closed >= ?) AS ${period}_trades`,
    `count(*) FILTER (WHERE closed >= ? AND net > 0) AS ${period}_won`,
  ]);
  const sql =
    `SELECT strategy, t.provenance, r.provenance AS prices, ${columns.join(', ')} ` +
    "FROM trade t JOIN run r ON r.run = t.run WHERE state = 'counted' " +
    'GROUP BY strategy, t.provenance, prices ORDER BY strategy, t.provenance, prices';
  const values = begins.flatMap((begin) => Array<number>(SUMS.length + 2).fill(begin));
  const rows = db.prepare(sql).all(...values) as Row[];
  const [today = 0, week = 0, month = 0] = begins;
  const strategies = rows.map((row) => ({
    strategy: row.strategy,
    provenance: row.provenance,
    prices: row.prices,
    ...Object.fromEntries(PERIODS.map((period) => [period, sumOf(row, period)])),
  }));
  return { from: { today, week, month }, strategies: strategies as Profit['strategies'] };
}

function sumOf(row: Row, period: (typeof PERIODS)[number]): Profit['strategies'][number]['all'] {
  const of = (name: string) => Number(row[`${period}_${name}`]);
  return {
    net: of('net'),
    fees: of('fees'),
    rebate: of('rebate'),
    cost: of('cost'),
    trades: of('trades'),
    won: of('won'),
  };
}

function numbersOf(text: unknown): PastDecision['numbers'] {
  return typeof text === 'string' ? (JSON.parse(text) as PastDecision['numbers']) : {};
}
