import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { verifyCatalogue } from './catalogue/verify-catalogue.ts';
import { contentHash } from './content-hash.ts';
import { Duck } from './duck.ts';
import { RECEIPTS_FOLDER, TABLE_FILES } from './layout.ts';
import { type OpenDataset, openDatasets, readMarkets } from './open-datasets.ts';
import type { FileRecord } from './receipt.ts';
import { ReceiptStore } from './receipt-store.ts';
import { hashReferences } from './stored-rows.ts';
import { EventVerifier } from './verify-events.ts';
import { Findings, type VerifyReport } from './verify-findings.ts';
import { verifyTables } from './verify-tables.ts';

export type VerifyProgress = { readonly dataset: string; readonly files: number; done: number };

/**
 * Reads every row of an archive again: counts, content hashes, order, values, and each book as it
 * replays. Damage is reported, not thrown.
 * @throws ArchiveError when there is no archive or a dataset is unfinished.
 */
export async function verifyArchive(
  root: string,
  names?: readonly string[] | undefined,
  onProgress?: ((progress: VerifyProgress) => void) | undefined,
): Promise<VerifyReport[]> {
  const datasets = await openDatasets(root, names);
  const duck = await Duck.open();
  try {
    const reports: VerifyReport[] = [];
    for (const dataset of datasets) reports.push(await verifyDataset(duck, dataset, onProgress));
    return reports;
  } finally {
    duck.close();
  }
}

async function verifyDataset(
  duck: Duck,
  dataset: OpenDataset,
  onProgress: ((progress: VerifyProgress) => void) | undefined,
): Promise<VerifyReport> {
  const { folder, manifest } = dataset;
  if (manifest.catalogue !== undefined) return verifyCatalogue(duck, dataset);
  const findings = new Findings();
  const events = new EventVerifier(duck, folder, manifest, findings);
  // As they were written: each token's rows in order, whatever other markets a file holds.
  const { files } = manifest;
  let references = 0;
  for (const [done, file] of files.entries()) {
    await findings.reading(file.path, async () => {
      if (file.table === 'events') await events.read(file);
      else references += await verifyReferences(duck, folder, file, findings);
    });
    onProgress?.({ dataset: manifest.dataset, files: files.length, done: done + 1 });
  }
  await verifyStrangers(dataset, findings);
  const { recount } = events;
  const { counts } = manifest;
  for (const name of ['books', 'trades', 'lateTrades', 'toldPrices', 'levels'] as const) {
    const written = counts[name] ?? 0;
    if (recount[name] === written) continue;
    findings.add('recount', `${name}: ${recount[name]} counted, ${written} in the manifest`);
  }
  await verifyFromReceipts(duck, dataset, findings);
  const { checks } = findings;
  return {
    dataset: manifest.dataset,
    ok: checks.every((check) => check.faults === 0),
    files: files.length,
    rows: recount.rows + references,
    checks,
  };
}

/** Returns the rows read. */
async function verifyReferences(
  duck: Duck,
  folder: string,
  file: FileRecord,
  findings: Findings,
): Promise<number> {
  const { rows, sha256 } = await hashReferences(duck, join(folder, file.path));
  if (rows !== file.rows || sha256 !== file.sha256) {
    findings.add('file_content', `${file.path}: its rows are not those that were written`);
  }
  return rows;
}

/** Files that neither manifest nor receipts know: nobody reads them, nobody wrote them for us. */
async function verifyStrangers({ folder, manifest }: OpenDataset, findings: Findings) {
  // A unit that was replaced stays until the next intake.
  const receipts = await findings.reading(RECEIPTS_FOLDER, () =>
    new ReceiptStore(folder).loadAll(),
  );
  const vouched = [manifest, ...(receipts ?? [])].flatMap(({ files }) => files);
  const known = new Set(vouched.map((file) => file.path));
  for (const table of ['events', 'references']) {
    const entries = await readdir(join(folder, table), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
      if (!known.has(path)) findings.add('file_known', `${path} is not in the manifest`);
    }
  }
}

/** The small tables and the content hash: what the receipts say must be what is there. */
async function verifyFromReceipts(duck: Duck, dataset: OpenDataset, findings: Findings) {
  const { folder, manifest } = dataset;
  const receipts = await findings.reading(RECEIPTS_FOLDER, () => new ReceiptStore(folder).load());
  const markets = await findings.reading(TABLE_FILES.markets, () => readMarkets(duck, dataset));
  if (receipts === undefined || markets === undefined) return;
  await verifyTables(duck, dataset, markets, receipts, findings);
  const hash = contentHash(manifest, markets, receipts);
  if (hash === manifest.contentHash) return;
  findings.add('content_hash', `${hash} now, ${manifest.contentHash} when it was written`);
}
