import type { LiveMessage, LiveRequest, Watched } from '../../../src/screen/live-message.ts';
import type { DeskStore } from './desk-store.ts';

/** An open socket. */
export type Line = { send(text: string): void; close(): void };

/** What is heard of a socket. */
export type Hearing = {
  readonly opened: () => void;
  readonly told: (text: string) => void;
  readonly closed: () => void;
};

export type DeskLinkOptions = {
  readonly store: DeskStore;
  /** Opens a socket to what follows the server's address, e.g. "/api/live?run=a&seq=3". */
  readonly open: (path: string, hearing: Hearing) => Line;
  /** It ended, and comes again after this: perhaps because nobody is signed in any more. */
  readonly onLost: () => void;
  /** µs UTC. */
  readonly now: () => number;
};

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
/** So long may a desk have nothing to say. */
const SILENT_MS = 20_000;

/** Keeps the store told, over a socket that comes back and goes on where it was. */
export class DeskLink {
  readonly #options: DeskLinkOptions;
  readonly #watched = new Set<Watched>();
  #line: Line | undefined;
  #isOpen = false;
  /** Something was told over the line that is there now. */
  #isTold = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DeskLinkOptions) {
    this.#options = options;
  }

  start(): void {
    const { store, open } = this.#options;
    const place = store.place;
    const from =
      place === undefined ? '' : `?run=${encodeURIComponent(place.run)}&seq=${place.seq}`;
    const line = open(`/api/live${from}`, {
      opened: () => {
        this.#isOpen = true;
        for (const watched of this.#watched) this.#ask({ kind: 'watch', ...watched });
      },
      told: (text) => {
        if (this.#line === line) this.#take(line, text);
      },
      closed: () => this.#lose(line),
    });
    this.#line = line;
    this.#isTold = false;
    this.#expect(line);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    const line = this.#line;
    this.#line = undefined;
    this.#isOpen = false;
    line?.close();
  }

  /** Asks for one market or strategy closely. @returns what ends that. */
  watch(watched: Watched): () => void {
    this.#watched.add(watched);
    this.#ask({ kind: 'watch', ...watched });
    return () => {
      this.#watched.delete(watched);
      this.#ask({ kind: 'unwatch', ...watched });
      this.#options.store.forgetClose('market' in watched ? 'market' : 'strategy');
    };
  }

  #ask(request: LiveRequest): void {
    if (this.#isOpen) this.#line?.send(JSON.stringify(request));
  }

  #take(line: Line, text: string): void {
    const { store } = this.#options;
    this.#failures = 0;
    this.#isTold = true;
    this.#expect(line);
    const message = JSON.parse(text) as LiveMessage;
    if (store.take(message)) {
      // That the desk is away is told by the message itself.
      if (message.kind !== 'desk' && store.link.state !== 'away') this.#here();
      return;
    }
    store.forget();
    line.close();
  }

  #here(): void {
    this.#options.store.setLink({ state: 'here', since: this.#options.now() });
  }

  #lose(line: Line): void {
    if (this.#line !== line) return;
    this.#line = undefined;
    this.#isOpen = false;
    clearTimeout(this.#silence);
    this.#miss();
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++);
    this.#timer = setTimeout(() => this.start(), wait);
  }

  #miss(): void {
    const { store, onLost, now } = this.#options;
    store.setLink({ state: 'lost', since: now() });
    onLost();
  }

  /**
   * A dead line closes only after minutes: whether a silent one is, a new one tells; and where that
   * says nothing either, what is shown is not of now any more.
   */
  #expect(line: Line): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (!this.#isTold) this.#miss();
      this.#line = undefined;
      this.#isOpen = false;
      line.close();
      this.start();
    }, SILENT_MS);
  }
}
