import { ok, type Result, refuse } from '../../domain/result.ts';

declare const bytes32: unique symbol;

/** "0x" and 64 hex digits, lower case. */
export type Bytes32 = string & { readonly [bytes32]: true };

export const ZERO_BYTES32 = `0x${'0'.repeat(64)}` as Bytes32;

export function parseBytes32(text: string): Result<Bytes32> {
  return /^0x[0-9a-fA-F]{64}$/.test(text)
    ? ok(text.toLowerCase() as Bytes32)
    : refuse('bad_bytes32', `"${text}" is not 32 bytes (0x and 64 hex digits)`);
}
