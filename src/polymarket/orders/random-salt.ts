import { randomFillSync } from 'node:crypto';

/** Gives numbers that make equal orders differ: integers from 0 to 2^53 - 1. */
export type SaltSource = () => number;

/**
 * Chance drawn ahead, two words a salt. Salts are no secret, only different; and to ask for chance
 * after a while of other work takes 60 us, as long as the rest of building an order.
 */
const words = new Uint32Array(512);
let next = words.length;

/** 53 bits of chance, as many as the wire's JSON number can hold. */
export const randomSalt: SaltSource = () => {
  if (next === words.length) {
    randomFillSync(words);
    next = 0;
  }
  const high = words[next++] as number;
  const low = words[next++] as number;
  return (high >>> 11) * 2 ** 32 + low;
};
