import type { ServerResponse } from 'node:http';

/** Somebody who is told lines of JSON, one value each, for as long as they stay. */
export type LineListener = {
  /** False while what was sent before has not left: what is sent now would only queue up. */
  readonly isReady: boolean;
  send(line: string): void;
  /** Nothing more will come. */
  end(): void;
};

/** Begins to tell a listener; returns how to stop. */
export type Listen = (listener: LineListener) => () => void;

/** Whoever takes nothing for so long is not there any more, ms. */
const GONE_MS = 15_000;

/** Answers with lines until the other side leaves, or has taken nothing for too long. */
export function streamLines(response: ServerResponse, listen: Listen): void {
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.flushHeaders();
  // No activity, in either direction: also not that of a line which has to wait.
  response.socket?.setTimeout(GONE_MS, () => response.destroy());
  const stop = listen({
    get isReady() {
      return !response.writableNeedDrain && !response.destroyed;
    },
    send: (line) => void response.write(`${line}\n`),
    end: () => void response.end(),
  });
  response.once('close', stop);
}

/** Tells somebody no more often than that: meanwhile it counts as one who is not ready. */
export function paced(listen: Listen, everyMs: number): Listen {
  return (listener) => {
    let next = Number.NEGATIVE_INFINITY;
    return listen({
      get isReady() {
        return performance.now() >= next && listener.isReady;
      },
      send: (line) => {
        next = performance.now() + everyMs;
        listener.send(line);
      },
      end: () => listener.end(),
    });
  };
}

/** So many listeners at a time, and no more. */
export class Seats {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#taken >= this.#most;
  }

  /** The same, counted as long as it goes on. */
  seated(listen: Listen): Listen {
    return (listener) => {
      this.#taken++;
      const stop = listen(listener);
      return () => {
        this.#taken--;
        stop();
      };
    };
  }
}
