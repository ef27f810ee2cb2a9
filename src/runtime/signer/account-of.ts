import type { OwnedWallet } from '../../domain/owned-wallet.ts';
import type { Result } from '../../domain/result.ts';
import { type TradingAccount, tradingAccount } from '../../polymarket/orders/trading-account.ts';
import { type Address, parseAddress } from '../../polymarket/signing/address.ts';
import {
  EOA,
  POLY_1271,
  POLY_GNOSIS_SAFE,
  POLY_PROXY,
} from '../../polymarket/signing/exchange-order.ts';

const TYPES = { proxy: POLY_PROXY, safe: POLY_GNOSIS_SAFE, deposit: POLY_1271 } as const;

/** Whom a key trades for: itself, or a wallet that it owns. Refuses an address that is none. */
export function accountOf(key: Address, wallet: OwnedWallet | undefined): Result<TradingAccount> {
  if (wallet === undefined) return tradingAccount(EOA, key, undefined);
  const address = parseAddress(wallet.address);
  return address.ok ? tradingAccount(TYPES[wallet.kind], key, address.value) : address;
}
