import { keccak_256 } from '@noble/hashes/sha3.js';
import {
  DEPOSIT_BEACON,
  DEPOSIT_FACTORY,
  PROXY_FACTORY,
  SAFE_FACTORY,
} from './exchange-contracts.ts';

// Where the venue's contracts put the wallets of a signer (CREATE2): the address follows from the
// factory, a salt made of the signer, and the hash of the code that makes the wallet. Venue's
// client for TypeScript 0.2.0, read 2026-11.

const PROXY_CODE_HASH = 'd21df8dc65880a8606f09fe0ce3df9b8869287ab0b058be05aa9e8af6330a00b';
const SAFE_CODE_HASH = '2bce2127ff07fb632d16c8347c4ebf501f4841168bed00d9e6ef715ddb6fcecf';

/** What stands around the beacon's address; the wallet's own facts follow it (ERC-1967). */
const DEPOSIT_CODE = [
  '6100923d8160233d3973',
  '60195155f3363d3d373d3d363d602036600436635c60da' +
    '1b60e01b36527fa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6c' +
    'b3582b35133d50545afa5036515af43d6000803e604d573d6000fd5b3d6000f3',
] as const;

/**
 * The proxy, the Safe and the deposit wallet of a signer, lower case. Deposit wallets of before the
 * beacon are not among them: new signers have none.
 */
export function ownedWallets(signer: string): readonly string[] {
  const proxy = addressAt(PROXY_FACTORY, signer.slice(2), PROXY_CODE_HASH);
  const safe = addressAt(SAFE_FACTORY, word(signer), SAFE_CODE_HASH);
  const facts = word(DEPOSIT_FACTORY) + word(signer);
  const code = DEPOSIT_CODE.join(DEPOSIT_BEACON.slice(2)) + facts;
  return [proxy, safe, addressAt(DEPOSIT_FACTORY, facts, keccak(code))];
}

/** `salted`: what the salt is the hash of. */
function addressAt(factory: string, salted: string, codeHash: string): string {
  const hash = keccak(`ff${factory.slice(2)}${keccak(salted)}${codeHash}`);
  return `0x${hash.slice(-40)}`;
}

function word(address: string): string {
  return address.slice(2).padStart(64, '0');
}

function keccak(digits: string): string {
  return Buffer.from(keccak_256(Buffer.from(digits, 'hex'))).toString('hex');
}
