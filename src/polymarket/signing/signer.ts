import { invariant } from '../../domain/invariant.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Secret } from '../../domain/secret.ts';
import { type Address, addressOfPublicKey } from './address.ts';
import { curve } from './curve.ts';
import { SIGNATURE_BYTES } from './signature.ts';

const PRIVATE_KEY = /^(?:0x)?[0-9a-fA-F]{64}$/;

/**
 * An account that can sign. The key is a private field: no printing, copying or inspecting shows
 * it, and no method gives it back.
 */
export class Signer {
  readonly address: Address;
  readonly #key: Uint8Array;

  private constructor(key: Uint8Array, publicKey: Uint8Array) {
    this.#key = key;
    this.address = addressOfPublicKey(publicKey);
  }

  /** From 64 hex digits, with or without 0x. The refusal does not repeat them. */
  static from(privateKey: Secret): Result<Signer> {
    const text = privateKey.reveal().trim();
    const key = Buffer.from(text.replace(/^0x/, ''), 'hex');
    const publicKey = PRIVATE_KEY.test(text) ? curve.derivePublicKeyUncompressed(key) : undefined;
    // Of a key out of range the library says so.
    if (publicKey === undefined || typeof publicKey === 'string') {
      return refuse('bad_private_key', 'the private key is not 64 hex digits of a key in range');
    }
    return ok(new Signer(key, publicKey));
  }

  /**
   * r, s and 27 or 28, 65 bytes, for a digest of 32 bytes. The nonce comes from key and digest
   * (RFC 6979), so the same digest has the same signature.
   */
  sign(digest: Uint8Array): Uint8Array {
    const signed = curve.signMessageHashRecoverableCompact(this.#key, digest);
    invariant(typeof signed !== 'string', 'a key in range signs every digest');
    const signature = new Uint8Array(SIGNATURE_BYTES);
    signature.set(signed.signature);
    signature[SIGNATURE_BYTES - 1] = 27 + signed.recoveryId;
    return signature;
  }
}
