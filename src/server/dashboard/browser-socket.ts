import type { WebSocket } from 'ws';
import type { LiveMessage } from '../../screen/live-message.ts';

/** More than this waiting to be taken: it is told no changes any more, bytes. */
const BEHIND_BYTES = 1_000_000;
/** Once it has taken all but this, it is told all anew. */
const CAUGHT_UP_BYTES = 16_000;
/** Whoever takes nothing for so long is let go of, ms. */
const STUCK_MS = 60_000;
/** What a browser may ask for in a minute. */
const REQUESTS_MOST = 120;
const MINUTE_MS = 60_000;

type Socket = Pick<WebSocket, 'bufferedAmount' | 'send' | 'close' | 'terminate' | 'ping'>;

/** Codes of a close, of the range that applications may use. */
export const CLOSED = { signedOut: 4401, tooMuch: 4429, stuck: 4408 } as const;

/**
 * One browser. Nothing is queued for it: when it does not keep up, it is skipped, and told all of
 * it once it has caught up.
 */
export class BrowserSocket {
  /** The session it was opened with. */
  readonly session: string;
  /** What it watches, see {@link CloseWatch}. */
  readonly watched = new Set<string>();
  isAlive = true;
  readonly #socket: Socket;
  readonly #now: () => number;
  #behindSince: number | undefined;
  #requestsSince = 0;
  #requests = 0;

  /** `now` in ms. */
  constructor(socket: Socket, session: string, now: () => number) {
    this.#socket = socket;
    this.session = session;
    this.#now = now;
  }

  get isBehind(): boolean {
    return this.#behindSince !== undefined;
  }

  /** A change; whoever is behind does not need it. */
  tell(text: string): void {
    if (this.isBehind) return;
    if (this.#socket.bufferedAmount > BEHIND_BYTES) this.#behindSince = this.#now();
    else this.#socket.send(text);
  }

  /** A whole picture, of which a later one takes the place: skipped where it is not taken. */
  show(text: string): void {
    if (this.#socket.bufferedAmount <= BEHIND_BYTES) this.#socket.send(text);
  }

  say(message: LiveMessage): void {
    this.show(JSON.stringify(message));
  }

  /** Tells it all anew where it was behind and has caught up; lets go of it where it never does. */
  catchUp(snapshot: () => string | undefined): void {
    if (this.#behindSince === undefined) return;
    if (this.#socket.bufferedAmount <= CAUGHT_UP_BYTES) {
      this.#behindSince = undefined;
      const text = snapshot();
      if (text !== undefined) this.tell(text);
    } else if (this.#now() - this.#behindSince > STUCK_MS) {
      this.#socket.terminate();
    }
  }

  /** False: it asks too often. */
  takeRequest(): boolean {
    if (this.#now() - this.#requestsSince >= MINUTE_MS) {
      this.#requestsSince = this.#now();
      this.#requests = 0;
    }
    return ++this.#requests <= REQUESTS_MOST;
  }

  /** Lets go of it where it did not answer the last time. */
  ping(): void {
    if (!this.isAlive) this.#socket.terminate();
    this.isAlive = false;
    this.#socket.ping();
  }

  close(code: number, why: string): void {
    this.#socket.close(code, why);
  }
}
