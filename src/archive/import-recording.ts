import type { FeedWire } from '../ports/feed-wire.ts';
import type { VenueWire } from '../ports/venue-wire.ts';
import { ArchiveError } from './archive-error.ts';
import { DatasetIntake } from './dataset-intake.ts';
import { Duck } from './duck.ts';
import { withImportLock, withoutRecorder } from './folder-lock.ts';
import type { Importer, ImportPlan, ImportUnit } from './importer.ts';
import { listInput, recordOf } from './input-files.ts';
import { datasetFolder } from './layout.ts';
import { makeFolder } from './make-folder.ts';
import type { Manifest } from './manifest.ts';
import type { InputRecord } from './receipt.ts';
import { recognize } from './recognize.ts';
import { staleReceipts } from './stale-receipts.ts';

export type ImportOptions = {
  /** File or folder of a recording. */
  readonly input: string;
  /** Folder of the archive; made when it does not exist. */
  readonly root: string;
  readonly importers: readonly Importer[];
  readonly wire: VenueWire;
  readonly feeds: FeedWire;
  /** Name of the dataset; undefined: the importer's choice. */
  readonly name?: string | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
};

export type ImportProgress = {
  readonly unit: string;
  readonly unitsDone: number;
  readonly units: number;
  /** Source rows, over the whole import. */
  readonly rowsDone: number;
  readonly rows: number;
};

export type ImportReport = {
  readonly dataset: string;
  readonly importer: string;
  /** False when everything had been imported before: not a byte was written. */
  readonly changed: boolean;
  readonly unitsDone: number;
  /** Found finished from before. */
  readonly unitsSkipped: number;
  readonly manifest: Manifest;
};

/**
 * Imports a recording into an archive, or finishes an import that was interrupted. The same input
 * again changes nothing; killed anywhere and run again, the archive comes out the same.
 * @throws ArchiveError when the input is missing, unknown, damaged or being recorded, or `root`
 * cannot be made.
 */
export async function importRecording(options: ImportOptions): Promise<ImportReport> {
  const input = await listInput(options.input);
  const duck = await Duck.open();
  try {
    const context = { duck, wire: options.wire, feeds: options.feeds };
    const { importer, plan } = await recognize(input, options.importers, context);
    const name = options.name ?? plan.dataset.name;
    const folder = datasetFolder(options.root, name);
    await makeFolder(options.root, folder);
    return await withoutRecorder(options.input, () =>
      withImportLock(folder, () =>
        importPlan(options, duck, importer, withName(plan, name), folder),
      ),
    );
  } finally {
    duck.close();
  }
}

async function importPlan(
  options: ImportOptions,
  duck: Duck,
  importer: Importer,
  plan: ImportPlan,
  folder: string,
): Promise<ImportReport> {
  const intake = await DatasetIntake.open(duck, folder, plan.dataset, importer);
  const inputs = await recordInputs(plan.units);
  const missing = await intake.missingFiles();
  const stale = staleReceipts(intake.receipts, { importer, plan, inputs, missing });
  const done = intake.receipts.filter((receipt) => !stale.has(receipt));
  const skipped = new Set(done.flatMap(({ unit, replaces = [] }) => [unit, ...replaces]));
  const pending = plan.units.filter((unit) => !skipped.has(unit.key));
  if (pending.length === 0 && stale.size === 0) {
    const manifest = await intake.manifest();
    if (manifest !== undefined) return report(plan, importer, false, 0, done.length, manifest);
  }
  await intake.keep((receipt) => !stale.has(receipt));
  const progress = progressOf(options, plan, intake);
  for (const unit of pending) {
    const own = unit.inputs.map((file) => knownInput(inputs, file.name));
    await intake.take(unit, own, (rows) => progress(unit, rows));
  }
  const manifest = await intake.finish();
  await intake.sweep();
  return report(plan, importer, true, pending.length, skipped.size, manifest);
}

function withName(plan: ImportPlan, name: string): ImportPlan {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    const rule = 'lower case letters, digits and hyphens';
    throw new ArchiveError('unknown_format', `"${name}" cannot name a dataset: use ${rule}`);
  }
  return { ...plan, dataset: { ...plan.dataset, name } };
}

async function recordInputs(units: readonly ImportUnit[]): Promise<Map<string, InputRecord>> {
  const records = new Map<string, InputRecord>();
  for (const file of units.flatMap((unit) => unit.inputs)) {
    if (!records.has(file.name)) records.set(file.name, await recordOf(file));
  }
  return records;
}

function knownInput(inputs: ReadonlyMap<string, InputRecord>, name: string): InputRecord {
  const record = inputs.get(name);
  if (record === undefined) throw new ArchiveError('not_found', `${name} is not among the inputs`);
  return record;
}

function progressOf(options: ImportOptions, plan: ImportPlan, intake: DatasetIntake) {
  const total = plan.units.reduce((sum, unit) => sum + unit.rows, 0);
  return (unit: ImportUnit, rows: number) => {
    const finished = new Set(intake.receipts.map((receipt) => receipt.unit));
    const before = plan.units
      .filter((other) => finished.has(other.key))
      .reduce((sum, other) => sum + other.rows, 0);
    options.onProgress?.({
      unit: unit.key,
      unitsDone: finished.size,
      units: plan.units.length,
      rowsDone: before + rows,
      rows: total,
    });
  };
}

function report(
  plan: ImportPlan,
  importer: Importer,
  changed: boolean,
  unitsDone: number,
  unitsSkipped: number,
  manifest: Manifest,
): ImportReport {
  const { name } = plan.dataset;
  return { dataset: name, importer: importer.name, changed, unitsDone, unitsSkipped, manifest };
}
