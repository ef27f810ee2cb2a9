import { CLAIM_RULES } from '../report/claims/judge-claims.ts';
import { type MakerCell, makerCell } from '../report/makers/maker-cell.ts';
import { judgeMakers } from '../report/makers/makers-board.ts';
import { makersJson } from '../report/makers/makers-json.ts';
import { makersPage } from '../report/makers/makers-page.ts';
import { foldReport } from '../report/report.ts';
import { backtest } from '../runtime/backtest.ts';
import type { DataSelection } from '../runtime/backtest-options.ts';
import { BOARD_RULES } from '../runtime/claims/board-run.ts';
import { type RecordedSet, recordedSets } from '../runtime/claims/recorded-sets.ts';
import {
  chooseMakers,
  type MakerRun,
  makerRules,
  makerRuns,
  optionsOfMaker,
} from '../runtime/makers/maker-cells.ts';
import { accept } from './accept.ts';
import { requireUnbroken } from './broken-strategy.ts';
import type { CompareCommandOptions } from './compare.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { sayMakers } from './makers-words.ts';
import { splitLatency } from './options/latency.ts';
import { deliverJson, requireJsonTarget } from './output/deliver-json.ts';
import { openOutput } from './output/output.ts';
import { startProgress } from './output/progress.ts';
import { requireWritable, writeWhole } from './output/write-file.ts';
import { dataOf, readSettings } from './settings.ts';

/** µs: a fast line, what a backtest takes by default, a slow one. */
const LATENCIES = [50_000, 250_000, 1_000_000];

/** Plays every maker on every set, by every rule of who is filled, and judges all of it. */
export async function runMakers(
  named: readonly string[],
  options: CompareCommandOptions,
): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const { page } = options;
  const settings = await readSettings(options.config);
  const makers = accept(
    chooseMakers(settings.strategies, named),
    'Run "polydesk strategies" to see them all.',
  );
  await requireJsonTarget(options.json);
  if (page !== undefined) await requireWritable(page);
  const data = dataOf(settings, options);
  const remedy = 'Name recorded sets with books with --dataset.';
  const found = accept(await recordedSets(data.root, data.datasets), remedy, EXIT.data);
  const sets = found.filter(({ rows }) => rows > 0);
  if (sets.length === 0) {
    throw new CommandFailure(EXIT.data, 'nothing here can be played: no set holds books', remedy);
  }
  const runs = makerRuns(sets, makers, options.latencies ?? LATENCIES, splitLatency);
  const cells = await playAll(runs, data);
  const plan = { sets: sets.map(boardSet), rules: makerRules() };
  const board = judgeMakers(plan, cells, { ...CLAIM_RULES, seed: BOARD_RULES.seed });
  sayMakers(board, output);
  await deliverJson(makersJson(board), options.json, output);
  if (page === undefined) return;
  await writeWhole(page, makersPage(board));
  output.say(`Page: ${page}`);
}

function boardSet({ dataset, standIns, doubt }: RecordedSet) {
  return { name: dataset, standIns: standIns.told, doubt };
}

/** One run after the other; of each only what the board needs is kept. */
async function playAll(runs: readonly MakerRun[], data: DataSelection): Promise<MakerCell[]> {
  const total = runs.reduce((sum, { set }) => sum + set.rows, 0);
  const progress = await startProgress('makers', 'rows');
  const cells: MakerCell[] = [];
  let before = 0;
  try {
    for (const run of runs) {
      const { set, variant, fills, latency } = run;
      const what = `${variant.label} on ${set.dataset}, ${fills.label}, ${latency / 1000} ms`;
      const record = await backtest(optionsOfMaker(run, data), {
        onProgress: ({ done, total: rows }) =>
          progress.update(before + (set.rows * Math.min(done, rows)) / rows, total, what),
      });
      requireUnbroken([record]);
      const names = { strategy: variant.name, variant: variant.label, fills: fills.label };
      cells.push(makerCell(foldReport(record), { ...names, set: set.dataset, latency }));
      before += set.rows;
    }
  } finally {
    progress.stop();
  }
  return cells;
}
