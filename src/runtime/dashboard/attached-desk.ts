import { type Result, refuse } from '../../domain/result.ts';
import { Backoff } from '../../net/backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FeedMessage } from '../../screen/document-change.ts';
import type { EquityPoint } from '../../screen/equity-point.ts';
import type { MarketDocument, OpinionPoint, PathPoint } from '../../screen/market-document.ts';
import type { StrategyDocument } from '../../screen/strategy-document.ts';
import type {
  CloseListener,
  DeskLink,
  DeskListener,
  DeskWord,
} from '../../server/dashboard/desk-link.ts';
import { askDesk } from '../desk/ask-desk.ts';
import type { DeskFile } from '../desk/desk-file.ts';
import { deskLines } from '../desk/desk-lines.ts';
import { wordPath } from '../desk/word-path.ts';
import { sharedReading } from './shared-reading.ts';

export type AttachedDeskOptions = {
  /** The desk that runs now, to be asked at each attempt; undefined: none does. */
  readonly find: () => Promise<DeskFile | undefined>;
  readonly clock: Clock;
  /** Gives numbers in [0, 1): waits are spread by them. */
  readonly random: () => number;
};

/** A desk that starts again should be there at once for whoever looks. */
const WAITS = { leastMs: 100, firstMs: 250, mostMs: 5_000 };
const ASK_WITHIN_MS = 10_000;
/** While nobody looks a desk is heard so often, ms: what is kept of it moves slowly. */
const UNATTENDED_MS = 2_000;
/** What it was worth is asked so often at most, µs. */
const EQUITY_US = 1_000_000;
/** A proof takes a minute at most, and its last request may begin then. */
const PROVE_WITHIN_MS = 90_000;

/** A desk asked over its control server; it is looked for anew when it is lost. */
export class AttachedDesk implements DeskLink {
  readonly #options: AttachedDeskOptions;
  readonly #ends = new AbortController();
  #desk: DeskFile | undefined;
  #isAttended = false;
  /** Ends the feed for one at another pace. */
  #pace = new AbortController();

  /** All browsers ask it as they open, and the desk answers few questions a second. */
  readonly #equity: () => Promise<Result<unknown>>;

  constructor(options: AttachedDeskOptions) {
    this.#options = options;
    const now = () => options.clock.monotonic();
    const ask = () => this.#ask('GET', '/feed/equity', ASK_WITHIN_MS);
    this.#equity = sharedReading(now, EQUITY_US, ask);
  }

  /** The one that was heard last; undefined: none was. */
  get desk(): DeskFile | undefined {
    return this.#desk;
  }

  listen(listener: DeskListener): void {
    void this.#repeat(this.#ends.signal, async (desk, heard) => {
      const hear = (message: FeedMessage) => {
        this.#desk = desk;
        if (!listener.onMessage(message)) return false;
        heard();
        return true;
      };
      try {
        while (await this.#hearAtPace(desk, hear));
      } finally {
        listener.onAway();
      }
    });
  }

  attend(isAttended: boolean): void {
    if (isAttended === this.#isAttended) return;
    this.#isAttended = isAttended;
    this.#pace.abort();
  }

  market(market: string, listener: CloseListener<MarketDocument>): () => void {
    return this.#closely(`/feed/market?slug=${encodeURIComponent(market)}`, listener);
  }

  strategy(strategy: string, listener: CloseListener<StrategyDocument>): () => void {
    return this.#closely(`/feed/strategy?name=${encodeURIComponent(strategy)}`, listener);
  }

  async path(market: string): Promise<Result<readonly PathPoint[]>> {
    const path = `/feed/path?slug=${encodeURIComponent(market)}`;
    return (await this.#ask('GET', path, ASK_WITHIN_MS)) as Result<readonly PathPoint[]>;
  }

  async opinions(market: string): Promise<Result<readonly OpinionPoint[]>> {
    const path = `/feed/opinions?slug=${encodeURIComponent(market)}`;
    return (await this.#ask('GET', path, ASK_WITHIN_MS)) as Result<readonly OpinionPoint[]>;
  }

  equity(): Promise<Result<readonly EquityPoint[]>> {
    return this.#equity() as Promise<Result<readonly EquityPoint[]>>;
  }

  say(word: DeskWord): Promise<Result<unknown>> {
    const proves = word.kind === 'kill' || word.kind === 'paper';
    return this.#ask('POST', wordPath(word), proves ? PROVE_WITHIN_MS : ASK_WITHIN_MS);
  }

  close(): void {
    this.#ends.abort();
  }

  /** True: it goes on at another pace. */
  async #hearAtPace(desk: DeskFile, hear: (message: FeedMessage) => boolean): Promise<boolean> {
    const pace = new AbortController();
    this.#pace = pace;
    const signal = AbortSignal.any([this.#ends.signal, pace.signal]);
    const path = this.#isAttended ? '/feed' : `/feed?every=${UNATTENDED_MS}`;
    const isOther = () => pace.signal.aborted && !this.#ends.signal.aborted;
    try {
      for await (const message of deskLines(desk, path, signal, this.#options.clock)) {
        if (!hear(message as FeedMessage)) return false;
      }
    } catch (error) {
      if (!isOther()) throw error;
    }
    return isOther();
  }

  /** Tells what is said there until the returned function is called. */
  #closely<T>(path: string, { onDocument, onAway }: CloseListener<T>): () => void {
    const ends = new AbortController();
    const signal = AbortSignal.any([ends.signal, this.#ends.signal]);
    void this.#repeat(signal, async (desk, heard) => {
      try {
        for await (const document of deskLines(desk, path, signal, this.#options.clock)) {
          heard();
          onDocument(document as T);
        }
      } finally {
        onAway();
      }
    });
    return () => ends.abort();
  }

  /** Does it with the desk again and again, later and later while nothing is heard of it. */
  async #repeat(
    signal: AbortSignal,
    work: (desk: DeskFile, heard: () => void) => Promise<void>,
  ): Promise<void> {
    const backoff = new Backoff(WAITS, this.#options.random);
    while (!signal.aborted) {
      const desk = await this.#options.find().catch(() => undefined);
      // Whatever ends it, ends it in the same way: it is asked again.
      if (desk !== undefined) await work(desk, () => backoff.reset()).catch(() => {});
      if (!signal.aborted) await this.#wait(backoff.next(), signal);
    }
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const done = () => {
        clock.clearTimer(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = clock.setTimer(ms, done);
      signal.addEventListener('abort', done);
    });
  }

  async #ask(method: 'GET' | 'POST', path: string, withinMs: number): Promise<Result<unknown>> {
    const desk = await this.#options.find().catch(() => undefined);
    if (desk === undefined) return refuse('desk_away', 'no desk is there to hear it');
    return askDesk(desk, method, path, { withinMs, signal: this.#ends.signal });
  }
}
