import { MICROS_PER_SECOND, type Timestamp, type Usd } from '../../domain/units.ts';
import type { KnownValue } from '../../screen/known-value.ts';

/** So often at most is looked, µs: it goes over all that is held, and much more is heard. */
const LOOK_EVERY = MICROS_PER_SECOND;
/** So often at most is written down what it is worth, µs: what a crash may take of that. */
const WRITE_EVERY = 60 * MICROS_PER_SECOND;

type Known = { readonly at: Timestamp; readonly value: Usd };

/** What a run is worth, noted as it hears of its markets: also while nobody asks for it. */
export class EquityNotes {
  /** Undefined: it is not known now. */
  readonly #equity: () => Usd | undefined;
  readonly #write: (equity: Usd, at: Timestamp) => void;
  #lookedAt: Timestamp | undefined;
  #last: Known | undefined;
  #writtenAt: Timestamp | undefined;

  constructor(equity: () => Usd | undefined, write: (equity: Usd, at: Timestamp) => void) {
    this.#equity = equity;
    this.#write = write;
  }

  /** As it was known last; undefined: it never was. */
  get last(): KnownValue | undefined {
    return this.#last;
  }

  /** Something was heard: it may be worth something else. */
  heard(at: Timestamp): void {
    if (this.#lookedAt === undefined || at - this.#lookedAt >= LOOK_EVERY) this.look(at);
  }

  /** Looks whenever it looked before: to be called when nothing will be known any more. */
  look(at: Timestamp): void {
    this.#lookedAt = at;
    const value = this.#equity();
    if (value === undefined) return;
    this.#last = { at, value };
    if (this.#writtenAt === undefined || at - this.#writtenAt >= WRITE_EVERY) this.writeLast();
  }

  /** Writes down what is known and was not written yet. */
  writeLast(): void {
    if (this.#last === undefined || this.#last.at === this.#writtenAt) return;
    const { at, value } = this.#last;
    this.#writtenAt = at;
    this.#write(value, at);
  }
}
