import { ok, type Result, refuse } from '../../domain/result.ts';

/** Positions in the shared numbers: requests sent, answers given, bytes of the last text. */
const ASKED = 0;
const ANSWERED = 1;
const LENGTH = 2;
const NUMBERS = 3;

/** An order and its signature take some two thousand. */
const TEXT_BYTES = 64 * 1024;

/** A thread that says nothing for so long has ended, ms; an overloaded machine takes seconds. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * Memory that two threads share: whoever's turn it is writes there what it has to say, as JSON. A
 * message port would cost each of them a system call, on the way of every order.
 */
export type Line = { readonly turns: Int32Array; readonly text: Uint8Array };

export function openLine(): Line {
  return {
    turns: new Int32Array(new SharedArrayBuffer(NUMBERS * Int32Array.BYTES_PER_ELEMENT)),
    text: new Uint8Array(new SharedArrayBuffer(TEXT_BYTES)),
  };
}

/** One end of a line. */
export class LineEnd {
  readonly #turns: Int32Array;
  readonly #text: Buffer;

  constructor({ turns, text }: Line) {
    this.#turns = turns;
    this.#text = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  }

  /**
   * Asks the thread at the other end and stands still until it has answered, so that orders of one
   * turn of the engine stay together and leave in one request. Refuses `not_asked` what JSON or the
   * line cannot hold, and `no_answer`: nobody may be asked again then, who might answer the one
   * before.
   */
  ask(request: unknown): Result<unknown> {
    const turns = this.#turns;
    const before = Atomics.load(turns, ANSWERED);
    if (!this.#write(request)) return refuse('not_asked', 'the request does not fit the line');
    Atomics.add(turns, ASKED, 1);
    Atomics.notify(turns, ASKED);
    Atomics.wait(turns, ANSWERED, before, ANSWER_WITHIN_MS);
    if (Atomics.load(turns, ANSWERED) === before) return refuse('no_answer', 'nobody answers');
    return ok(this.#read());
  }

  /**
   * Answers one request after the other, for ever; between them the thread sleeps.
   * @throws RangeError when an answer does not fit the line.
   */
  serve(answer: (request: unknown) => unknown): never {
    const turns = this.#turns;
    for (;;) {
      const answered = Atomics.load(turns, ANSWERED);
      Atomics.wait(turns, ASKED, answered);
      if (!this.#write(answer(this.#read()))) throw new RangeError('the answer does not fit');
      Atomics.add(turns, ANSWERED, 1);
      Atomics.notify(turns, ANSWERED);
    }
  }

  #write(message: unknown): boolean {
    const json = asJson(message);
    // A character is at most three bytes of UTF-8.
    if (json === undefined || json.length * 3 > this.#text.length) return false;
    this.#turns[LENGTH] = this.#text.write(json, 'utf8');
    return true;
  }

  #read(): unknown {
    return JSON.parse(this.#text.toString('utf8', 0, this.#turns[LENGTH]));
  }
}

/** Undefined for what JSON cannot hold. */
function asJson(message: unknown): string | undefined {
  try {
    return JSON.stringify(message);
  } catch {
    return undefined;
  }
}
