import { randomBytes } from 'node:crypto';
import { instantiateSecp256k1 } from '@bitauth/libauth/build/lib/crypto/secp256k1.js';
import type { Secp256k1 } from '@bitauth/libauth/build/lib/crypto/secp256k1-types.js';

/** Bytes of the number that blinds the curve's arithmetic. */
const SEED_BYTES = 32;

/**
 * The curve of the chain's accounts: the C library of Bitcoin's reference node, as WebAssembly. Its
 * file is named because the package's index would load all the rest of it, too. The seed changes no
 * result: it blinds what the work with a key lets through to its neighbours on the machine.
 */
export const curve: Secp256k1 = await instantiateSecp256k1(randomBytes(SEED_BYTES));
