// The fast curve against another library, whose arithmetic is its own: @noble/curves.
import { secp256k1 } from '@noble/curves/secp256k1.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../domain/secret.ts';
import { addressOfPublicKey } from './address.ts';
import { recoverAddress, SIGNATURE_BYTES } from './signature.ts';
import { Signer } from './signer.ts';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const NO_POINT = 5n; // x³ + 7 is no square there, nor at 0.

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const privateKey = fc.bigInt({ min: 1n, max: ORDER - 1n }).map(word);

function word(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}

function signerOf(key: Uint8Array): Signer {
  const signer = Signer.from(new Secret(Buffer.from(key).toString('hex')));
  if (!signer.ok) throw new Error(signer.message);
  return signer.value;
}

function oracleSignature(digest: Uint8Array, key: Uint8Array): Uint8Array {
  const signed = secp256k1.sign(digest, key, { lowS: true });
  return Buffer.from([...signed.toCompactRawBytes(), 27 + signed.recovery]);
}

/** The address, or undefined for what must be refused. */
function oracleAddress(digest: Uint8Array, signature: Uint8Array): string | undefined {
  const recovery = (signature[64] ?? 0) - 27;
  if (signature.length !== SIGNATURE_BYTES || (recovery !== 0 && recovery !== 1)) return undefined;
  try {
    const parsed = secp256k1.Signature.fromCompact(signature.subarray(0, 64));
    if (parsed.hasHighS()) return undefined;
    const key = parsed.addRecoveryBit(recovery).recoverPublicKey(digest);
    return addressOfPublicKey(key.toRawBytes(false));
  } catch {
    return undefined;
  }
}

/** Holds the answer against the oracle's, and gives it. */
function agreed(digest: Uint8Array, signature: Uint8Array): string | undefined {
  const found = recoverAddress(digest, signature);
  const address = found.ok ? found.value : undefined;
  expect(address).toBe(oracleAddress(digest, signature));
  if (!found.ok) expect(found.code).toBe('bad_signature');
  return address;
}

describe('a signature', () => {
  test('is byte for byte what another library makes, and its key is found again', () => {
    fc.assert(
      fc.property(bytes32, privateKey, (digest, key) => {
        const signer = signerOf(key);
        expect(signer.address).toBe(addressOfPublicKey(secp256k1.getPublicKey(key, false)));
        const signature = signer.sign(digest);
        expect(Buffer.from(signature)).toEqual(oracleSignature(digest, key));
        expect(agreed(digest, signature)).toBe(signer.address);
      }),
      { numRuns: 50 },
    );
  });

  test('that is damaged anywhere has the same other key, or the same none', () => {
    fc.assert(
      fc.property(
        bytes32,
        privateKey,
        fc.nat(SIGNATURE_BYTES - 1),
        fc.integer({ min: 1, max: 255 }),
        (digest, key, at, change) => {
          const signer = signerOf(key);
          const signature = signer.sign(digest);
          signature[at] = (signature[at] ?? 0) ^ change;
          expect(agreed(digest, signature)).not.toBe(signer.address);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('of random numbers has the same key, or the same none', () => {
    const value = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
    fc.assert(
      fc.property(bytes32, value, value, fc.constantFrom(27, 28), (digest, r, s, last) => {
        agreed(digest, Buffer.from([...word(r), ...word(s % (ORDER / 2n)), last]));
        agreed(digest, Buffer.from([...word(r), ...word(s), last]));
      }),
      { numRuns: 50 },
    );
  });

  test('with the other value of s is refused for that', () => {
    fc.assert(
      fc.property(bytes32, privateKey, (digest, key) => {
        const signature = Buffer.from(signerOf(key).sign(digest));
        const s = BigInt(`0x${signature.toString('hex', 32, 64)}`);
        const high = Buffer.from([
          ...signature.subarray(0, 32),
          ...word(ORDER - s),
          55 - (signature[64] ?? 0),
        ]);
        expect(agreed(digest, high)).toBeUndefined();
        expect(recoverAddress(digest, high)).toMatchObject({
          message: 's is in the upper half of its range',
        });
      }),
      { numRuns: 20 },
    );
  });
});

describe('numbers at the edge', () => {
  const digest = new Uint8Array(32).fill(7);
  const edges = [0n, 1n, NO_POINT, ORDER / 2n, ORDER / 2n + 1n, ORDER - 1n, ORDER, 2n ** 256n - 1n];
  const pairs = edges.flatMap((r) => edges.map((s) => [r, s] as const));

  test.each(pairs)('r %d and s %d have the same key, or the same none', (r, s) => {
    for (const last of [27, 28]) agreed(digest, Buffer.from([...word(r), ...word(s), last]));
  });

  test('a digest of zeros has the same key', () => {
    agreed(new Uint8Array(32), signerOf(word(1n)).sign(digest));
  });

  test('a signature of any other length is refused', () => {
    for (const length of [0, 64, 66])
      expect(agreed(digest, new Uint8Array(length))).toBeUndefined();
  });
});
