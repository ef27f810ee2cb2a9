import type { MarketIndex } from '../../domain/ids.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { StrategyOpinion } from '../../screen/market-document.ts';
import type { Listen } from '../../server/line-stream.ts';
import { HEARTBEAT_MS } from './desk-feed.ts';
import { marketDocument, opinionsOn } from './market-screen.ts';
import { PacedTurns } from './paced-turns.ts';
import { ToldListeners } from './told-listeners.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** A strategy is asked what it thinks so often at most, ms. */
const ASK_MS = 1_000;

type Told = {
  readonly listeners: ToldListeners;
  /** What was told last, but for its time. */
  content: string;
  line: string;
  at: Monotonic;
  opinions: readonly StrategyOpinion[];
  askedAt: Monotonic | undefined;
};

/** Tells those that look at single markets; a market that nobody looks at is not looked at. */
export class MarketFeeds {
  readonly #desk: WatchedDesk;
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #told = new Map<MarketIndex, Told>();
  readonly #turns: PacedTurns;

  /** `clock`: the machine's. */
  constructor(desk: WatchedDesk, clock: Clock, onFault: (error: unknown) => void) {
    this.#desk = desk;
    this.#clock = clock;
    this.#onFault = onFault;
    this.#turns = new PacedTurns(clock, () => this.#turn());
  }

  /** Undefined: nobody knows the market. */
  listenTo(slug: string): Listen | undefined {
    const { markets } = this.#desk.session.session.engine.state;
    const index = markets.findLastIndex((market) => market.slug === slug) as MarketIndex;
    return index < 0
      ? undefined
      : (listener) => {
          const told = this.#toldOf(index);
          told.listeners.add(listener);
          this.#turns.start();
          return () => {
            told.listeners.remove(listener);
            if (told.listeners.count === 0) this.#told.delete(index);
            if (this.#told.size === 0) this.#turns.stop();
          };
        };
  }

  close(): void {
    for (const { listeners } of this.#told.values()) listeners.end();
    this.#told.clear();
    this.#turns.stop();
  }

  #toldOf(index: MarketIndex): Told {
    const known = this.#told.get(index);
    if (known !== undefined) return known;
    const told: Told = {
      listeners: new ToldListeners(),
      content: '',
      line: '',
      at: this.#clock.monotonic(),
      opinions: [],
      askedAt: undefined,
    };
    this.#told.set(index, told);
    return told;
  }

  #turn(): void {
    try {
      for (const [index, told] of this.#told) this.#tell(index, told);
    } catch (error) {
      this.close();
      this.#onFault(error);
    }
  }

  #tell(index: MarketIndex, told: Told): void {
    const now = this.#desk.clock.now();
    const at = this.#clock.monotonic();
    if (told.askedAt === undefined || elapsedMs(told.askedAt, at) >= ASK_MS) {
      told.opinions = opinionsOn(this.#desk, index, now);
      told.askedAt = at;
    }
    const document = marketDocument(this.#desk, index, now, told.opinions);
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
