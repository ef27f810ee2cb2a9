import type { FilmPart } from '../../../../src/screen/film.ts';
import type { Answer } from '../../live/api.ts';
import { type ReadPart, readPart } from './film-moment.ts';

/** So many parts are kept: those that were looked at last. */
const KEPT = 8;
/** Between two questions: a session may ask the server only so often. */
const PAUSE_MS = 100;

type Asks = {
  readonly ask: (part: number) => Promise<Answer<FilmPart>>;
  /** ms. */
  readonly now: () => number;
  readonly after: (ms: number, work: () => void) => void;
};

/**
 * Reads parts of a film as they are looked at, one at a time: who scrubs over many gets the one
 * where he stops. What it keeps does not grow with the film.
 */
export class PartReader {
  readonly #asks: Asks;
  readonly #parts = new Map<number, ReadPart>();
  readonly #listeners = new Set<() => void>();
  #wanted: number | undefined;
  /** Not answered yet. */
  #asked: number | undefined;
  #isBusy = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #fault: string | undefined;

  constructor(asks: Asks) {
    this.#asks = asks;
  }

  /** Why what was wanted last cannot be had; undefined: it can, or is being read. */
  get fault(): string | undefined {
    return this.#fault;
  }

  get kept(): number {
    return this.#parts.size;
  }

  /** Undefined: it is not there yet. */
  get(part: number): ReadPart | undefined {
    return this.#parts.get(part);
  }

  listen(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => void this.#listeners.delete(onChange);
  }

  /** Whatever was wanted before and has not been asked for yet is wanted no more. */
  want(part: number): void {
    const known = this.#parts.get(part);
    this.#wanted = known === undefined && part !== this.#asked ? part : undefined;
    if (known !== undefined) this.#keep(part, known);
    this.#next();
  }

  /** Reads it where there is nothing else to read. */
  expect(part: number): void {
    if (this.#isBusy || this.#wanted !== undefined || this.#parts.has(part)) return;
    this.#wanted = part;
    this.#next();
  }

  #next(): void {
    if (this.#isBusy || this.#wanted === undefined) return;
    this.#isBusy = true;
    const wait = this.#askedAt + PAUSE_MS - this.#asks.now();
    if (wait <= 0) void this.#read();
    else this.#asks.after(wait, () => void this.#read());
  }

  async #read(): Promise<void> {
    const part = this.#wanted;
    this.#wanted = undefined;
    this.#askedAt = this.#asks.now();
    if (part !== undefined && !this.#parts.has(part)) {
      this.#asked = part;
      this.#fault = undefined;
      const answer = await this.#asks.ask(part);
      this.#asked = undefined;
      if (answer.ok) this.#keep(part, readPart(part, answer.value));
      this.#fault = answer.ok ? undefined : answer.message;
      for (const listener of this.#listeners) listener();
    }
    this.#isBusy = false;
    this.#next();
  }

  #keep(part: number, read: ReadPart): void {
    this.#parts.delete(part);
    this.#parts.set(part, read);
    const [oldest] = this.#parts.keys();
    if (oldest !== undefined && this.#parts.size > KEPT) this.#parts.delete(oldest);
  }
}
