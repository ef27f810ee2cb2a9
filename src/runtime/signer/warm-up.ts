import type { TokenId } from '../../domain/ids.ts';
import { Secret } from '../../domain/secret.ts';
import { ZERO_BYTES32 } from '../../polymarket/signing/bytes32.ts';
import { EXCHANGE_V2 } from '../../polymarket/signing/exchange-contract.ts';
import { EOA, type ExchangeOrder } from '../../polymarket/signing/exchange-order.ts';
import { signOrder } from '../../polymarket/signing/order-signature.ts';
import { Signer } from '../../polymarket/signing/signer.ts';

/** By then V8 has made the fast code of hashing and of the curve; some 0.2 s. */
const SIGNATURES = 1_000;
/** Of no account that ever held anything: the number one, which everybody knows. */
const NOBODYS_KEY = new Secret(`0x${'0'.repeat(63)}1`);

/**
 * Signs orders of nobody and drops them, so that the first real ones are signed as fast as later
 * ones: a desk signs too seldom to warm up by itself, and is waited for.
 */
export function warmUp(): void {
  const signer = Signer.from(NOBODYS_KEY);
  if (!signer.ok) return;
  const { address } = signer.value;
  const order: ExchangeOrder = {
    salt: 1,
    maker: address,
    signer: address,
    tokenId: '1' as TokenId,
    makerAmount: 1_000_000,
    takerAmount: 2_000_000,
    side: 'buy',
    signatureType: EOA,
    timestampMs: 0,
    metadata: ZERO_BYTES32,
    builder: ZERO_BYTES32,
  };
  for (let salt = 1; salt <= SIGNATURES; salt++) {
    signOrder(signer.value, { ...order, salt }, EXCHANGE_V2);
  }
}
