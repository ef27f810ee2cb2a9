import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/** Positions in the shared array: requests that were sent, answers that were given. */
const ASKED = 0;
const ANSWERED = 1;

/** A thread that says nothing for so long has ended, ms; an overloaded machine takes seconds. */
const ANSWER_WITHIN_MS = 5_000;

export type LineEnd = { readonly port: MessagePort; readonly turns: Int32Array };

/** The counters that both ends of a line share. */
export function lineTurns(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Asks a thread and stands still until it has answered, so that orders of one turn of the engine
 * stay together and leave in one request. Undefined: nobody answered.
 * @throws where the request cannot be copied to the other thread; nothing was asked then.
 */
export function askLine({ port, turns }: LineEnd, request: unknown): unknown {
  const before = Atomics.load(turns, ANSWERED);
  port.postMessage(request);
  Atomics.add(turns, ASKED, 1);
  Atomics.notify(turns, ASKED);
  Atomics.wait(turns, ANSWERED, before, ANSWER_WITHIN_MS);
  return receiveMessageOnPort(port)?.message;
}

/** Answers one request after the other, for ever; between them the thread sleeps. */
export function serveLine({ port, turns }: LineEnd, answer: (request: unknown) => unknown): never {
  for (;;) {
    const asked = Atomics.load(turns, ASKED);
    for (let one = receiveMessageOnPort(port); one; one = receiveMessageOnPort(port)) {
      port.postMessage(answer(one.message));
      Atomics.add(turns, ANSWERED, 1);
      Atomics.notify(turns, ANSWERED);
    }
    Atomics.wait(turns, ASKED, asked);
  }
}
