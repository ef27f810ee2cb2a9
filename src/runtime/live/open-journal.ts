import { join } from 'node:path';
import { ArchiveError } from '../../archive/archive-error.ts';
import { takeLock } from '../../archive/folder-lock.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Services } from '../../polymarket/services.ts';
import { FileJournal } from '../../store/journal/file-journal.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import { walletFolder } from './wallet-folder.ts';

const FILE = 'orders.journal';

/** The journal of a wallet, held by this process alone. */
export type LiveJournal = { readonly journal: FileJournal; readonly close: () => Promise<void> };

/**
 * The journal of a wallet at a venue: everything that it ever sent there. Refuses with `locked`
 * while another desk trades the wallet, and one that is damaged: without it nobody knows which
 * orders are ours.
 */
export async function openLiveJournal(
  address: string,
  services: Services,
  tell: (text: string) => void,
  home?: string,
): Promise<Result<LiveJournal>> {
  const folder = await walletFolder(address, services, home);
  const path = join(folder, FILE);
  let release = async () => {};
  try {
    release = await takeLock(folder, 'desk');
    const journal = await FileJournal.open({ path, onTrouble: tell });
    if (journal.tornBytes > 0) {
      tell(`${path}: the last record was cut off by a crash, and is gone`);
    }
    const close = async () => {
      try {
        await journal.close();
      } finally {
        await release();
      }
    };
    return ok({ journal, close });
  } catch (error) {
    await release();
    if (error instanceof ArchiveError) return refuse(error.code, error.message);
    if (!(error instanceof JournalError)) throw error;
    return refuse(`journal_${error.code}`, error.message);
  }
}
