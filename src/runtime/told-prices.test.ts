// Runs on markets of which only prices were told: mids in the form of asset-15m-mids.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strategyRun } from '../../test/support/backtest-options.ts';
import { FREE } from '../domain/fee.ts';
import type { Price } from '../domain/units.ts';
import { foldReport } from '../report/report.ts';
import { importInto } from './archive.ts';
import { backtest } from './backtest.ts';
import type { BacktestOptions } from './backtest-options.ts';

const OPENS = Date.parse('2026-01-02T15:00:00Z');
const root = mkdtempSync(join(tmpdir(), 'polydesk-told-'));

/** Up leads from the beginning and wins. */
beforeAll(async () => {
  const lines = Array.from({ length: 90 }, (_, i) => {
    const written = new Date(OPENS + i * 10_000 + 5_000).toISOString().replace('.000Z', 'Z');
    const left = ((895 - i * 10) / 60).toFixed(1);
    return `${written},BTC,${i === 89 ? '0.995' : '0.80'},+0.000,${left}`;
  });
  const text = ['ts_utc_assumed,asset,up_mid,velocity,minutes_left', ...lines].join('\n');
  mkdirSync(join(root, 'mids'));
  writeFileSync(join(root, 'mids', 'mids.csv.gz'), gzipSync(text));
  await importInto(join(root, 'archive'), join(root, 'mids'), 'mids', () => {});
});
afterAll(() => rmSync(root, { recursive: true }));

async function run(halfSpread: number | undefined, changes: Partial<BacktestOptions> = {}) {
  const options = strategyRun(join(root, 'archive'), 'late-favourite', { size: '10' });
  const data = { ...options.data, halfSpread: halfSpread as Price | undefined };
  const record = await backtest({
    ...options,
    data,
    fee: FREE,
    unknownDepth: 'assume',
    ...changes,
  });
  const said = new Map(record.assumptions.map(({ code, text }) => [code, text]));
  return { said, whole: foldReport(record).whole, record };
}

test('nothing is traded where no spread is stated, and the run says how to', async () => {
  const { said, whole } = await run(undefined);
  expect(whole.evidence.all.trades).toBe(0);
  expect(said.get('told_prices_left_out')).toContain('--half-spread');
});

test('with a spread the price paid is that far away, and all of it is unproven', async () => {
  const { said, whole, record } = await run(15_000);
  // 0.80 and 0.015 are 0.815: the ask stands on the cent above.
  const fills = record.journal.flatMap((entry) =>
    entry.kind === 'Answered' && entry.event.kind === 'OrderFilled' ? [entry.event.fill] : [],
  );
  expect(fills.map(({ price, evidence }) => [price, evidence])).toEqual([[820_000, 'assumed']]);
  expect(whole.evidence.unproven).toEqual(whole.evidence.all);
  expect(whole.evidence.recorded.trades).toBe(0);
  expect(said.get('told_prices_as_books')).toMatch(/0.015 dollars/);
  expect(said.has('unknown_depth')).toBe(true);
  expect(record.configuration).toMatchObject({ data: { halfSpread: '0.015' } });
});

test('sizes are not known there: without a word for them nothing is taken', async () => {
  const { whole } = await run(15_000, { unknownDepth: 'refuse' });
  expect(whole.evidence.all.trades).toBe(0);
});
