// Whoever asks what a strategy thinks, and however often, changes nothing of what it decides.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Opinion } from '../../src/ports/opinion.ts';
import type { StrategyDefinition } from '../../src/ports/strategy.ts';
import { importInto } from '../../src/runtime/archive.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import type { BacktestOptions } from '../../src/runtime/backtest-options.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { askedStrategy } from '../support/asked-strategy.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { writeRecording } from '../support/made-up-recording.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-test-'));
const root = join(folder, 'archive');

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), 3);
  await importInto(root, join(folder, 'recording'), undefined, () => {});
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the run decides with this strategy in the place of its own, as a hash. */
async function hashWith(run: BacktestOptions, definition: StrategyDefinition): Promise<string> {
  const [choice] = run.strategies;
  if (choice === undefined) throw new Error('a run of one strategy is expected');
  return (await backtest({ ...run, strategies: [{ ...choice, definition }] })).hash;
}

describe.each(STRATEGIES.map((definition) => ({ definition, name: definition.name })))(
  '$name',
  ({ definition, name }) => {
    test('decides the same, asked after every event or never', async () => {
      const run = { ...strategyRun(root, name), latency: LATENCY };
      const said: (Opinion | undefined)[] = [];
      const asked = askedStrategy(definition, (opinion) => void said.push(opinion));
      expect(await hashWith(run, asked)).toBe(await hashWith(run, definition));
      expect(said.some((opinion) => opinion !== undefined)).toBe(true);
    });
  },
);

const LATENCY = { feed: 50_000, entry: 50_000, response: 50_000 };

test('one whose opinion uses something up is found', async () => {
  const greedy: StrategyDefinition = {
    name: 'greedy',
    summary: 'an opinion uses up its one look',
    parameters: {},
    create: () => {
      let asked = 0;
      return {
        onBook: (market, _view, desk) => {
          if (asked++ === 0) desk.skip(market, { code: 'skipped', numbers: {} });
        },
        opinion: () => ({ code: `asked_${asked++}`, token: undefined, numbers: {} }),
      };
    },
  };
  const run = strategyRun(root, 'do-nothing');
  expect(
    await hashWith(
      run,
      askedStrategy(greedy, () => {}),
    ),
  ).not.toBe(await hashWith(run, greedy));
});
