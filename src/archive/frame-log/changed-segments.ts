import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputFile } from '../importer.ts';
import { recordOf } from '../input-files.ts';
import { RECEIPTS_FOLDER } from '../layout.ts';
import type { InputRecord, Receipt } from '../receipt.ts';

export type ChangedSegments = {
  /** Receipts to take back: each of their segments is there to be read again. */
  readonly receipts: ReadonlySet<Receipt>;
  /** Names of segments that changed after their day was put together and others of it are gone. */
  readonly stuck: readonly string[];
};

/**
 * Finds the segments that are no longer what their receipts vouch for: one that was taken while it
 * was still being written, from a partial copy for instance.
 */
export async function changedSegments(
  folder: string,
  receipts: readonly Receipt[],
  files: readonly InputFile[],
): Promise<ChangedSegments> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const changed = new Set<Receipt>();
  const stuck: string[] = [];
  for (const receipt of receipts) {
    const writtenMs = await modifiedAt(join(folder, RECEIPTS_FOLDER, `${receipt.unit}.json`));
    for (const input of receipt.inputs) {
      const file = byName.get(input.name);
      if (file === undefined || !(await hasChanged(file, input, writtenMs))) continue;
      if (receipt.inputs.every(({ name }) => byName.has(name))) changed.add(receipt);
      else stuck.push(input.name);
    }
  }
  return { receipts: changed, stuck };
}

/** Whether the file is, byte for byte, the one that was read. */
export async function isSame(file: InputFile, known: InputRecord): Promise<boolean> {
  if (file.bytes !== known.bytes) return false;
  return (await recordOf(file)).sha256 === known.sha256;
}

/** Gigabytes of frames are not read again at every take: only those touched since the receipt. */
async function hasChanged(file: InputFile, known: InputRecord, writtenMs: number) {
  if (file.bytes !== known.bytes) return true;
  return (await modifiedAt(file.path)) > writtenMs && !(await isSame(file, known));
}

async function modifiedAt(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}
