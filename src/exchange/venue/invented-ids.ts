import { createHash } from 'node:crypto';

/** Names as the venue gives them, made from a seed: the same run gives the same names. */
export class InventedIds {
  readonly #seed: string;

  constructor(seed: number) {
    this.#seed = String(seed);
  }

  /** "0x" and 64 hex digits. */
  hash(...words: readonly (string | number)[]): string {
    return `0x${this.#digest(words).toString('hex')}`;
  }

  uuid(...words: readonly (string | number)[]): string {
    const hex = this.#digest(words).toString('hex');
    const [a, b, c, d] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16), hex.slice(17, 20)];
    return `${a}-${b}-4${c}-8${d}-${hex.slice(20, 32)}`;
  }

  /** 32 bytes in URL-safe base64 with its padding. */
  secret(...words: readonly (string | number)[]): string {
    return this.#digest(words).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  }

  #digest(words: readonly (string | number)[]): Buffer {
    return createHash('sha256')
      .update([this.#seed, ...words].join('\n'))
      .digest();
  }
}
