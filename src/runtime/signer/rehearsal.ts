import type { TokenId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { Secret } from '../../domain/secret.ts';
import type { Usd } from '../../domain/units.ts';
import { SigningPolicy } from '../../polymarket/orders/signing-policy.ts';
import type { TradingAccount } from '../../polymarket/orders/trading-account.ts';
import type { Address } from '../../polymarket/signing/address.ts';
import { ZERO_BYTES32 } from '../../polymarket/signing/bytes32.ts';
import { EOA, type ExchangeOrder } from '../../polymarket/signing/exchange-order.ts';
import { Signer } from '../../polymarket/signing/signer.ts';
import { PolicedSigner } from './policed-signer.ts';

/** By then V8 has made the fast code of hashing and of the curve, at both ends; some 0.3 s. */
export const REHEARSALS = 1_000;

/** The number one. Everybody knows it, and could sign by it whatever we do. */
const KEY = new Secret(`0x${'0'.repeat(63)}1`);
const ADDRESS = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf' as Address;
const ACCOUNT: TradingAccount = { maker: ADDRESS, signer: ADDRESS, signatureType: EOA };

const WORTH = 1_000_000 as Usd;
const LIMITS = { maxOrder: WORTH, maxDay: Number.MAX_SAFE_INTEGER as Usd };

/** Signs what is rehearsed: whoever got such a signature would have nothing that is not his. */
export function nobodysSigner(): PolicedSigner {
  const signer = Signer.from(KEY);
  invariant(signer.ok && signer.value.address === ADDRESS, 'the key of nobody is of its address');
  return new PolicedSigner(signer.value, new SigningPolicy(ACCOUNT, LIMITS));
}

/** An order of nobody; no two are the same. */
export function rehearsalOrder(salt: number): ExchangeOrder {
  return {
    salt,
    maker: ADDRESS,
    signer: ADDRESS,
    tokenId: '1' as TokenId,
    makerAmount: WORTH,
    takerAmount: 2 * WORTH,
    side: 'buy',
    signatureType: EOA,
    timestampMs: 0,
    metadata: ZERO_BYTES32,
    builder: ZERO_BYTES32,
  };
}
