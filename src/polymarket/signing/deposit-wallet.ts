import { ok, type Result, refuse } from '../../domain/result.ts';
import { CHAIN_ID, type ExchangeContract } from './exchange-contract.ts';
import { ORDER_TYPE } from './exchange-order.ts';
import { SIGNATURE_BYTES } from './signature.ts';
import { structHash, textWord, typedDataDigest, uintWord, type Word } from './typed-data.ts';

// Signatures of a deposit wallet (type 3). The wallet is a contract and cannot sign; its owner's
// key signs the order nested in a struct that names the wallet (ERC-7739), so that one signature is
// good for one wallet only. What the wallet needs to rebuild that struct follows the signature:
//
//   signature 65 | exchange's domain separator 32 | order's hash 32 | type of the order 186 | 00 ba
//
// Venue client 1.1.0, read 2026-11.

const TYPED_DATA_SIGN_TYPE_HASH = textWord(
  'TypedDataSign(Order contents,string name,string version,uint256 chainId,' +
    `address verifyingContract,bytes32 salt)${ORDER_TYPE}`,
);
const WALLET_NAME = textWord('DepositWallet');
const WALLET_VERSION = textWord('1');
const NO_SALT = uintWord(0);

const TYPE_BYTES = Buffer.from(ORDER_TYPE, 'ascii');
const TYPE_LENGTH = Buffer.from([TYPE_BYTES.length >> 8, TYPE_BYTES.length & 0xff]);

/** What the wallet's owner signs. `wallet`: its address; `struct`: the hash of the order alone. */
export function walletDigest(wallet: Word, struct: Word, exchange: ExchangeContract): Uint8Array {
  const nested = structHash(
    TYPED_DATA_SIGN_TYPE_HASH,
    struct,
    WALLET_NAME,
    WALLET_VERSION,
    uintWord(CHAIN_ID),
    wallet,
    NO_SALT,
  );
  return typedDataDigest(exchange.separator, nested);
}

/** The owner's signature with what the wallet needs to check it: 317 bytes. */
export function wrapSignature(
  signature: Uint8Array,
  struct: Word,
  exchange: ExchangeContract,
): Uint8Array {
  return Buffer.concat([signature, tailOf(struct, exchange)]);
}

/** The owner's signature out of a wrapped one; refuses one made for another order or exchange. */
export function unwrapSignature(
  wrapped: Uint8Array,
  struct: Word,
  exchange: ExchangeContract,
): Result<Uint8Array> {
  const tail = tailOf(struct, exchange);
  const length = SIGNATURE_BYTES + tail.length;
  if (wrapped.length !== length) {
    const message = `a deposit wallet's signature has ${length} bytes, not ${wrapped.length}`;
    return refuse('bad_signature', message);
  }
  if (!tail.equals(wrapped.subarray(SIGNATURE_BYTES))) {
    return refuse('wrong_signature', 'the signature was wrapped for another order or exchange');
  }
  return ok(wrapped.subarray(0, SIGNATURE_BYTES));
}

function tailOf(struct: Word, exchange: ExchangeContract): Buffer {
  const hashes = Buffer.from(exchange.separator + struct, 'hex');
  return Buffer.concat([hashes, TYPE_BYTES, TYPE_LENGTH]);
}
