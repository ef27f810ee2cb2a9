// Three exchanges and the feeds that listen to them in one process: real sockets, virtual time.
import { once } from 'node:events';
import { BinanceFutures } from '../../src/feeds/binance-futures.ts';
import { BinanceSpot } from '../../src/feeds/binance-spot.ts';
import { Coinbase } from '../../src/feeds/coinbase.ts';
import { CONSENSUS_RULE, type Consensus, consensusOf } from '../../src/feeds/consensus.ts';
import type { SocketFeed } from '../../src/feeds/live/socket-feed.ts';
import type { Transport } from '../../src/net/transport.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import { eventually } from './eventually.ts';
import { binanceTrade, coinbaseHeartbeat, coinbaseTicker, markPrice } from './exchange-frames.ts';
import { FeedDesk } from './feed-desk.ts';
import { SocketServer } from './socket-server.ts';

/** What an exchange sends at a moment, given the true price. */
export type Speech = (ms: number, price: string) => readonly string[];

const SPEECHES = {
  binance: (ms, price) => [binanceTrade(ms, { p: price })],
  coinbase: (ms, price) => [coinbaseHeartbeat(ms), coinbaseTicker(ms, { price })],
  index: (ms, price) => [markPrice(ms, { i: price, p: price })],
} as const satisfies Record<string, Speech>;

export type ExchangeName = keyof typeof SPEECHES;

export class ExchangeWorld {
  readonly servers: Readonly<Record<ExchangeName | 'binanceSecond', SocketServer>>;
  readonly says: Record<ExchangeName, Speech> = { ...SPEECHES };
  readonly desk: FeedDesk;
  readonly spot: BinanceSpot;
  readonly futures: BinanceFutures;
  readonly coinbase: Coinbase;
  /** Attempts under way, and connections that are open on our side. */
  #connecting = 0;
  #open = 0;
  #ms = 0;

  private constructor(servers: ExchangeWorld['servers']) {
    this.servers = servers;
    this.desk = new FeedDesk(this.#counting);
    const { outside } = this.desk;
    const hostOf = (server: SocketServer) => server.url.replace(/\/$/, '');
    this.spot = new BinanceSpot({
      ...outside,
      symbols: ['btcusdt'],
      channels: ['trade'],
      streamHosts: [hostOf(servers.binance), hostOf(servers.binanceSecond)],
    });
    this.futures = new BinanceFutures({
      ...outside,
      symbols: ['btcusdt'],
      channels: ['markPrice@1s'],
      questions: [],
      streamHosts: [hostOf(servers.index)],
    });
    this.coinbase = new Coinbase({
      ...outside,
      products: ['BTC-USD'],
      channels: ['ticker', 'heartbeat'],
      streamHosts: [hostOf(servers.coinbase)],
    });
  }

  static async open(): Promise<ExchangeWorld> {
    const [binance, binanceSecond, coinbase, index] = await Promise.all(
      [1, 2, 3, 4].map(() => SocketServer.open()),
    );
    if (!binance || !binanceSecond || !coinbase || !index) throw new Error('a server is missing');
    return new ExchangeWorld({ binance, binanceSecond, coinbase, index });
  }

  start(): void {
    for (const one of [this.spot, this.futures, this.coinbase]) one.start();
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.servers).map((server) => server.close()));
    await Promise.all([this.spot, this.futures, this.coinbase].map((one) => one.close()));
  }

  /** The true price as text: it moves a little each second. */
  get price(): string {
    return String(76_800 + (this.#ms / 1_000) * 0.25);
  }

  get ms(): number {
    return this.#ms;
  }

  /** A second passes; then each exchange says its price to whoever is connected. */
  async second(): Promise<void> {
    await this.#settle();
    await this.desk.clock.pass(1_000);
    this.#ms += 1_000;
    await this.#settle();
    this.#say(this.servers.binance, this.says.binance);
    this.#say(this.servers.binanceSecond, this.says.binance);
    this.#say(this.servers.coinbase, this.says.coinbase);
    this.#say(this.servers.index, this.says.index);
    await this.#settle();
  }

  /** What our side makes of it. */
  consensus(): Consensus {
    const heard = (source: ExchangeName, feed: SocketFeed, name: string) => {
      const last = feed.heard(name);
      const told = last && { value: last.value.value, ageMs: last.ageMs };
      return { source, heard: told };
    };
    const readings = [
      heard('binance', this.spot.socket, 'binance/btcusdt'),
      heard('coinbase', this.coinbase.socket, 'coinbase/btcusd'),
      heard('index', this.futures.socket, 'binance-futures/btcusdt-index'),
    ];
    return consensusOf(readings, { ...CONSENSUS_RULE, ageMsMost: 5_000 });
  }

  #say(server: SocketServer, speech: Speech): void {
    for (const peer of openPeers(server)) {
      for (const text of speech(this.#ms, this.price)) peer.say(text);
    }
  }

  /** Lets all that is on the wires arrive: connections, breaks, and what was said. */
  async #settle(): Promise<void> {
    const servers = Object.values(this.servers);
    const isQuiet = () =>
      this.#connecting === 0 && this.#open === servers.flatMap(openPeers).length;
    await eventually(isQuiet);
    await Promise.all(servers.flatMap(openPeers).map(({ socket }) => echo(socket)));
    await eventually(isQuiet);
  }

  readonly #counting: Transport = (request, events) => {
    this.#connecting++;
    let isOpen = false;
    return wsTransport(request, {
      ...events,
      opened: () => {
        isOpen = true;
        this.#connecting--;
        this.#open++;
        events.opened();
      },
      closed: (code, reason) => {
        if (isOpen) this.#open--;
        else this.#connecting--;
        events.closed(code, reason);
      },
    });
  };
}

function openPeers({ peers }: SocketServer) {
  return peers.filter(({ socket }) => socket.readyState === socket.OPEN);
}

/** There and back again; or the end of the connection. */
async function echo(socket: SocketServer['last']['socket']): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const gone = once(socket, 'close', { signal }).catch(() => {});
  socket.ping();
  await Promise.race([once(socket, 'pong', { signal }).catch(() => {}), gone]);
  over.abort();
}
