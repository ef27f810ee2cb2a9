import { invariant } from './invariant.ts';

/**
 * Seeded random numbers (sfc32 by Chris Doty-Humphrey). Each consumer derives its own stream from
 * the run's seed and a label, so that adding one consumer never shifts another's numbers.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, label = '') {
    invariant(Number.isSafeInteger(seed), `a seed is a safe integer, got ${seed}`);
    // Two independent 32-bit hashes of the label (FNV-1a and a murmur multiplier), so that seeds of
    // one label never share a state, and labels of one seed do so only by a 64-bit coincidence.
    let first = 0x811c9dc5;
    let second = 0x5bd1e995;
    for (let i = 0; i < label.length; i++) {
      first = Math.imul(first ^ label.charCodeAt(i), 0x01000193);
      second = Math.imul((second << 13) | (second >>> 19), 0x85ebca6b) ^ label.charCodeAt(i);
    }
    this.#a = seed | 0;
    this.#b = (Math.floor(seed / 0x1_0000_0000) | 0) ^ second;
    this.#c = first | 0;
    for (let i = 0; i < 16; i++) this.#next();
  }

  /** Uniform in [0, 1), 32 bits. */
  float(): number {
    return this.#next() / 0x1_0000_0000;
  }

  /** Uniform integer in [0, limit), limit at most 2^32; unbiased by rejection. */
  integer(limit: number): number {
    invariant(
      Number.isInteger(limit) && limit > 0 && limit <= 0x1_0000_0000,
      `integer() needs a limit in 1..2^32, got ${limit}`,
    );
    const ceiling = 0x1_0000_0000 - (0x1_0000_0000 % limit);
    let word = this.#next();
    while (word >= ceiling) word = this.#next();
    return word % limit;
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
