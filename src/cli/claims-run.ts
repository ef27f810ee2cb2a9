import { join } from 'node:path';
import { type Board, judgeBoard } from '../report/claims/board.ts';
import { renderBoard } from '../report/claims/board-html.ts';
import { boardJson } from '../report/claims/board-json.ts';
import { boardPage } from '../report/claims/board-page.ts';
import { CLAIM_RULES } from '../report/claims/judge-claims.ts';
import { type CellName, type PlayedCell, playedCell } from '../report/claims/played-cell.ts';
import { renderReport } from '../report/html/report.ts';
import { reportJson } from '../report/json/report.ts';
import { foldReport, type Report } from '../report/report.ts';
import { backtest } from '../runtime/backtest.ts';
import type { DataSelection } from '../runtime/backtest-options.ts';
import {
  BOARD_RULES,
  type BoardCell,
  boardRules,
  optionsOfCell,
} from '../runtime/claims/board-run.ts';
import { type RecordedSet, recordedSets } from '../runtime/claims/recorded-sets.ts';
import { chooseVariants } from '../runtime/claims/variants.ts';
import { accept } from './accept.ts';
import { requireUnbroken } from './broken-strategy.ts';
import { sayBoard } from './claims-words.ts';
import type { CompareCommandOptions } from './compare.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { splitLatency } from './options/latency.ts';
import { deliverJson, requireJsonTarget } from './output/deliver-json.ts';
import { openOutput, toJson } from './output/output.ts';
import { startProgress } from './output/progress.ts';
import { fileName, requireWritable, writeWhole } from './output/write-file.ts';
import { dataOf, readSettings } from './settings.ts';

/** µs: none, a fast line, what a backtest takes by default, a slow one. */
const LATENCIES = [0, 50_000, 250_000, 1_000_000];

/** Plays every variant on every recorded set at every latency, and judges all of it together. */
export async function runClaims(
  named: readonly string[],
  options: CompareCommandOptions,
): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const { page, report: folder } = options;
  const settings = await readSettings(options.config);
  const variants = accept(
    chooseVariants(settings.strategies, named),
    'Run "polydesk strategies" to see them all.',
  );
  await requireJsonTarget(options.json);
  if (page !== undefined) await requireWritable(page);
  if (folder !== undefined) await requireWritable(join(folder, 'index.html'));
  const data = dataOf(settings, options);
  const remedy = 'Name the recorded sets with --dataset.';
  const sets = accept(await recordedSets(data.root, data.datasets), remedy, EXIT.data);
  const latencies = options.latencies ?? LATENCIES;
  const cells = sets
    .filter(({ rows }) => rows > 0)
    .flatMap((set) =>
      variants.flatMap((variant) =>
        latencies.map((latency) => ({ variant, set, latency, parts: splitLatency(latency) })),
      ),
    );
  if (cells.length === 0) {
    throw new CommandFailure(EXIT.data, 'nothing here can be played: no set holds books', remedy);
  }
  const played = await playAll(cells, data, { folder, charts: options.charts ?? 0 });
  const plan = { sets: sets.map(boardSet), latencies, rules: boardRules() };
  const board = judgeBoard(plan, played, { ...CLAIM_RULES, seed: BOARD_RULES.seed });
  sayBoard(board, output);
  await deliverJson(
    boardJson(board, (cell) => fileOf(cell, 'json')),
    options.json,
    output,
  );
  await write(board, { page, folder });
  if (page !== undefined) output.say(`Page: ${page}`);
  if (folder !== undefined) output.say(`Reports: ${join(folder, 'index.html')}`);
}

/** One run after the other; of each only what the board needs is kept. */
async function playAll(
  cells: readonly BoardCell[],
  data: DataSelection,
  { folder, charts }: { readonly folder: string | undefined; readonly charts: number },
): Promise<PlayedCell[]> {
  const total = cells.reduce((sum, { set }) => sum + set.rows, 0);
  const progress = await startProgress('claims', 'rows');
  const played: PlayedCell[] = [];
  let before = 0;
  try {
    for (const cell of cells) {
      const { set, variant, latency } = cell;
      const what = `${variant.label} on ${set.dataset} at ${latency / 1000} ms`;
      const options = optionsOfCell(cell, data, folder === undefined ? 0 : charts);
      const record = await backtest(options, {
        onProgress: ({ done, total: rows }) =>
          progress.update(before + (set.rows * Math.min(done, rows)) / rows, total, what),
      });
      requireUnbroken([record]);
      const report = foldReport(record);
      const name = { strategy: variant.name, variant: variant.label, set: set.dataset, latency };
      if (folder !== undefined) {
        await writeReport(report, (ending) => join(folder, fileOf(name, ending)));
      }
      played.push(playedCell(report, name));
      before += set.rows;
    }
  } finally {
    progress.stop();
  }
  return played;
}

/** A run as a page, and with every trade for programs: what each figure of its row is made of. */
async function writeReport(
  report: Report,
  pathOf: (ending: 'html' | 'json') => string,
): Promise<void> {
  await writeWhole(pathOf('html'), renderReport(report));
  await writeWhole(pathOf('json'), `${toJson(reportJson(report))}\n`);
}

/** The report of a run, from the folder of all. */
function fileOf({ set, variant, latency }: CellName, ending: 'html' | 'json'): string {
  return `${fileName(set)}/${fileName(variant)}-${latency / 1000}ms.${ending}`;
}

function boardSet({ dataset, rows, standIns, ...set }: RecordedSet): Board['sets'][number] {
  const { feeds, notes, doubt } = set;
  return { name: dataset, feeds, standIns: standIns.told, notes, doubt, isPlayed: rows > 0 };
}

async function write(
  board: Board,
  { page, folder }: { readonly page: string | undefined; readonly folder: string | undefined },
): Promise<void> {
  if (page !== undefined) await writeWhole(page, boardPage(board));
  if (folder !== undefined) {
    const index = renderBoard(board, (cell) => fileOf(cell, 'html'));
    await writeWhole(join(folder, 'index.html'), index);
  }
}
