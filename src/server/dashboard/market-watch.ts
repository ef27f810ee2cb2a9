import type { MarketDocument } from '../../screen/market-document.ts';
import type { BrowserSocket } from './browser-socket.ts';
import type { DeskLink } from './desk-link.ts';

/** The desk has few connections to give. */
const MARKETS_MOST = 8;
const WATCHED_MOST = 4;

type Stream = {
  readonly watchers: Set<BrowserSocket>;
  readonly stop: () => void;
  last: string | undefined;
};

/** One stream of the desk for all browsers that watch a market. */
export class MarketWatch {
  readonly #link: Pick<DeskLink, 'market'>;
  readonly #streams = new Map<string, Stream>();

  constructor(link: Pick<DeskLink, 'market'>) {
    this.#link = link;
  }

  watch(browser: BrowserSocket, market: string): void {
    if (browser.watched.has(market)) return;
    const known = this.#streams.get(market);
    const isFull = known === undefined && this.#streams.size >= MARKETS_MOST;
    if (isFull || browser.watched.size >= WATCHED_MOST) {
      const message = `${market}: too many markets are watched: leave another one first`;
      browser.say({ kind: 'refused', code: 'too_many_markets', message });
      return;
    }
    const stream = known ?? this.#open(market);
    stream.watchers.add(browser);
    browser.watched.add(market);
    if (stream.last !== undefined) browser.show(stream.last);
  }

  unwatch(browser: BrowserSocket, market: string): void {
    const stream = this.#streams.get(market);
    if (!browser.watched.delete(market) || stream === undefined) return;
    stream.watchers.delete(browser);
    if (stream.watchers.size > 0) return;
    this.#streams.delete(market);
    stream.stop();
  }

  /** It is gone. */
  leave(browser: BrowserSocket): void {
    for (const market of [...browser.watched]) this.unwatch(browser, market);
  }

  #open(market: string): Stream {
    const watchers = new Set<BrowserSocket>();
    const tell = (document: MarketDocument) => {
      stream.last = JSON.stringify({ kind: 'market', market, document });
      for (const browser of watchers) browser.show(stream.last);
    };
    const stream: Stream = { watchers, stop: this.#link.market(market, tell), last: undefined };
    this.#streams.set(market, stream);
    return stream;
  }
}
