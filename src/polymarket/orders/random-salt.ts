import { randomFillSync } from 'node:crypto';

/** Gives numbers that make equal orders differ: integers from 0 to 2^53 - 1. */
export type SaltSource = () => number;

/** 53 bits of chance, as many as the wire's JSON number can hold. */
export const randomSalt: SaltSource = () => {
  const [high = 0, low = 0] = randomFillSync(new Uint32Array(2));
  return (high >>> 11) * 2 ** 32 + low;
};
