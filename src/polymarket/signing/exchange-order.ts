import type { TokenId, VenueOrderId } from '../../domain/ids.ts';
import type { Side } from '../../domain/side.ts';
import type { Address } from './address.ts';
import type { Bytes32 } from './bytes32.ts';
import type { ExchangeContract } from './exchange-contract.ts';
import { textWord, typedDataDigest, type Word, wordOf } from './typed-data.ts';

/** The maker is the signing account itself. */
export const EOA = 0;
/** The maker is a proxy wallet of the signer's. */
export const POLY_PROXY = 1;
/** The maker is a Safe of the signer's. */
export const POLY_GNOSIS_SAFE = 2;
/** The maker is a deposit wallet, a contract that checks signatures itself (ERC-1271). */
export const POLY_1271 = 3;

export type SignatureType =
  | typeof EOA
  | typeof POLY_PROXY
  | typeof POLY_GNOSIS_SAFE
  | typeof POLY_1271;

/** An order as the exchange contract knows it (CLOB V2, since 2026-04-28). */
export type ExchangeOrder = {
  /** Makes equal orders differ; at most 2^53 - 1, since the wire has it as a JSON number. */
  readonly salt: number;
  /** Who pays and receives. */
  readonly maker: Address;
  /** Whose signature counts: the maker, or the account that owns the maker. */
  readonly signer: Address;
  readonly tokenId: TokenId;
  /** What the maker gives, at 1e-6: dollars in a buy, shares in a sale. */
  readonly makerAmount: number;
  /** What the maker gets, at 1e-6: shares in a buy, dollars in a sale. */
  readonly takerAmount: number;
  readonly side: Side;
  readonly signatureType: SignatureType;
  /** Unix milliseconds; only makes orders differ. */
  readonly timestampMs: number;
  readonly metadata: Bytes32;
  /** Code of the builder whose software sent the order; zero for none. */
  readonly builder: Bytes32;
};

/** Venue client, read 2026-11. */
export const ORDER_TYPE =
  'Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount,' +
  'uint256 takerAmount,uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata,' +
  'bytes32 builder)';

export const ORDER_TYPE_HASH = textWord(ORDER_TYPE);

/** The order's EIP-712 digest at an exchange; as text it is the venue's name of the order. */
export function orderDigest(struct: Word, exchange: ExchangeContract): Uint8Array {
  return typedDataDigest(exchange.separator, struct);
}

export function orderIdOf(digest: Uint8Array): VenueOrderId {
  return `0x${wordOf(digest)}` as VenueOrderId;
}
