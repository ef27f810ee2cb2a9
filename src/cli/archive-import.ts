import { count, plural } from '../report/format.ts';
import { plain } from '../report/text/table.ts';
import { type ImportReport, importInto } from '../runtime/archive.ts';
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
  for (const path of paths) {
    const report = await importOne(path, options);
    reports.push(report);
    output.say(describeImport(report, output));
  }
  output.say(`\nArchive: ${options.to}. See it with "polydesk archive info ${options.to}".`);
  if (options.json === true) output.machine({ archive: options.to, imports: reports.map(toJson) });
}

const LAST_WORD = 'Stopped. What is finished is kept: run the same command again to go on.';

/** Every unit that is done is kept, so stopping at any moment loses only the current one. */
async function importOne(path: string, options: ImportCommandOptions): Promise<ImportReport> {
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
  const title = paint.strong(plain(report.dataset));
  const work = changed
    ? `${plural(unitsDone, 'unit')} imported, ${count(unitsSkipped)} there already`
    : 'nothing to do: everything had been imported before';
  const held = [
    plural(rows.markets, 'market'),
    plural(counts.books, 'book'),
    plural(counts.trades, 'trade'),
    plural(counts.deltas, 'delta'),
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
