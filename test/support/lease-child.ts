// Takes the lease of a wallet as a process of its own, says what came of it, and holds it.
import type { Timestamp } from '../../src/domain/units.ts';
import { WalletLease } from '../../src/store/lease/wallet-lease.ts';

const [folder = ''] = process.argv.slice(2);
const taken = await WalletLease.take(folder, 1_776_081_600_000_000 as Timestamp);
process.stdout.write(taken.ok ? `held ${taken.value.token}\n` : `${taken.code} ${taken.message}\n`);
if (taken.ok) setInterval(() => {}, 1_000);
