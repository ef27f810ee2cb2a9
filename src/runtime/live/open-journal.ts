import { join } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { Services } from '../../polymarket/services.ts';
import { Buckets } from '../../server/metrics/buckets.ts';
import { FileJournal } from '../../store/journal/file-journal.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import { WalletLease } from '../../store/lease/wallet-lease.ts';
import { freeBytes } from '../free-bytes.ts';
import type { Host } from './host-watch.ts';
import { walletFolder } from './wallet-folder.ts';

/** In the folder of a wallet. */
export const JOURNAL_FILE = 'orders.journal';

/** The journal of a wallet, and the right to trade it: two desks would trade the same dollars. */
export type LiveJournal = {
  readonly journal: FileJournal;
  /** How long the disk took to keep it. */
  readonly syncs: Buckets;
  readonly host: Host;
  readonly close: () => Promise<void>;
};

/**
 * The journal of a wallet at a venue: everything that it ever sent there. Refuses as
 * {@link WalletLease.take} does while another desk trades the wallet, and one that is damaged:
 * without it nobody knows which orders are ours.
 */
export async function openLiveJournal(
  address: string,
  services: Services,
  tell: (text: string) => void,
  home?: string,
): Promise<Result<LiveJournal>> {
  const folder = await walletFolder(address, services, home);
  const path = join(folder, JOURNAL_FILE);
  const taken = await WalletLease.take(folder, (Date.now() * MICROS_PER_MS) as Timestamp);
  if (!taken.ok) return taken;
  const lease = taken.value;
  try {
    const syncs = new Buckets();
    const journal = await FileJournal.open({
      path,
      onTrouble: tell,
      mayWrite: () => lease.state,
      onSync: (tookMs) => syncs.observe(tookMs / 1_000),
    });
    if (journal.tornBytes > 0) {
      tell(`${path}: the last record was cut off by a crash, and is gone`);
    }
    const close = async () => {
      try {
        await journal.close();
      } finally {
        await lease.release();
      }
    };
    const host = { lease, freeBytes: () => freeBytes(folder) };
    return ok({ journal, syncs, host, close });
  } catch (error) {
    await lease.release();
    if (!(error instanceof JournalError)) throw error;
    return refuse(`journal_${error.code}`, error.message);
  }
}
