import type { LiveMessage, Watched } from '../../screen/live-message.ts';
import type { BrowserSocket } from './browser-socket.ts';
import type { DeskLink } from './desk-link.ts';

/** The desk has few connections to give. */
const STREAMS_MOST = 8;
const WATCHED_MOST = 4;

type Stream = {
  readonly watchers: Set<BrowserSocket>;
  readonly stop: () => void;
  /** What whoever comes is shown at once; undefined: nothing was told by the run of now. */
  last: string | undefined;
};

type Link = Pick<DeskLink, 'market' | 'strategy'>;

type Teller = {
  readonly tell: (message: LiveMessage) => void;
  readonly onAway: () => void;
};

/** One stream of the desk for all browsers that watch a market or a strategy. */
export class CloseWatch {
  readonly #link: Link;
  /** By what it is of, see {@link keyOf}. */
  readonly #streams = new Map<string, Stream>();

  constructor(link: Link) {
    this.#link = link;
  }

  watch(browser: BrowserSocket, watched: Watched): void {
    const key = keyOf(watched);
    if (browser.watched.has(key)) return;
    const known = this.#streams.get(key);
    const isFull = known === undefined && this.#streams.size >= STREAMS_MOST;
    if (isFull || browser.watched.size >= WATCHED_MOST) {
      const message = `${nameOf(watched)}: too much is watched: leave something else first`;
      browser.say({ kind: 'refused', code: 'too_many_watched', message });
      return;
    }
    const stream = known ?? this.#open(key, watched);
    stream.watchers.add(browser);
    browser.watched.add(key);
    if (stream.last !== undefined) browser.show(stream.last);
  }

  unwatch(browser: BrowserSocket, watched: Watched): void {
    this.#leave(browser, keyOf(watched));
  }

  /** It is gone. */
  leave(browser: BrowserSocket): void {
    for (const key of [...browser.watched]) this.#leave(browser, key);
  }

  #leave(browser: BrowserSocket, key: string): void {
    const stream = this.#streams.get(key);
    if (!browser.watched.delete(key) || stream === undefined) return;
    stream.watchers.delete(browser);
    if (stream.watchers.size > 0) return;
    this.#streams.delete(key);
    stream.stop();
  }

  #open(key: string, watched: Watched): Stream {
    const watchers = new Set<BrowserSocket>();
    const stop = this.#begin(watched, {
      tell: (message) => {
        stream.last = JSON.stringify(message);
        for (const browser of watchers) browser.show(stream.last);
      },
      // The next one that is heard may be another run, which need not know what it is of.
      onAway: () => {
        stream.last = undefined;
      },
    });
    const stream: Stream = { watchers, stop, last: undefined };
    this.#streams.set(key, stream);
    return stream;
  }

  #begin(watched: Watched, { tell, onAway }: Teller): () => void {
    if ('market' in watched) {
      const { market } = watched;
      return this.#link.market(market, {
        onDocument: (document) => tell({ kind: 'market', market, document }),
        onAway,
      });
    }
    const { strategy } = watched;
    return this.#link.strategy(strategy, {
      onDocument: (document) => tell({ kind: 'strategy', strategy, document }),
      onAway,
    });
  }
}

function keyOf(watched: Watched): string {
  return 'market' in watched ? `market ${watched.market}` : `strategy ${watched.strategy}`;
}

function nameOf(watched: Watched): string {
  return 'market' in watched ? watched.market : watched.strategy;
}
