// The venue's market channel, with faults on demand: over real sockets on loopback, or without.
import { bookFrame, type ChangeSketch, changeFrame, type Level } from './market-frames.ts';
import type { Client, Listening } from './socket-server.ts';

type Side = Map<string, string>;
export type ServedBook = { readonly bids: Side; readonly asks: Side; ms: number };

export class MarketServer {
  readonly #sockets: Listening;
  readonly books = new Map<string, ServedBook>();
  /** Answers heartbeats and sends nothing else. */
  isStalled = false;
  /** Tokens of which nothing is sent. */
  readonly deadTokens = new Set<string>();
  /** A socket with more tokens gets no snapshots. */
  ceiling = 500;
  /** What is done with frames on their way: by default nothing. */
  carry: (text: string) => readonly string[] = (text) => [text];
  /** A subscription brings this token's snapshot. */
  snapshotOf: (token: string) => string = (token) => this.snapshot(token);
  readonly #subscribed = new Map<Client, Set<string>>();
  #heldBack: readonly Client[] = [];
  #held: { readonly peer: Client; readonly text: string }[] | undefined;

  constructor(sockets: Listening) {
    this.#sockets = sockets;
    sockets.onText = (peer, text) => this.#hear(peer, text);
  }

  /** Clients that are connected. */
  get present(): Client[] {
    return this.#sockets.peers.filter(({ isOpen }) => isOpen);
  }

  tokensOf(peer: Client): readonly string[] {
    return [...(this.#subscribed.get(peer) ?? [])];
  }

  /** A book of 0.48 / 0.52 that was last changed at noon. */
  list(...tokens: readonly string[]): void {
    for (const token of tokens) {
      const book = { bids: new Map([['0.48', '100']]), asks: new Map([['0.52', '100']]), ms: 0 };
      this.books.set(token, book);
    }
  }

  /** Changes levels, and says so to everyone who has subscribed. */
  change(ms: number, ...changes: readonly ChangeSketch[]): void {
    for (const { token, side = 'BUY', price = '0.47', size = '7' } of changes) {
      const book = this.#bookOf(token);
      const levels = side === 'BUY' ? book.bids : book.asks;
      if (size === '0') levels.delete(price);
      else levels.set(price, size);
      book.ms = ms;
    }
    this.publish(changes[0]?.token ?? '', changeFrame(ms, ...changes));
  }

  snapshot(token: string, tick?: string): string {
    const { bids, asks, ms } = this.#bookOf(token);
    const sides = { bids: levelsOf(bids), asks: levelsOf(asks) };
    return bookFrame({ token, ms, ...sides, ...(tick === undefined ? {} : { tick }) });
  }

  /** Sends a frame to everyone who has subscribed the token. */
  publish(token: string, text: string): void {
    if (this.deadTokens.has(token)) return;
    for (const peer of this.present) {
      if (this.#subscribed.get(peer)?.has(token)) this.#send(peer, text);
    }
  }

  /** Keeps frames back until they are released; those of these clients alone, if any are named. */
  hold(...peers: readonly Client[]): void {
    this.#held ??= [];
    this.#heldBack = peers;
  }

  release(order: 'as they came' | 'the other way round' = 'as they came'): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    if (order === 'the other way round') held.reverse();
    for (const { peer, text } of held) peer.say(text);
  }

  /** A dead token's stream lives again, for those who subscribe anew: what was missed is missed. */
  revive(token: string): void {
    if (!this.deadTokens.delete(token)) return;
    for (const tokens of this.#subscribed.values()) tokens.delete(token);
  }

  /** Cuts every wire. */
  dropAll(): void {
    for (const peer of this.present) peer.drop();
  }

  #hear(peer: Client, text: string): void {
    const tokens = this.#subscribed.get(peer);
    if (text === 'PING') {
      // Venue behavior of 2026: whoever pings before subscribing is put out.
      if (tokens === undefined) peer.goodbye(1008, 'subscribe first');
      else peer.say('PONG');
      return;
    }
    const words = JSON.parse(text) as { operation?: string; assets_ids: readonly string[] };
    const now = tokens ?? new Set<string>();
    this.#subscribed.set(peer, now);
    for (const token of words.assets_ids) {
      if (words.operation === 'unsubscribe') now.delete(token);
      else now.add(token);
    }
    if (words.operation === 'unsubscribe' || now.size > this.ceiling) return;
    for (const token of words.assets_ids) {
      if (this.books.has(token) && !this.deadTokens.has(token)) {
        this.#send(peer, this.snapshotOf(token));
      }
    }
  }

  #send(peer: Client, text: string): void {
    if (this.isStalled) return;
    const isHeld = this.#heldBack.length === 0 || this.#heldBack.includes(peer);
    for (const one of this.carry(text)) {
      if (this.#held === undefined || !isHeld) peer.say(one);
      else this.#held.push({ peer, text: one });
    }
  }

  #bookOf(token: string): ServedBook {
    const book = this.books.get(token);
    if (book === undefined) throw new Error(`token ${token} is not listed`);
    return book;
  }
}

function levelsOf(side: Side): Level[] {
  return [...side];
}
