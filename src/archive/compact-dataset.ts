import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError } from './archive-error.ts';
import { type Duck, sqlText } from './duck.ts';
import { EVENT_FORMAT } from './event-file.ts';
import { clockColumn, scanOf } from './event-scan.ts';
import { contentOf } from './file-content.ts';
import type { DatasetFacts } from './importer.ts';
import { dayOf, eventFile, referenceFile } from './layout.ts';
import type { MarketRegister } from './market-register.ts';
import type { FileRecord, Receipt } from './receipt.ts';
import type { ReceiptStore } from './receipt-store.ts';
import { REFERENCE_FORMAT } from './reference-buffer.ts';
import { addedUp } from './rows-sum.ts';
import { mergeSeriesTotals } from './series-totals.ts';
import { summed } from './summed.ts';

/** Rows of a file that several are put together into: what an import writes at most. */
const MOST_ROWS = 2_000_000;

export type CompactionParts = {
  readonly duck: Duck;
  readonly folder: string;
  readonly facts: DatasetFacts;
  readonly store: ReceiptStore;
  readonly markets: MarketRegister;
};

/**
 * Puts the units of a day together as one, so that a recorder's segments do not become thousands
 * of small files. Rows stay as they are, and so does what they add up to. The new unit counts from
 * its receipt on, which names those that it replaces: killed anywhere, no row is lost or doubled.
 * The old files stay for whoever reads by the old manifest.
 */
export async function compactUnits(
  parts: CompactionParts,
  day: string,
  receipts: readonly Receipt[],
): Promise<Receipt> {
  const { store } = parts;
  const replaces = receipts.flatMap((one) => [one.unit, ...(one.replaces ?? [])]);
  // Each time it replaces more, so no two units of a day have one name.
  const unit = `day-${day}-${replaces.length}`;
  const [first] = receipts;
  if (first === undefined) throw new ArchiveError('archive_damaged', 'there is nothing to compact');
  const work = await store.workFolder(unit);
  const files = [
    ...(await copyFiles(parts, work, unit, receipts, 'events')),
    ...(await copyFiles(parts, work, unit, receipts, 'references')),
  ];
  const receipt: Receipt = {
    ...first,
    unit,
    replaces,
    lastOrdinal: lastOrdinal(receipts),
    inputs: receipts.flatMap((one) => one.inputs),
    rowsRead: receipts.reduce((sum, one) => sum + one.rowsRead, 0),
    markets: lastFacts(receipts),
    files,
    feeds: [...new Set(receipts.flatMap((one) => one.feeds))].sort(),
    series: mergeSeriesTotals(receipts.map((one) => one.series)),
    resolutions: receipts.flatMap((one) => one.resolutions),
    strikes: receipts.flatMap((one) => one.strikes),
    gaps: receipts.flatMap((one) => one.gaps),
    quarantine: receipts.flatMap((one) => one.quarantine),
    quarantineCounts: summed(receipts.map((one) => one.quarantineCounts)),
    defects: summed(receipts.map((one) => one.defects)),
  };
  await store.commit(receipt, work);
  return receipt;
}

/** Of the units and of all that they replace; -1 when there are none. */
export function lastOrdinal(receipts: readonly Receipt[]): number {
  return receipts.reduce((most, one) => Math.max(most, one.lastOrdinal ?? one.ordinal), -1);
}

/** Files in groups that are small enough together, each written as one. */
async function copyFiles(
  parts: CompactionParts,
  work: string,
  unit: string,
  receipts: readonly Receipt[],
  table: FileRecord['table'],
): Promise<FileRecord[]> {
  const files = receipts.flatMap((one) => one.files).filter((file) => file.table === table);
  const written: FileRecord[] = [];
  for (const group of groupsOf(files)) {
    const copied = await copyGroup(parts, work, unit, written.length, group);
    if (copied !== undefined) written.push(copied);
  }
  return written;
}

/** By day, in the order of their times, as many rows as a file may hold. */
function groupsOf(files: readonly FileRecord[]): FileRecord[][] {
  const groups: FileRecord[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  let day = '';
  for (const file of [...files].sort((a, b) => a.from - b.from)) {
    if (rows + file.rows > MOST_ROWS || dayOf(file.from) !== day) {
      groups.push([]);
      rows = 0;
      day = dayOf(file.from);
    }
    groups.at(-1)?.push(file);
    rows += file.rows;
  }
  return groups;
}

async function copyGroup(
  { duck, folder, facts, markets }: CompactionParts,
  work: string,
  unit: string,
  part: number,
  group: readonly FileRecord[],
): Promise<FileRecord | undefined> {
  const [first] = group;
  if (first === undefined) return undefined;
  const isEvents = first.table === 'events';
  const path = isEvents ? eventFile(dayOf(first.from), unit, part) : referenceFile(unit, part);
  const target = join(work, path);
  await mkdir(dirname(target), { recursive: true });
  await duck.run(`COPY (SELECT * FROM ${scanOf(folder, group)}
    ORDER BY ${clockColumn(facts.replayClock)}, seq
  ) TO ${sqlText(target)} ${isEvents ? EVENT_FORMAT : REFERENCE_FORMAT}`);
  const slug = (number: number) => markets.slugOf(number);
  const numbers = [...new Set(group.flatMap((file) => file.markets))];
  const record = {
    path,
    table: first.table,
    markets: numbers.sort((a, b) => (slug(a) < slug(b) ? -1 : 1)),
    rows: group.reduce((sum, file) => sum + file.rows, 0),
    bytes: (await stat(target)).size,
    from: Math.min(...group.map((file) => file.from)),
    to: Math.max(...group.map((file) => file.to)),
  };
  // What was written is read: a copy that lacks rows must not replace anything.
  const { rows, sha256, sum } = await contentOf(duck, work, record, slug);
  if (rows === record.rows && sum === addedUp(group.map((file) => file.sum))) {
    return { ...record, sha256, sum };
  }
  const told = `${target}: ${rows} rows copied of ${record.rows}, not all as they were`;
  throw new ArchiveError('archive_damaged', `${told}; see \`polydesk archive verify\``);
}

/** Each market once, as the last unit that declared it knew it. */
function lastFacts(receipts: readonly Receipt[]): Receipt['markets'] {
  const byNumber = new Map(
    receipts.flatMap((one) => one.markets.map((known) => [known.number, known])),
  );
  return [...byNumber.values()];
}
