import { ok, type Result, refuse } from '../../domain/result.ts';

// Calls of contracts and what they answer, in words of 32 bytes (Contract ABI of Solidity).

/** Hex digits of a word. */
const WORD = 64;
const SELECTOR = 8;

/** A call: the first four bytes of the hash of the function's name, and its arguments. */
export type Call = {
  /** "0x" and eight lower-case digits. */
  readonly selector: string;
  readonly words: Words;
};

/** Reads the bytes of a call; undefined for what are none. */
export function readCall(data: unknown): Call | undefined {
  if (typeof data !== 'string' || !/^0x([0-9a-fA-F]{2}){4,}$/.test(data)) return undefined;
  const digits = data.slice(2).toLowerCase();
  return { selector: `0x${digits.slice(0, SELECTOR)}`, words: new Words(digits.slice(SELECTOR)) };
}

/** The arguments of a call; what is beyond those that are read is passed over, as contracts do. */
export class Words {
  readonly #digits: string;

  constructor(digits: string) {
    this.#digits = digits;
  }

  uint(index: number): Result<bigint> {
    const word = this.#digits.slice(index * WORD, (index + 1) * WORD);
    return word.length === WORD ? ok(BigInt(`0x${word}`)) : refuse(BAD, 'the arguments end early');
  }

  /** "0x" and 40 lower-case digits. */
  address(index: number): Result<string> {
    const word = this.uint(index);
    if (!word.ok) return word;
    if (word.value >> 160n !== 0n) return refuse(BAD, `argument ${index + 1} is no address`);
    return ok(`0x${word.value.toString(16).padStart(40, '0')}`);
  }

  /** A list: where argument `index` says that it begins, its length and so many words. */
  list<T>(index: number, read: (words: Words, at: number) => Result<T>): Result<readonly T[]> {
    const offset = this.uint(index);
    if (!offset.ok) return offset;
    const start = this.#at(offset.value);
    const length = start === undefined ? undefined : this.uint(start);
    if (start === undefined || length?.ok !== true) return refuse(BAD, 'a list begins nowhere');
    const held = this.#digits.length / WORD - start - 1;
    if (length.value > held) return refuse(BAD, 'a list ends early');
    const values: T[] = [];
    for (let at = start + 1; values.length < length.value; at++) {
      const value = read(this, at);
      if (!value.ok) return value;
      values.push(value.value);
    }
    return ok(values);
  }

  /** The word that a number of bytes is before; undefined beyond the end, or within a word. */
  #at(bytes: bigint): number | undefined {
    const isWhole = bytes % 32n === 0n && bytes < BigInt(this.#digits.length / 2);
    return isWhole ? Number(bytes / 32n) : undefined;
  }
}

const BAD = 'bad_params';

/** A number, or true as 1. */
function word(value: bigint | number | boolean): string {
  return BigInt(value).toString(16).padStart(WORD, '0');
}

/** One word. */
export function oneWord(value: bigint | number | boolean): string {
  return `0x${word(value)}`;
}

/** A list of numbers as the only thing that is answered. */
export function wordList(values: readonly number[]): string {
  return `0x${word(32)}${word(values.length)}${values.map(word).join('')}`;
}

/** A text of at most 32 bytes as the only thing that is answered. */
export function shortText(text: string): string {
  const bytes = Buffer.from(text);
  return `0x${word(32)}${word(bytes.length)}${bytes.toString('hex').padEnd(WORD, '0')}`;
}
