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

/** Arguments; what is beyond those that are read is passed over, as contracts do. */
export class Words {
  readonly #digits: string;

  constructor(digits: string) {
    this.#digits = digits;
  }

  get bytes(): number {
    return this.#digits.length / 2;
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

  /** What begins so many bytes from here as argument `index` says. */
  tail(index: number): Result<Words> {
    const offset = this.uint(index);
    if (!offset.ok) return offset;
    const isInside = offset.value % 32n === 0n && offset.value < BigInt(this.bytes);
    if (!isInside) return refuse(BAD, `argument ${index + 1} begins nowhere`);
    return ok(new Words(this.#digits.slice(2 * Number(offset.value))));
  }

  /** A list: its length, then its members, or where each begins. */
  list<T>(index: number, read: (list: Words, at: number) => Result<T>): Result<readonly T[]> {
    const tail = this.tail(index);
    if (!tail.ok) return tail;
    const length = tail.value.uint(0);
    if (!length.ok) return length;
    const list = new Words(tail.value.#digits.slice(WORD));
    if (length.value > list.#digits.length / WORD) return refuse(BAD, 'a list ends early');
    const values: T[] = [];
    while (values.length < length.value) {
      const value = read(list, values.length);
      if (!value.ok) return value;
      values.push(value.value);
    }
    return ok(values);
  }

  /** Bytes of any length as hex. */
  text(index: number): Result<string> {
    const tail = this.tail(index);
    if (!tail.ok) return tail;
    const length = tail.value.uint(0);
    if (!length.ok) return length;
    const digits = tail.value.#digits.slice(WORD);
    if (length.value > digits.length / 2) return refuse(BAD, 'bytes end early');
    return ok(`0x${digits.slice(0, 2 * Number(length.value))}`);
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

/** A list of (true, bytes), for calls that were answered in hex. */
export function results(answers: readonly string[]): string {
  const rows = answers.map((answer) => {
    const digits = answer.slice(2);
    const padded = digits.padEnd(Math.ceil(digits.length / WORD) * WORD, '0');
    return word(true) + word(64) + word(digits.length / 2) + padded;
  });
  let offset = 32 * rows.length;
  const heads = rows.map((row) => {
    const head = word(offset);
    offset += row.length / 2;
    return head;
  });
  return `0x${word(32)}${word(rows.length)}${heads.join('')}${rows.join('')}`;
}
