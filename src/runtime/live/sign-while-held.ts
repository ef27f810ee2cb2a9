import { refuse } from '../../domain/result.ts';
import type { SignOrder } from '../../polymarket/execution/order-sender.ts';
import type { WalletLease } from '../../store/lease/wallet-lease.ts';

const LOST = refuse(
  'lease_lost',
  "the wallet is no longer this desk's: another may trade it. Stop this one and start it again",
);

/**
 * Signs while the desk holds the wallet: asked before, and again when a signer in another thread
 * has answered. Cancels need no signature, so a desk that lost its wallet can still take out its
 * own orders.
 */
export function signWhileHeld(lease: Pick<WalletLease, 'isHeld'>, sign: SignOrder): SignOrder {
  return async (unsigned, exchange) => {
    if (!lease.isHeld()) return LOST;
    const signed = await sign(unsigned, exchange);
    return lease.isHeld() ? signed : LOST;
  };
}
