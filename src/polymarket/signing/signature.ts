import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Address, addressOfPublicKey } from './address.ts';
import { curve } from './curve.ts';

/** Bytes of a signature of an account: r, s, and 27 or 28. */
export const SIGNATURE_BYTES = 65;

/** The greatest s that is not refused: half of the curve's order, rounded down. */
const HALF_OF_ORDER = Buffer.from(
  '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0',
  'hex',
);

const HEX_BYTES = /^0x(?:[0-9a-fA-F]{2})+$/;

/** The bytes of a signature, of whatever length; refuses what is no hex. */
export function parseSignature(text: string): Result<Uint8Array> {
  return HEX_BYTES.test(text)
    ? ok(Buffer.from(text.slice(2), 'hex'))
    : refuse('bad_signature', 'a signature is 0x and pairs of hex digits');
}

/** "0x" and hex digits. */
export function signatureText(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex')}`;
}

/**
 * The account whose key signed a digest. Refuses what the contracts refuse: another length, another
 * recovery value than 27 and 28, the upper of the two values of s (EIP-2).
 */
export function recoverAddress(digest: Uint8Array, signature: Uint8Array): Result<Address> {
  if (signature.length !== SIGNATURE_BYTES) {
    const message = `a signature has ${SIGNATURE_BYTES} bytes, not ${signature.length}`;
    return refuse('bad_signature', message);
  }
  const recovery = (signature[SIGNATURE_BYTES - 1] as number) - 27;
  if (recovery !== 0 && recovery !== 1) {
    return refuse('bad_signature', 'the last byte of a signature is 27 or 28');
  }
  const compact = signature.subarray(0, SIGNATURE_BYTES - 1);
  const s = compact.subarray(32);
  if (Buffer.compare(s, HALF_OF_ORDER) > 0) {
    return refuse('bad_signature', 's is in the upper half of its range');
  }
  const key = curve.recoverPublicKeyUncompressed(compact, recovery, digest);
  // In place of a key the library says what is wrong: a number out of range, or no point.
  return typeof key === 'string'
    ? refuse('bad_signature', 'no key can have made this signature')
    : ok(addressOfPublicKey(key));
}
