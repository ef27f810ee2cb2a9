import { refuse } from '../../domain/result.ts';
import type { SignOrder } from '../../polymarket/execution/order-sender.ts';
import type { WalletLease } from '../../store/lease/wallet-lease.ts';

const LOST = refuse(
  'lease_lost',
  "the wallet is no longer this desk's: another may trade it. Stop this one and start it again",
);

/**
 * Signs while the desk holds the wallet: asked before, and again when a signer has taken its time.
 * Cancels need no signature, so a desk that lost its wallet can still take out its own orders.
 */
export function signWhileHeld(lease: Pick<WalletLease, 'isHeld'>, sign: SignOrder): SignOrder {
  return (unsigned, exchange) => {
    if (!lease.isHeld()) return LOST;
    const signed = sign(unsigned, exchange);
    if (!(signed instanceof Promise)) return signed;
    return signed.then((late) => (lease.isHeld() ? late : LOST));
  };
}
