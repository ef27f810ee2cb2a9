import type { VenueOrderId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Address } from './address.ts';
import { unwrapSignature, walletDigest, wrapSignature } from './deposit-wallet.ts';
import type { ExchangeContract } from './exchange-contract.ts';
import { EOA, type ExchangeOrder, orderDigest, orderIdOf, POLY_1271 } from './exchange-order.ts';
import { OrderStruct } from './order-struct.ts';
import { parseSignature, recoverAddress, signatureText } from './signature.ts';
import type { Signer } from './signer.ts';
import { addressWord, type Word } from './typed-data.ts';

export type OrderSignature = {
  /** The venue's name of the order, known before it is sent. */
  readonly id: VenueOrderId;
  /** "0x" and hex digits: 65 bytes, or 317 of a deposit wallet. */
  readonly signature: string;
};

/** As {@link OrderSignature}, in bytes. */
export type SignedStruct = { readonly digest: Uint8Array; readonly signature: Uint8Array };

/** All orders of a thread are hashed here, one after the other. */
const hashed = new OrderStruct();

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
  const isOwn = type === POLY_1271 || order.signer === signer.address;
  invariant(isOwn, `the order is not signed by ${signer.address}`);
  const { digest, signature } = signStruct(signer, hashed.write(order), exchange);
  return { id: orderIdOf(digest), signature: signatureText(signature) };
}

/** {@link signOrder} for whoever knows that the accounts fit. */
export function signStruct(
  signer: Signer,
  order: OrderStruct,
  exchange: ExchangeContract,
): SignedStruct {
  const struct = order.hash();
  const digest = orderDigest(struct, exchange);
  if (order.signatureType !== POLY_1271) return { digest, signature: signer.sign(digest) };
  const signature = signer.sign(walletDigest(order.maker, struct, exchange));
  return { digest, signature: wrapSignature(signature, struct, exchange) };
}

/** The venue's name of an order: its EIP-712 hash at an exchange. */
export function orderId(order: ExchangeOrder, exchange: ExchangeContract): VenueOrderId {
  return orderIdOf(orderDigest(hashed.write(order).hash(), exchange));
}

/** Who signed an order, and what the venue calls it. */
export type SignedOrderBy = { readonly id: VenueOrderId; readonly account: Address };

/**
 * The account whose key signed an order, as the exchange contract would find it, and the order's
 * name. For types 0 to 2 the account is the order's signer, or the order is refused. For a deposit
 * wallet (type 3) it is the wallet's owner; whether that account owns this wallet only the caller
 * can know, as for whose proxy (1) or Safe (2) the maker is.
 */
export function signerOf(
  order: ExchangeOrder,
  exchange: ExchangeContract,
  signature: string,
): Result<SignedOrderBy> {
  if (!hasFittingAccounts(order)) {
    const type = order.signatureType;
    return refuse('wrong_accounts', `maker and signer do not fit signature type ${type}`);
  }
  const bytes = parseSignature(signature);
  if (!bytes.ok) return bytes;
  const struct = hashed.write(order).hash();
  const digest = orderDigest(struct, exchange);
  const found = recovered(order, exchange, { struct, digest, bytes: bytes.value });
  return found.ok ? ok({ id: orderIdOf(digest), account: found.value }) : found;
}

/** {@link signerOf} without the name. */
export function verifyOrder(
  order: ExchangeOrder,
  exchange: ExchangeContract,
  signature: string,
): Result<Address> {
  const signed = signerOf(order, exchange, signature);
  return signed.ok ? ok(signed.value.account) : signed;
}

type Hashed = {
  readonly struct: Word;
  readonly digest: Uint8Array;
  readonly bytes: Uint8Array;
};

function recovered(
  order: ExchangeOrder,
  exchange: ExchangeContract,
  { struct, digest, bytes }: Hashed,
): Result<Address> {
  if (order.signatureType === POLY_1271) {
    const own = unwrapSignature(bytes, struct, exchange);
    if (!own.ok) return own;
    return recoverAddress(walletDigest(addressWord(order.maker), struct, exchange), own.value);
  }
  const found = recoverAddress(digest, bytes);
  if (!found.ok || found.value === order.signer) return found;
  return refuse('wrong_signature', `the order of ${order.signer} is signed by ${found.value}`);
}

/** An EOA makes its own orders, and a deposit wallet's orders name it twice. */
function hasFittingAccounts({ maker, signer, signatureType }: ExchangeOrder): boolean {
  return (signatureType !== EOA && signatureType !== POLY_1271) || maker === signer;
}
