import { hash } from 'node:crypto';
import type { RowColumns } from './rows-hash.ts';

/** Words of 32 bits of a row and of a market's seed. */
const ROW_WORDS = 8;
const LANES = 4;

/**
 * A sum over rows that is the same however they are cut into files and units and in whatever order
 * they lie: each row is hashed to 128 bits with the slug of its market, and the hashes are added
 * up in four lanes. It tells equal content from other; what proves a file is its SHA-256.
 */
export class RowsSum {
  readonly #lanes = new Uint32Array(LANES);
  readonly #slugOf: (market: number) => string;
  readonly #seeds = new Map<number, Uint32Array>();

  /** `slugOf` names the markets that the rows carry by number. */
  constructor(slugOf: (market: number) => string) {
    this.#slugOf = slugOf;
  }

  add(rows: RowColumns, from: number, to: number): void {
    const { market, outcome, kind, side, flags, price } = rows;
    const doubles = [rows.tsEvent, rows.tsInit, rows.size].map(wordsOf);
    const [event, init, size] = doubles as [Uint32Array, Uint32Array, Uint32Array];
    const words = new Uint32Array(ROW_WORDS);
    let number = -1;
    let seed = new Uint32Array(LANES);
    for (let row = from; row < to; row++) {
      if (market[row] !== number) {
        number = market[row] as number;
        seed = this.#seedOf(number);
      }
      words[0] = event[2 * row] as number;
      words[1] = event[2 * row + 1] as number;
      words[2] = init[2 * row] as number;
      words[3] = init[2 * row + 1] as number;
      words[4] = size[2 * row] as number;
      words[5] = size[2 * row + 1] as number;
      words[6] = price[row] as number;
      words[7] =
        (outcome[row] as number) |
        ((kind[row] as number) << 8) |
        ((side[row] as number) << 16) |
        ((flags[row] as number) << 24);
      addMixed(this.#lanes, words, seed);
    }
  }

  /** A row of another kind, as text. */
  addText(text: string): void {
    addTo(this.#lanes, seedOf(text));
  }

  /** Hexadecimal, 32 digits. */
  get text(): string {
    return textOf(this.#lanes);
  }

  #seedOf(market: number): Uint32Array<ArrayBuffer> {
    let seed = this.#seeds.get(market);
    if (seed === undefined) {
      seed = seedOf(this.#slugOf(market));
      this.#seeds.set(market, seed);
    }
    return seed as Uint32Array<ArrayBuffer>;
  }
}

/** The sum over the rows of several sums. */
export function addedUp(sums: readonly string[]): string {
  const lanes = new Uint32Array(LANES);
  for (const sum of sums) addTo(lanes, lanesOf(sum));
  return textOf(lanes);
}

/** Every machine this runs on is little-endian, and there is one NaN: the one we write. */
function wordsOf(column: Float64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
}

function seedOf(text: string): Uint32Array<ArrayBuffer> {
  return lanesOf(hash('sha256', text));
}

function lanesOf(text: string): Uint32Array<ArrayBuffer> {
  const lane = (_: unknown, i: number) => Number.parseInt(text.slice(8 * i, 8 * i + 8), 16);
  return Uint32Array.from({ length: LANES }, lane);
}

function addTo(lanes: Uint32Array, more: Uint32Array): void {
  for (let i = 0; i < LANES; i++) lanes[i] = (lanes[i] as number) + (more[i] as number);
}

function textOf(lanes: Uint32Array): string {
  return [...lanes].map((lane) => lane.toString(16).padStart(8, '0')).join('');
}

/**
 * Adds MurmurHash3_x86_128 of two blocks, with a seed for each lane. Constants and rotations:
 * Austin Appleby, MurmurHash3.cpp, public domain.
 */
function addMixed(lanes: Uint32Array, words: Uint32Array, seed: Uint32Array): void {
  let h1 = seed[0] as number;
  let h2 = seed[1] as number;
  let h3 = seed[2] as number;
  let h4 = seed[3] as number;
  for (let at = 0; at < ROW_WORDS; at += LANES) {
    h1 ^= scrambled(words[at] as number, 0x239b961b, 15, 0xab0e9789);
    h1 = (Math.imul((rotated(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= scrambled(words[at + 1] as number, 0xab0e9789, 16, 0x38b34ae5);
    h2 = (Math.imul((rotated(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= scrambled(words[at + 2] as number, 0x38b34ae5, 17, 0xa1e38b93);
    h3 = (Math.imul((rotated(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= scrambled(words[at + 3] as number, 0xa1e38b93, 18, 0x239b961b);
    h4 = (Math.imul((rotated(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  h1 = finished((h1 + h2 + h3 + h4) | 0);
  h2 = finished((h2 + h1) | 0);
  h3 = finished((h3 + h1) | 0);
  h4 = finished((h4 + h1) | 0);
  const all = (h1 + h2 + h3 + h4) | 0;
  lanes[0] = (lanes[0] as number) + all;
  lanes[1] = (lanes[1] as number) + ((h2 + all) | 0);
  lanes[2] = (lanes[2] as number) + ((h3 + all) | 0);
  lanes[3] = (lanes[3] as number) + ((h4 + all) | 0);
}

function scrambled(word: number, first: number, turn: number, second: number): number {
  return Math.imul(rotated(Math.imul(word, first), turn), second);
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function finished(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
