import type { VenueWire } from '../ports/venue-wire.ts';
import { ArchiveError } from './archive-error.ts';
import { DatasetWriter } from './dataset-writer.ts';
import { Duck } from './duck.ts';
import { finalizeDataset } from './finalize-dataset.ts';
import { withImportLock } from './import-lock.ts';
import type { Importer, ImportPlan, ImportUnit } from './importer.ts';
import { listInput, recordOf } from './input-files.ts';
import { datasetFolder, LAYOUT_VERSION } from './layout.ts';
import { makeFolder } from './make-folder.ts';
import type { Manifest } from './manifest.ts';
import { readManifest } from './manifest-file.ts';
import { MarketRegister } from './market-register.ts';
import type { InputRecord, Receipt } from './receipt.ts';
import { ReceiptStore } from './receipt-store.ts';
import { recognize } from './recognize.ts';

export type ImportOptions = {
  /** File or folder of a recording. */
  readonly input: string;
  /** Folder of the archive; made when it does not exist. */
  readonly root: string;
  readonly importers: readonly Importer[];
  readonly wire: VenueWire;
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
 * @throws ArchiveError when the input is missing, unknown or damaged, or `root` cannot be made.
 */
export async function importRecording(options: ImportOptions): Promise<ImportReport> {
  const input = await listInput(options.input);
  const duck = await Duck.open();
  try {
    const context = { duck, wire: options.wire };
    const { importer, plan } = await recognize(input, options.importers, context);
    const name = options.name ?? plan.dataset.name;
    const folder = datasetFolder(options.root, name);
    await makeFolder(options.root, folder);
    return await withImportLock(folder, () =>
      importPlan(options, duck, importer, withName(plan, name), folder),
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
  const store = new ReceiptStore(folder);
  const before = await store.load();
  refuseForeign(before, importer, plan.dataset.name);
  const inputs = await recordInputs(plan.units);
  const isCurrent = (receipt: Receipt) => currentReceipt(receipt, importer, plan, inputs);
  const done = before.filter(isCurrent);
  const stale = before.filter((receipt) => !isCurrent(receipt));
  for (const receipt of stale) await store.forget(receipt);
  const skipped = new Set(done.map((receipt) => receipt.unit));
  const pending = plan.units.filter((unit) => !skipped.has(unit.key));
  const existing = await readManifest(folder);
  if (pending.length === 0 && stale.length === 0 && coversAll(existing, done)) {
    return report(plan, importer, false, 0, done.length, existing);
  }
  await store.sweep(done);
  const markets = new MarketRegister();
  for (const receipt of done) {
    for (const { number, facts } of receipt.markets) markets.restore(number, facts);
  }
  const receipts = [...done];
  const progress = progressOf(options, plan, receipts);
  for (const unit of pending) {
    const ordinal = 1 + Math.max(-1, ...receipts.map((receipt) => receipt.ordinal));
    const work = await store.workFolder(unit.key);
    const writer = new DatasetWriter({
      duck,
      facts: plan.dataset,
      unit: unit.key,
      ordinal,
      folder: work,
      markets,
      onProgress: (rows) => progress(unit, rows),
    });
    await unit.read(writer);
    const receipt: Receipt = {
      importer: importer.name,
      importerVersion: importer.version,
      inputs: unit.inputs.map((file) => knownInput(inputs, file.name)),
      ...(await writer.finish()),
    };
    await store.commit(receipt, work);
    receipts.push(receipt);
  }
  const manifest = await finalizeDataset(duck, folder, plan.dataset, importer, receipts);
  return report(plan, importer, true, pending.length, skipped.size, manifest);
}

function withName(plan: ImportPlan, name: string): ImportPlan {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    const rule = 'lower case letters, digits and hyphens';
    throw new ArchiveError('unknown_format', `"${name}" cannot name a dataset: use ${rule}`);
  }
  return { ...plan, dataset: { ...plan.dataset, name } };
}

function refuseForeign(receipts: readonly Receipt[], importer: Importer, name: string): void {
  const other = receipts.find((receipt) => receipt.importer !== importer.name);
  if (other === undefined) return;
  throw new ArchiveError(
    'version_mismatch',
    `dataset ${name} was made by importer ${other.importer}, not ${importer.name}: ` +
      'choose another dataset name',
  );
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

/** Units of other inputs stay: an archive may be gathered from several imports. */
function currentReceipt(
  receipt: Receipt,
  importer: Importer,
  plan: ImportPlan,
  inputs: ReadonlyMap<string, InputRecord>,
): boolean {
  if (receipt.importerVersion !== importer.version) return false;
  if (receipt.layoutVersion !== LAYOUT_VERSION) return false;
  if (!plan.units.some((unit) => unit.key === receipt.unit)) return true;
  return receipt.inputs.every((record) => inputs.get(record.name)?.sha256 === record.sha256);
}

function coversAll(
  manifest: Manifest | undefined,
  receipts: readonly Receipt[],
): manifest is Manifest {
  if (manifest === undefined || manifest.units.length !== receipts.length) return false;
  const units = new Set(manifest.units);
  return receipts.every((receipt) => units.has(receipt.unit));
}

function progressOf(options: ImportOptions, plan: ImportPlan, receipts: readonly Receipt[]) {
  const total = plan.units.reduce((sum, unit) => sum + unit.rows, 0);
  return (unit: ImportUnit, rows: number) => {
    const finished = new Set(receipts.map((receipt) => receipt.unit));
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
