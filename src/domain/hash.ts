/** Marks a text: the first word of a number lies within 2^21 of zero, so none looks like this. */
const TEXT = 0x4000_0000;

/**
 * Streaming 64-bit hash of decisions: equal runs give equal text on every platform.
 * Two 32-bit lanes of integer arithmetic only (murmur3-style mixing); not cryptographic.
 * What goes in is prefix-free, so different sequences of numbers and texts are different words.
 */
export class DecisionHash {
  #a = 0x9e3779b1 | 0;
  #b = 0x85ebca77 | 0;
  #count = 0;

  /** Folds in one number: safe integers as such, all others by their exact text. */
  add(value: number): void {
    if (!Number.isSafeInteger(value)) {
      this.addText(String(value));
      return;
    }
    this.#mix(Math.floor(value / 0x1_0000_0000) | 0);
    this.#mix(value | 0);
  }

  addText(text: string): void {
    this.#mix(TEXT + text.length);
    for (let i = 0; i < text.length; i++) this.#mix(text.charCodeAt(i));
  }

  /** 16 hex digits; the hash can go on afterwards. */
  digest(): string {
    const a = finish(this.#a ^ this.#count);
    const b = finish(this.#b ^ Math.imul(a, 0x9e3779b1));
    return hex(finish(a ^ b)) + hex(b);
  }

  #mix(word: number): void {
    this.#count = (this.#count + 1) | 0;
    this.#a =
      (rotate(Math.imul(this.#a ^ Math.imul(word, 0xcc9e2d51), 0x1b873593), 13) + this.#b) | 0;
    this.#b = rotate(Math.imul((this.#b + word) | 0, 0x85ebca6b) ^ this.#a, 17);
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function finish(word: number): number {
  let h = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
