// The market channel and its venue in one process: real sockets, virtual time.
import { BID } from '../../src/domain/side.ts';
import { formatDecimal, type Timestamp } from '../../src/domain/units.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import type { MarketLimits } from '../../src/polymarket/sockets/market-limits.ts';
import type { Levels, MarketMessage } from '../../src/ports/venue-wire.ts';
import { eventually } from './eventually.ts';
import { MarketDesk, tokens } from './market-desk.ts';
import { NOON_MS } from './market-frames.ts';
import { MarketServer } from './market-server.ts';

export class MarketWorld {
  readonly server: MarketServer;
  readonly desk: MarketDesk;
  readonly tokens: readonly string[];

  private constructor(server: MarketServer, desk: MarketDesk, names: readonly string[]) {
    this.server = server;
    this.desk = desk;
    this.tokens = names;
    // REST always knows the present book.
    desk.witness = async (token) => {
      const book = server.books.get(token);
      if (book === undefined) return undefined;
      return { tsEvent: ((NOON_MS + book.ms) * 1_000) as Timestamp, hash: undefined };
    };
  }

  /** A venue with these tokens, and a channel that has subscribed them; nothing has been heard. */
  static async open(
    names: readonly string[],
    limits: Partial<MarketLimits> = {},
  ): Promise<MarketWorld> {
    const server = await MarketServer.open();
    server.list(...names);
    const desk = new MarketDesk(wsTransport, server.sockets.url, limits);
    const subscribed = desk.channel.subscribe(tokens(...names));
    if (!subscribed.ok) throw new Error(subscribed.message);
    return new MarketWorld(server, desk, names);
  }

  /** Lets all that is on the wires arrive: connections too, and breaks. */
  readonly settle = async (): Promise<void> => {
    const { channel } = this.desk;
    await eventually(() => {
      const states = channel.shards.map(({ state }) => state);
      const open = states.filter((state) => state === 'open').length;
      return !states.includes('connecting') && open === this.server.present.length;
    });
    await this.server.settled();
  };

  /** Time goes by, half a second at most between two looks at the wires. */
  readonly wait = async (ms: number): Promise<void> => {
    await this.settle();
    for (let left = ms; left > 0; left -= 500) {
      await this.desk.clock.pass(Math.min(left, 500));
      await this.settle();
    }
  };

  /** Waits, in virtual time, until every book is trusted; no longer than this. */
  readonly recovered = async (withinMs: number): Promise<void> => {
    await this.settle();
    for (let waited = 0; waited < withinMs && !this.isWhole; waited += 500) await this.wait(500);
  };

  get isWhole(): boolean {
    return this.tokens.every((token) => this.desk.isTrusted(token));
  }

  /** The tokens whose book here is not the venue's: none, when all is well. */
  get differing(): string[] {
    const books = foldBooks(this.desk.sink.messages);
    return this.tokens.filter((token) => {
      const there = this.server.books.get(token);
      const here = books.get(token);
      if (there === undefined || here === undefined) return true;
      return sorted(here.bids) !== sorted(there.bids) || sorted(here.asks) !== sorted(there.asks);
    });
  }

  async close(): Promise<void> {
    const closed = this.desk.channel.close();
    await this.server.close();
    await closed;
  }
}

type Folded = { readonly bids: Map<string, string>; readonly asks: Map<string, string> };

/** The books that whoever believes every message ends up with. */
function foldBooks(messages: readonly MarketMessage[]): Map<string, Folded> {
  const books = new Map<string, Folded>();
  for (const message of messages) {
    if (message.kind === 'BookSnapshot') {
      books.set(message.token, { bids: levels(message.bids), asks: levels(message.asks) });
    } else if (message.kind === 'TickSizeChanged') {
      books.set(message.token, { bids: new Map(), asks: new Map() });
    } else if (message.kind === 'LevelsChanged') {
      for (const { token, side, price, size } of message.changes) {
        const book = books.get(token);
        const half = side === BID ? book?.bids : book?.asks;
        if (size === 0) half?.delete(formatDecimal(price));
        else half?.set(formatDecimal(price), formatDecimal(size));
      }
    }
  }
  return books;
}

function levels({ price, size }: Levels): Map<string, string> {
  return new Map(Array.from(price, (p, i) => [formatDecimal(p), formatDecimal(size[i] ?? 0)]));
}

function sorted(side: ReadonlyMap<string, string>): string {
  return [...side].sort().join(' ');
}
