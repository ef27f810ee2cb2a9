import { count, plural } from '../report/format.ts';
import { plain } from '../report/text/table.ts';
import { type ImportReport, importInto, type UndamagedImport } from '../runtime/archive.ts';
import { seriesText } from './archive/series-table.ts';
import type { ImportCommandOptions } from './archive.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { type Output, openOutput } from './output/output.ts';
import { startProgress } from './output/progress.ts';

export async function runImport(
  paths: readonly string[],
  options: ImportCommandOptions,
): Promise<void> {
  if (options.name !== undefined && paths.length > 1) {
    const remedy = 'Import them one by one, each with its own --name.';
    throw new CommandFailure(EXIT.usage, '--name fits a single recording', remedy);
  }
  const output = openOutput({ forMachine: options.json === true });
  const reports: ImportReport[] = [];
  const lost: string[] = [];
  for (const path of paths) {
    const imported = await importOne(path, options).catch((error: unknown) => {
      if (paths.length === 1 || !isBadData(error)) throw error;
      return error;
    });
    if (imported instanceof Error) {
      output.note(`${plain(path)}: ${plain(imported.message, MESSAGE_LENGTH)}`);
      lost.push(path);
      continue;
    }
    const { report, damaged } = imported;
    reports.push(report);
    output.say(describeImport(report, output));
    for (const { name, message } of damaged) {
      output.note(`  left out: ${plain(message, MESSAGE_LENGTH)}`);
      lost.push(name);
    }
  }
  output.say(`\nArchive: ${options.to}. See it with "polydesk archive info ${options.to}".`);
  if (options.json === true) {
    output.machine({ archive: options.to, imports: reports.map(toJson), notImported: lost });
  }
  if (lost.length === 0) return;
  const names = lost.map((name) => plain(name)).join(', ');
  const remedy = 'The rest is in. Fetch or copy them again and run the same command.';
  throw new CommandFailure(EXIT.data, `not imported: ${names}`, remedy);
}

const MESSAGE_LENGTH = 300;

/** Missing, unknown or damaged: no reason to leave the other recordings out. */
function isBadData(error: unknown): error is Error {
  return error instanceof Error && 'exitCode' in error && error.exitCode === EXIT.data;
}

const LAST_WORD = 'Stopped. What is finished is kept: run the same command again to go on.';

/** Every unit that is done is kept, so stopping at any moment loses only the current one. */
async function importOne(path: string, options: ImportCommandOptions): Promise<UndamagedImport> {
  const progress = await startProgress('import', 'rows', LAST_WORD);
  try {
    return await importInto(options.to, path, options.name, (at) =>
      progress.update(at.rowsDone, at.rows, `${at.unit} (${at.unitsDone}/${at.units})`),
    );
  } finally {
    progress.stop();
  }
}

function describeImport(report: ImportReport, { paint }: Output): string {
  const { manifest, changed, unitsDone, unitsSkipped } = report;
  const { counts, rows } = manifest;
  const { toldPrices = 0 } = counts;
  const title = paint.strong(plain(report.dataset));
  const work = changed
    ? `${plural(unitsDone, 'unit')} imported, ${count(unitsSkipped)} there before this pass`
    : 'nothing to do: everything had been imported before';
  const held = [
    plural(rows.markets, 'market'),
    plural(counts.books, 'book'),
    plural(counts.trades, 'trade'),
    plural(counts.deltas, 'delta'),
    ...(toldPrices === 0 ? [] : [plural(toldPrices, 'told price')]),
    plural(rows.references, 'reference price'),
  ];
  return [
    `${title}: ${work}`,
    `  ${held.join(', ')}`,
    `  ${count(counts.tokenSeries)} token series: ${seriesText(counts)}`,
    `  defects: ${countsText(manifest.defects)}`,
    `  quarantined: ${countsText(manifest.quarantine)}`,
    `  hash ${manifest.contentHash}`,
  ].join('\n');
}

function countsText(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  if (entries.length === 0) return 'none';
  return entries.map(([name, times]) => `${plain(name)} ${count(times)}`).join(', ');
}

function toJson({ dataset, importer, changed, unitsDone, unitsSkipped, manifest }: ImportReport) {
  const { rows, counts, defects, quarantine, contentHash } = manifest;
  const facts = { rows, counts, defects, quarantine, contentHash };
  return { dataset, importer, changed, unitsDone, unitsSkipped, ...facts };
}
