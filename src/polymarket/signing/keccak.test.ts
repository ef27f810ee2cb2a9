import { keccak_256 } from '@noble/hashes/sha3.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keccak256 } from './keccak.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('nothing has the hash that every empty account of the chain has', () => {
  const empty = 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';
  expect(hex(keccak256(new Uint8Array()))).toBe(empty);
});

test('any bytes have the hash that another library finds', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(hex(keccak256(bytes))).toBe(hex(keccak_256(bytes)));
    }),
  );
});
