import { ok, type Result, refuse } from '../../domain/result.ts';

/** Positions in the shared numbers: requests sent, answers given, bytes of the last message. */
const ASKED = 0;
const ANSWERED = 1;
const LENGTH = 2;
const NUMBERS = 3;

/** An order and its signature take some five hundred, a login some two thousand. */
const MESSAGE_BYTES = 64 * 1024;

/** A thread that says nothing for so long has ended, ms; an overloaded machine takes seconds. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * Memory that two threads share: whoever's turn it is writes there what it has to say. A message
 * port would cost each of them a system call, on the way of every order.
 */
export type Line = { readonly turns: Int32Array; readonly bytes: Uint8Array };

export function openLine(): Line {
  return {
    turns: new Int32Array(new SharedArrayBuffer(NUMBERS * Int32Array.BYTES_PER_ELEMENT)),
    bytes: new Uint8Array(new SharedArrayBuffer(MESSAGE_BYTES)),
  };
}

/** What a thread does while nobody asks. */
export type Idle = {
  /** After so long without a request, and again, ms. */
  readonly everyMs: number;
  /** A request that comes meanwhile waits for its end. */
  readonly turn: () => void;
};

/**
 * One end of a line. Only the numbers say whose turn it is, never that somebody was woken: between
 * its word and its waking of the other a thread can be held up, until the other has had its answer
 * and sleeps again, to be woken for nothing.
 */
export class LineEnd {
  /** The message, from the beginning: what is asked, and then what is answered. */
  readonly bytes: Buffer;
  readonly #turns: Int32Array;

  constructor({ turns, bytes }: Line) {
    this.#turns = turns;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /**
   * Sends so many bytes and stands still until the thread at the other end has answered, so that
   * orders of one turn of the engine stay together and leave in one request. The length of the
   * answer; refuses `no_answer`: nobody may be asked again then, who might answer the one before.
   */
  ask(length: number): Result<number> {
    const turns = this.#turns;
    const before = Atomics.load(turns, ANSWERED);
    turns[LENGTH] = length;
    Atomics.add(turns, ASKED, 1);
    Atomics.notify(turns, ASKED);
    while (Atomics.load(turns, ANSWERED) === before) {
      const woken = Atomics.wait(turns, ANSWERED, before, ANSWER_WITHIN_MS);
      // It may have come as the time was up.
      if (woken === 'timed-out' && Atomics.load(turns, ANSWERED) === before) {
        return refuse('no_answer', 'nobody answers');
      }
    }
    return ok(this.#length);
  }

  /**
   * Answers one request after the other, for ever; between them the thread sleeps, but for its idle
   * turns. `answer` gets the length of what is asked, puts its answer in the same place and gives
   * that one's length.
   */
  serve(answer: (length: number) => number, { everyMs, turn }: Idle): never {
    const turns = this.#turns;
    for (;;) {
      const answered = Atomics.load(turns, ANSWERED);
      while (Atomics.load(turns, ASKED) === answered) {
        if (Atomics.wait(turns, ASKED, answered, everyMs) === 'timed-out') turn();
      }
      turns[LENGTH] = answer(this.#length);
      Atomics.add(turns, ANSWERED, 1);
      Atomics.notify(turns, ANSWERED);
    }
  }

  get #length(): number {
    return this.#turns[LENGTH] ?? 0;
  }
}
