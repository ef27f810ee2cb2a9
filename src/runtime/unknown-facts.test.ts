// What a run does in markets of a day for which the venue documented nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { strategyRun } from '../../test/support/backtest-options.ts';
import { writeRecording } from '../../test/support/made-up-recording.ts';
import { FREE } from '../domain/fee.ts';
import type { Shares } from '../domain/units.ts';
import type { RunRecord } from '../report/run-record.ts';
import { importInto } from './archive.ts';
import { backtest } from './backtest.ts';
import type { BacktestOptions } from './backtest-options.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** 2026-02-02 10:45:00 UTC: before the first fee and the first taker delay that are documented. */
const FEBRUARY = 1_770_029_100;
/** 2025-01-01 00:00:00 UTC: before the first minimum size that is known. */
const JANUARY = 1_735_689_600;
const MARKETS = 3;
const root = mkdtempSync(join(tmpdir(), 'polydesk-unknown-'));

beforeAll(async () => {
  for (const [name, start] of Object.entries({ february: FEBRUARY, january: JANUARY })) {
    await writeRecording(join(root, name), MARKETS, start);
    await importInto(join(root, 'archive'), join(root, name), name, () => {});
  }
});
afterAll(() => rmSync(root, { recursive: true }));

function run(changes: Partial<BacktestOptions>, name = 'late-favourite', dataset = 'february') {
  const options = strategyRun(join(root, 'archive'), name, { size: '10' });
  const data = { ...options.data, datasets: [dataset] };
  return backtest({ ...options, data, fee: undefined, takerDelayMs: undefined, ...changes });
}

/** Denials by code, and fills. */
function outcomeOf({ journal }: RunRecord): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const entry of journal) {
    if (entry.kind === 'Denied') count(entry.code);
    if (entry.kind === 'Answered' && entry.event.kind === 'OrderFilled') count('filled');
  }
  return counts;
}

function said({ assumptions }: RunRecord, code: string): string | undefined {
  return assumptions.find((assumption) => assumption.code === code)?.text;
}

describe('a market whose taker delay is not known', () => {
  test('sees no order that takes, and the report says how to see one', async () => {
    const record = await run({ fee: FREE });
    expect(outcomeOf(record)).toEqual({ taker_delay_unknown: MARKETS });
    expect(said(record, 'taker_delay_unknown')).toMatch(/3 markets is not known.*--taker-delay/);
  });

  test('sees them with the delay that the user gives, also none', async () => {
    for (const takerDelayMs of [0, 250]) {
      const record = await run({ fee: FREE, takerDelayMs });
      expect(outcomeOf(record)).toEqual({ filled: MARKETS });
      expect(said(record, 'taker_delay_unknown')).toBeUndefined();
      expect(said(record, 'taker_delay_override')).toContain(`${takerDelayMs} ms`);
    }
  });

  test('sees orders that only rest', async () => {
    const record = await run({ fee: FREE }, 'join-best');
    expect(outcomeOf(record)).not.toHaveProperty('taker_delay_unknown');
    expect(outcomeOf(record).filled).toBeGreaterThan(0);
  });

  test('is not the reason where the fee is not known either', async () => {
    expect(outcomeOf(await run({}))).toEqual({ fee_unknown: MARKETS });
  });
});

describe('a market whose minimum size is not known', () => {
  const known = { fee: FREE, takerDelayMs: 0 };

  test('sees no order that rests, and the report says how to see one', async () => {
    const record = await run(known, 'join-best', 'january');
    expect(Object.keys(outcomeOf(record))).toEqual(['minimum_size_unknown']);
    expect(said(record, 'minimum_size_unknown')).toMatch(/3 markets is not known.*--minimum-size/);
  });

  test('sees orders that only take', async () => {
    const record = await run(known, 'late-favourite', 'january');
    expect(outcomeOf(record)).toEqual({ filled: MARKETS });
  });

  test('sees those that rest with the size that the user gives', async () => {
    const minimumSize = 5_000_000 as Shares;
    const record = await run({ ...known, minimumSize }, 'join-best', 'january');
    expect(outcomeOf(record).filled).toBeGreaterThan(0);
    expect(said(record, 'minimum_size_override')).toContain('all markets: 5 shares');
    const dear = await run({ ...known, minimumSize: 11_000_000 as Shares }, 'join-best', 'january');
    expect(Object.keys(outcomeOf(dear))).toEqual(['below_minimum_size']);
  });
});

test('what is known is told with its source', async () => {
  const record = await run({ fee: FREE, takerDelayMs: 0 });
  expect(said(record, 'minimum_size')).toMatch(/of 5 shares or more by: Gamma orderMinSize/);
});
