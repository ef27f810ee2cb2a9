import type { VenueOrderId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { type Result, refuse } from '../../domain/result.ts';
import type { Address } from './address.ts';
import { unwrapSignature, walletDigest, wrapSignature } from './deposit-wallet.ts';
import type { ExchangeContract } from './exchange-contract.ts';
import {
  EOA,
  type ExchangeOrder,
  orderDigest,
  orderIdOf,
  orderStructHash,
  POLY_1271,
} from './exchange-order.ts';
import { parseSignature, recoverAddress, signatureText } from './signature.ts';
import type { Signer } from './signer.ts';

export type OrderSignature = {
  /** The venue's name of the order, known before it is sent. */
  readonly id: VenueOrderId;
  /** "0x" and hex digits: 65 bytes, or 317 of a deposit wallet. */
  readonly signature: string;
};

/**
 * Signs an order for one exchange. The maker may be a wallet that the signer owns.
 * @throws InvariantError when the order names accounts that do not fit its signature type.
 */
export function signOrder(
  signer: Signer,
  order: ExchangeOrder,
  exchange: ExchangeContract,
): OrderSignature {
  const { maker, signatureType: type } = order;
  invariant(hasFittingAccounts(order), `maker ${maker} and signer do not fit type ${type}`);
  const struct = orderStructHash(order);
  const digest = orderDigest(struct, exchange);
  const id = orderIdOf(digest);
  if (type === POLY_1271) {
    const signature = signer.sign(walletDigest(maker, struct, exchange));
    return { id, signature: signatureText(wrapSignature(signature, struct, exchange)) };
  }
  invariant(order.signer === signer.address, `the order is not signed by ${signer.address}`);
  return { id, signature: signatureText(signer.sign(digest)) };
}

/** The venue's name of an order: its EIP-712 hash at an exchange. */
export function orderId(order: ExchangeOrder, exchange: ExchangeContract): VenueOrderId {
  return orderIdOf(orderDigest(orderStructHash(order), exchange));
}

/**
 * The account whose key signed an order, as the exchange contract would find it. For types 0 to 2
 * that is the order's signer, or the order is refused. For a deposit wallet (type 3) it is the
 * wallet's owner; whether that account owns this wallet only the caller can know, as for whose
 * proxy (1) or Safe (2) the maker is.
 */
export function verifyOrder(
  order: ExchangeOrder,
  exchange: ExchangeContract,
  signature: string,
): Result<Address> {
  if (!hasFittingAccounts(order)) {
    const type = order.signatureType;
    return refuse('wrong_accounts', `maker and signer do not fit signature type ${type}`);
  }
  const bytes = parseSignature(signature);
  if (!bytes.ok) return bytes;
  const struct = orderStructHash(order);
  if (order.signatureType === POLY_1271) {
    const own = unwrapSignature(bytes.value, struct, exchange);
    return own.ok ? recoverAddress(walletDigest(order.maker, struct, exchange), own.value) : own;
  }
  const found = recoverAddress(orderDigest(struct, exchange), bytes.value);
  if (!found.ok || found.value === order.signer) return found;
  return refuse('wrong_signature', `the order of ${order.signer} is signed by ${found.value}`);
}

/** An EOA makes its own orders, and a deposit wallet's orders name it twice. */
function hasFittingAccounts({ maker, signer, signatureType }: ExchangeOrder): boolean {
  return (signatureType !== EOA && signatureType !== POLY_1271) || maker === signer;
}
