import type { Tape } from '../../domain/tape.ts';

/**
 * The tapes of a recording, one read ahead of the one that plays. Each is a copy: its source may
 * use its arrays again.
 */
export class TapesAhead {
  /** Whether the last tape has been taken, or reading has failed. */
  isOver = false;
  readonly #tapes: AsyncIterator<Tape>;
  readonly #onFault: (error: unknown) => void;
  #ready: Tape | undefined;
  #onReady: () => void = () => {};

  /** `onFault`: the rest of the recording cannot be read. */
  constructor(tapes: AsyncIterable<Tape>, onFault: (error: unknown) => void) {
    this.#tapes = tapes[Symbol.asyncIterator]();
    this.#onFault = onFault;
  }

  /** Reads the next tape, which nobody can take before. @throws when it cannot be read. */
  async read(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#tapes.next();
      if (done === true) {
        this.isOver = true;
        return;
      }
      if (value.length === 0) continue;
      this.#ready = copyOf(value);
      return;
    }
  }

  /** The next tape without taking it. */
  get next(): Tape | undefined {
    return this.#ready;
  }

  /** The next tape, and reads on; undefined while it is being read (`onReady`), and at the end. */
  take(onReady: () => void): Tape | undefined {
    const tape = this.#ready;
    this.#onReady = onReady;
    if (tape === undefined) return undefined;
    this.#ready = undefined;
    void this.#readOn();
    return tape;
  }

  /** Nothing is read any more. */
  async close(): Promise<void> {
    this.isOver = true;
    this.#onReady = () => {};
    await this.#tapes.return?.();
  }

  async #readOn(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      this.isOver = true;
      this.#onFault(error);
    }
    this.#onReady();
  }
}

function copyOf(tape: Tape): Tape {
  const { length } = tape;
  return {
    length,
    tsEvent: tape.tsEvent.slice(0, length),
    tsInit: tape.tsInit.slice(0, length),
    market: tape.market.slice(0, length),
    outcome: tape.outcome.slice(0, length),
    kind: tape.kind.slice(0, length),
    side: tape.side.slice(0, length),
    flags: tape.flags.slice(0, length),
    price: tape.price.slice(0, length),
    size: tape.size.slice(0, length),
  };
}
