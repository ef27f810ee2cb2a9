import { type Result, refuse } from '../../domain/result.ts';
import { type Address, parseAddress } from './address.ts';
import { CHAIN_ID } from './exchange-contract.ts';
import { parseSignature, recoverAddress, signatureText } from './signature.ts';
import type { Signer } from './signer.ts';
import {
  addressWord,
  domainSeparator,
  structHash,
  textWord,
  typedDataDigest,
  uintWord,
} from './typed-data.ts';

/** Headers that prove control of an account: for making and deriving API keys, nothing else. */
export type L1Headers = {
  readonly POLY_ADDRESS: string;
  readonly POLY_SIGNATURE: string;
  /** Unix seconds. */
  readonly POLY_TIMESTAMP: string;
  /** The same nonce derives the same API key. */
  readonly POLY_NONCE: string;
};

// Venue client 1.1.0, read 2026-11.
const LOGIN_SEPARATOR = domainSeparator({
  name: 'ClobAuthDomain',
  version: '1',
  chainId: CHAIN_ID,
  verifyingContract: undefined,
});
const LOGIN_TYPE_HASH = textWord(
  'ClobAuth(address address,string timestamp,uint256 nonce,string message)',
);
const LOGIN_MESSAGE = textWord('This message attests that I control the given wallet');

/** `atSeconds`: the venue's time, unix seconds. */
export function l1Headers(signer: Signer, atSeconds: number, nonce = 0): L1Headers {
  const timestamp = String(atSeconds);
  const digest = loginDigest(signer.address, timestamp, BigInt(nonce));
  return {
    POLY_ADDRESS: signer.address,
    POLY_SIGNATURE: signatureText(signer.sign(digest)),
    POLY_TIMESTAMP: timestamp,
    POLY_NONCE: String(nonce),
  };
}

/** The account that signed these headers; how old they may be is the caller's rule. */
export function verifyL1(headers: L1Headers): Result<Address> {
  const account = parseAddress(headers.POLY_ADDRESS);
  if (!account.ok) return account;
  const { POLY_TIMESTAMP: timestamp, POLY_NONCE: nonce } = headers;
  if (!/^\d{1,15}$/.test(timestamp) || !/^\d{1,77}$/.test(nonce)) {
    return refuse('bad_l1_headers', 'timestamp and nonce are plain decimal integers');
  }
  const signature = parseSignature(headers.POLY_SIGNATURE);
  if (!signature.ok) return signature;
  const digest = loginDigest(account.value, timestamp, BigInt(nonce));
  const found = recoverAddress(digest, signature.value);
  if (!found.ok || found.value === account.value) return found;
  return refuse('wrong_signature', `headers of ${account.value} are signed by ${found.value}`);
}

function loginDigest(account: Address, timestamp: string, nonce: bigint): Uint8Array {
  const login = structHash(
    LOGIN_TYPE_HASH,
    addressWord(account),
    textWord(timestamp),
    uintWord(nonce),
    LOGIN_MESSAGE,
  );
  return typedDataDigest(LOGIN_SEPARATOR, login);
}
