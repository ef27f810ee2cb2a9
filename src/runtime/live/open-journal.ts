import { join } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Services } from '../../polymarket/services.ts';
import { FileJournal } from '../../store/journal/file-journal.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import { walletFolder } from './wallet-folder.ts';

const FILE = 'orders.journal';

/**
 * The journal of a wallet at a venue: everything that it ever sent there. Refuses one that is
 * damaged: without it nobody knows which orders are ours.
 */
export async function openLiveJournal(
  address: string,
  services: Services,
  tell: (text: string) => void,
): Promise<Result<FileJournal>> {
  const path = join(await walletFolder(address, services), FILE);
  try {
    const journal = await FileJournal.open({ path, onTrouble: tell });
    if (journal.tornBytes > 0) {
      tell(`${path}: the last record was cut off by a crash, and is gone`);
    }
    return ok(journal);
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return refuse(`journal_${error.code}`, error.message);
  }
}
