import { InvariantError } from '../../domain/invariant.ts';
import type { Address } from './address.ts';
import type { Bytes32 } from './bytes32.ts';
import { keccak256 } from './keccak.ts';

// EIP-712 for structs whose members are all words: no dynamic arrays, no nesting but by hash.

/** 32 bytes as 64 hex digits without 0x: the unit of the ABI's encoding. */
export type Word = string;

/** An EIP-712 domain; the login's has no contract. */
export type Domain = {
  readonly name: string;
  readonly version: string;
  readonly chainId: number;
  readonly verifyingContract: Address | undefined;
};

const WORD_DIGITS = 64;

/** @throws InvariantError unless `value` is an unsigned integer of 256 bits. */
export function uintWord(value: bigint | number): Word {
  const isExact = typeof value === 'bigint' || Number.isSafeInteger(value);
  const digits = value.toString(16);
  if (!isExact || value < 0 || digits.length > WORD_DIGITS) {
    throw new InvariantError(`${value} is no unsigned integer of 256 bits`);
  }
  return digits.padStart(WORD_DIGITS, '0');
}

export function addressWord(address: Address): Word {
  return address.slice(2).padStart(WORD_DIGITS, '0');
}

export function bytesWord(bytes: Bytes32): Word {
  return bytes.slice(2);
}

/** A text member, or the type of a struct, stands in its hash as the hash of its bytes. */
export function textWord(text: string): Word {
  return wordOf(keccak256(Buffer.from(text, 'utf8')));
}

/** The hash of a struct: of its type's hash and its members, in order. */
export function structHash(typeHash: Word, ...members: readonly Word[]): Word {
  return wordOf(keccak256(Buffer.from(typeHash + members.join(''), 'hex')));
}

/** What a key signs: 32 bytes that bind a struct to a domain. */
export function typedDataDigest(domainSeparator: Word, struct: Word): Uint8Array {
  return keccak256(Buffer.from(`1901${domainSeparator}${struct}`, 'hex'));
}

export function domainSeparator({ name, version, chainId, verifyingContract }: Domain): Word {
  const members = [textWord(name), textWord(version), uintWord(chainId)];
  if (verifyingContract === undefined) {
    const type = 'EIP712Domain(string name,string version,uint256 chainId)';
    return structHash(textWord(type), ...members);
  }
  const type = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)';
  return structHash(textWord(type), ...members, addressWord(verifyingContract));
}

export function wordOf(bytes: Uint8Array): Word {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
