import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { Listen } from '../../server/line-stream.ts';
import { HEARTBEAT_MS } from './desk-feed.ts';
import { PacedTurns } from './paced-turns.ts';
import { ToldListeners } from './told-listeners.ts';

/** Makes what is told of one thing, as of now. */
export type Look = () => { readonly now: number };

type Told = {
  readonly look: Look;
  readonly listeners: ToldListeners;
  /** What was told last, but for its time. */
  content: string;
  line: string;
  at: Monotonic;
};

/** Tells those that look closely at single things; what nobody looks at is not looked at. */
export class CloseFeeds {
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #told = new Map<string, Told>();
  readonly #turns: PacedTurns;

  /** `clock`: the machine's. */
  constructor(clock: Clock, onFault: (error: unknown) => void) {
    this.#clock = clock;
    this.#onFault = onFault;
    this.#turns = new PacedTurns(clock, () => this.#turn());
  }

  /** `begin` is asked how to look when the first comes, and again when all had left. */
  listenTo(key: string, begin: () => Look): Listen {
    return (listener) => {
      const told = this.#toldOf(key, begin);
      told.listeners.add(listener);
      this.#turns.start();
      return () => {
        told.listeners.remove(listener);
        if (told.listeners.count === 0) this.#told.delete(key);
        if (this.#told.size === 0) this.#turns.stop();
      };
    };
  }

  close(): void {
    for (const { listeners } of this.#told.values()) listeners.end();
    this.#told.clear();
    this.#turns.stop();
  }

  #toldOf(key: string, begin: () => Look): Told {
    const known = this.#told.get(key);
    if (known !== undefined) return known;
    const listeners = new ToldListeners();
    const at = this.#clock.monotonic();
    const told: Told = { look: begin(), listeners, content: '', line: '', at };
    this.#told.set(key, told);
    return told;
  }

  #turn(): void {
    try {
      for (const told of this.#told.values()) this.#tell(told);
    } catch (error) {
      this.close();
      this.#onFault(error);
    }
  }

  #tell(told: Told): void {
    const at = this.#clock.monotonic();
    const document = told.look();
    const content = JSON.stringify({ ...document, now: 0 });
    const isNews = content !== told.content || elapsedMs(told.at, at) >= HEARTBEAT_MS;
    if (isNews) {
      told.content = content;
      told.line = JSON.stringify(document);
      told.at = at;
    }
    told.listeners.tell(isNews ? told.line : undefined, () => told.line);
  }
}
