import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Address } from '../signing/address.ts';
import { EOA, POLY_1271, type SignatureType } from '../signing/exchange-order.ts';

/** Whose funds an order moves, and whose signature allows it. */
export type TradingAccount = {
  readonly maker: Address;
  readonly signer: Address;
  readonly signatureType: SignatureType;
};

/**
 * The account that trades for the holder of a key. `wallet`: the proxy, Safe or deposit wallet that
 * this key owns, for all types but the EOA.
 */
export function tradingAccount(
  signatureType: SignatureType,
  owner: Address,
  wallet: Address | undefined,
): Result<TradingAccount> {
  if (signatureType === EOA) {
    if (wallet === undefined) return ok({ maker: owner, signer: owner, signatureType });
    return refuse('wrong_wallet', `signature type 0 trades for ${owner} itself: leave out wallet`);
  }
  if (wallet === undefined || wallet === owner) {
    return refuse('wrong_wallet', `signature type ${signatureType} needs the wallet of ${owner}`);
  }
  const signer = signatureType === POLY_1271 ? wallet : owner;
  return ok({ maker: wallet, signer, signatureType });
}
