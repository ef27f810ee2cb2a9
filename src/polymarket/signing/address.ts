import { ok, type Result, refuse } from '../../domain/result.ts';
import { keccak256 } from './keccak.ts';

declare const address: unique symbol;

/** An account or contract on chain: "0x" and 40 hex digits whose case is their checksum. */
export type Address = string & { readonly [address]: true };

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/** Reads an address in one case or with its right checksum (EIP-55): a mistyped one has neither. */
export function parseAddress(text: string): Result<Address> {
  if (!ADDRESS.test(text)) {
    return refuse('bad_address', `"${text}" is not an address (0x and 40 hex digits)`);
  }
  const digits = text.slice(2);
  const checked = checksummed(digits.toLowerCase());
  const isOneCase = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  return isOneCase || text === checked
    ? ok(checked)
    : refuse('bad_address', `"${text}" breaks its checksum: it is mistyped`);
}

/** The account of an uncompressed public key: the last 20 bytes of the hash of its two halves. */
export function addressOfPublicKey(key: Uint8Array): Address {
  return checksummed(Buffer.from(keccak256(key.subarray(1))).toString('hex', 12));
}

/** Few accounts come again and again, and the case of each is a hash: the last ones are kept. */
const KEPT = 1_000;
const kept = new Map<string, Address>();

/** Of lower-case digits. */
function checksummed(digits: string): Address {
  const known = kept.get(digits);
  if (known !== undefined) return known;
  if (kept.size >= KEPT) kept.clear();
  const address = withCase(digits);
  kept.set(digits, address);
  return address;
}

/** EIP-55: a letter is upper case where the hash of the lower-case text has an 8 or more. */
function withCase(digits: string): Address {
  const hash = Buffer.from(keccak256(Buffer.from(digits, 'ascii'))).toString('hex');
  const cased = Array.from(digits, (digit, i) =>
    Number.parseInt(hash.charAt(i), 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return `0x${cased.join('')}` as Address;
}
