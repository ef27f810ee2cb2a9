// The market channel and its venue in one process: real sockets, virtual time.
import type { Timestamp } from '../../src/domain/units.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import type { MarketLimits } from '../../src/polymarket/sockets/market-limits.ts';
import { eventually } from './eventually.ts';
import { differingBooks } from './folded-books.ts';
import { MarketDesk, tokens } from './market-desk.ts';
import { NOON_MS } from './market-frames.ts';
import { MarketServer } from './market-server.ts';
import { SocketServer } from './socket-server.ts';

type Limits = Partial<MarketLimits>;

export class MarketWorld {
  readonly sockets: SocketServer;
  readonly server: MarketServer;
  readonly desk: MarketDesk;
  readonly tokens: readonly string[];

  private constructor(sockets: SocketServer, names: readonly string[], limits: Limits) {
    const server = new MarketServer(sockets);
    server.list(...names);
    const desk = new MarketDesk(wsTransport, sockets.url, limits);
    this.sockets = sockets;
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
  static async open(names: readonly string[], limits: Limits = {}): Promise<MarketWorld> {
    const world = new MarketWorld(await SocketServer.open(), names, limits);
    const subscribed = world.desk.channel.subscribe(tokens(...names));
    if (!subscribed.ok) throw new Error(subscribed.message);
    return world;
  }

  /** Lets all that is on the wires arrive: connections too, and breaks. */
  readonly settle = async (): Promise<void> => {
    const { channel } = this.desk;
    await eventually(() => {
      const states = channel.shards.map(({ state }) => state);
      const open = states.filter((state) => state === 'open').length;
      return !states.includes('connecting') && open === this.server.present.length;
    });
    await this.sockets.settled();
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
    return differingBooks(this.desk.sink.messages, this.server, this.tokens);
  }

  async close(): Promise<void> {
    const closed = this.desk.channel.close();
    await this.sockets.close();
    await closed;
  }
}
