import { createHash } from 'node:crypto';
import { copyFile, readFile, rename, rm } from 'node:fs/promises';
import { FileJournal } from './file-journal.ts';
import { readJournal, salvage } from './journal-text.ts';

export type Restored = {
  readonly kept: number;
  readonly lost: number;
  /** Where the damaged file stands now: nothing of it is deleted. */
  readonly aside: string;
};

/**
 * Makes a new journal of what a damaged one still holds, with a last record that says what is
 * missing. Until it is whole the old one stands in its place. Undefined: nothing is damaged.
 */
export async function restoreJournal(
  path: string,
  lossOf: (before: readonly unknown[], lost: number) => unknown,
): Promise<Restored | undefined> {
  const bytes = await readFile(path);
  if (readJournal(bytes).damage === undefined) return undefined;
  const { values, before, lost } = salvage(bytes);
  const fresh = `${path}.restored`;
  await rm(fresh, { force: true });
  const journal = await FileJournal.open({ path: fresh });
  for (const value of [...values, lossOf(before, lost)]) journal.append(value);
  await journal.close();
  const aside = `${path}.damaged-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}`;
  await copyFile(path, aside);
  await rename(fresh, path);
  return { kept: values.length, lost, aside };
}
