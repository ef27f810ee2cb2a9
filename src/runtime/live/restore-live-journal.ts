import { join } from 'node:path';
import { ok, type Result } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { OrderRecord } from '../../polymarket/execution/order-record.ts';
import type { Services } from '../../polymarket/services.ts';
import { type Restored, restoreJournal } from '../../store/journal/restore-journal.ts';
import { WalletLease } from '../../store/lease/wallet-lease.ts';
import { JOURNAL_FILE } from './open-journal.ts';
import { walletFolder } from './wallet-folder.ts';

/**
 * Restores the journal of a wallet while no desk trades it. `prove` comes first: an order whose
 * record is gone would be nobody's, so nothing of the key may be open. Undefined: it is whole.
 */
export async function restoreLiveJournal(
  address: string,
  services: Services,
  prove: () => Promise<void>,
  home?: string,
): Promise<Result<Restored | undefined>> {
  const folder = await walletFolder(address, services, home);
  const at = (Date.now() * MICROS_PER_MS) as Timestamp;
  const lease = await WalletLease.take(folder, at);
  if (!lease.ok) return lease;
  try {
    await prove();
    return ok(
      await restoreJournal(join(folder, JOURNAL_FILE), (good, lost) => lossOf(good, lost, at)),
    );
  } finally {
    await lease.value.release();
  }
}

/** Whatever the venue has matched since the last record before the damage is in doubt. */
function lossOf(before: readonly unknown[], lost: number, at: Timestamp): OrderRecord {
  const times = before.map((value) => (value as { readonly at?: unknown }).at);
  const since = times.findLast((time) => typeof time === 'number') ?? 0;
  return { kind: 'JournalRestored', at, since: since as Timestamp, lost };
}
