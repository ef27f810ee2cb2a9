import type { Outcome } from '../../domain/ids.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { SocketFaults } from '../faults/socket-faults.ts';
import type { DepthChange } from '../venue/depth.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { ListedMarkets } from '../venue/listed-markets.ts';
import type { Print, VenueListener } from '../venue/venue-listener.ts';
import { type BestPrices, BookText } from './book-text.ts';
import type { ClientSocket } from './client-socket.ts';
import { MarketAudience, type MarketClient } from './market-audience.ts';
import { type MarketRequest, marketRequest } from './market-request.ts';
import {
  bestText,
  changeText,
  listedText,
  priceChangeText,
  printText,
  resolvedText,
  tickText,
  tokenOf,
} from './market-text.ts';

/** A market that somebody has asked for. */
type ToldMarket = {
  readonly book: BookText;
  /** Best prices as they were last told. */
  best: BestPrices;
  /** A print was told, and the book has not been told after it. */
  isTraded: boolean;
};

const OUTCOMES: readonly Outcome[] = [0, 1];

/**
 * The market channel: books, their changes, prints. Each news is put into words once for all who
 * get the same of it; a market that nobody listens to costs nothing.
 */
export class MarketSockets implements VenueListener {
  readonly #markets: ListedMarkets;
  readonly #faults: SocketFaults;
  readonly #audience = new MarketAudience();
  readonly #told = new Map<ListedMarket, ToldMarket>();

  constructor(markets: ListedMarkets, faults: SocketFaults) {
    this.#markets = markets;
    this.#faults = faults;
  }

  open(socket: ClientSocket): void {
    const client: MarketClient = { socket, tokens: new Set(), wantsCustom: false };
    this.#audience.clients.add(client);
    socket.onClosed = () => this.#audience.remove(client);
    socket.onText = (text) => {
      if (text === 'PING') socket.reply('PONG');
      else this.#request(client, marketRequest(text));
    };
  }

  listed(market: ListedMarket, at: Timestamp): void {
    this.#sendCustom(() => listedText(market, at));
    // Who has asked for a token before it was listed begins with its book.
    this.#tellBook(market);
  }

  levels(market: ListedMarket, changes: readonly DepthChange[], at: Timestamp): void {
    const told = this.#told.get(market);
    if (told === undefined) return;
    told.book.follow(changes);
    if (!this.#isHeard(market)) {
      // The next to ask begins anew.
      this.#told.delete(market);
      return;
    }
    this.#tellChanges(market, told.book, changes, at);
    this.#tellBest(market, told, at);
  }

  printed(print: Print): void {
    const told = this.#told.get(print.market);
    if (told !== undefined) told.isTraded = true;
    this.#sendTo(tokenOf(print.market, print.outcome), () => printText(print));
  }

  bookAfterTrade(market: ListedMarket): void {
    // Asked once for each trade of a step.
    if (this.#told.get(market)?.isTraded === true) this.#tellBook(market);
  }

  tickChanged(market: ListedMarket, before: TickSize, at: Timestamp): void {
    for (const outcome of OUTCOMES) {
      this.#sendTo(tokenOf(market, outcome), () => tickText(market, outcome, before, at));
    }
    // The book of the new grid is known when the step is over, which nothing else might tell.
    queueMicrotask(() => this.#tellBook(market));
  }

  resolved(market: ListedMarket, at: Timestamp): void {
    this.#sendCustom(() => resolvedText(market, at));
  }

  #request(client: MarketClient, request: MarketRequest | undefined): void {
    if (request === undefined) {
      client.socket.refuse();
      return;
    }
    const { tokens, isSubscribing, wantsBooks, wantsCustom } = request;
    client.wantsCustom = wantsCustom ?? client.wantsCustom;
    if (!isSubscribing) this.#audience.unsubscribe(client, tokens);
    else {
      this.#audience.subscribe(client, tokens);
      const books = this.#booksOf(tokens);
      if (wantsBooks && books.length > 0) client.socket.send(Buffer.from(`[${books.join(',')}]`));
    }
  }

  /** The books of those tokens that are listed: their markets are followed from now on. */
  #booksOf(tokens: readonly string[]): string[] {
    const { withoutSnapshot, silent } = this.#faults;
    const books: string[] = [];
    for (const token of tokens) {
      const listed = this.#markets.byToken(token);
      if (listed === undefined) continue;
      const { book } = this.#toldOf(listed.market);
      if (withoutSnapshot.has(token) || silent.has(token)) continue;
      books.push(book.message(listed.outcome));
    }
    return books;
  }

  /** Each client gets the entries of the tokens that it asked for: one frame in three forms. */
  #tellChanges(
    market: ListedMarket,
    book: BookText,
    changes: readonly DepthChange[],
    at: Timestamp,
  ): void {
    const audiences = OUTCOMES.map((outcome) => this.#heardBy(tokenOf(market, outcome)));
    const [first, second] = audiences as [ReadonlySet<MarketClient>, ReadonlySet<MarketClient>];
    const entries = OUTCOMES.map((outcome) => entriesOf(market, book, changes, outcome));
    const frame = once(() => priceChangeText(market, entries[0] as string[], at));
    const other = once(() => priceChangeText(market, entries[1] as string[], at));
    const both = once(() => priceChangeText(market, paired(entries), at));
    for (const client of first) client.socket.send(second.has(client) ? both() : frame());
    for (const client of second) if (!first.has(client)) client.socket.send(other());
  }

  #tellBest(market: ListedMarket, told: ToldMarket, at: Timestamp): void {
    const best = told.book.best(0);
    if (best[0] === told.best[0] && best[1] === told.best[1]) return;
    told.best = best;
    for (const outcome of OUTCOMES) {
      const words = () => bestText(market, outcome, told.book.best(outcome), at);
      this.#sendTo(tokenOf(market, outcome), words, true);
    }
  }

  #tellBook(market: ListedMarket): void {
    if (!this.#isHeard(market)) return;
    const told = this.#toldOf(market);
    told.isTraded = false;
    for (const outcome of OUTCOMES) {
      const token = tokenOf(market, outcome);
      if (this.#faults.withoutSnapshot.has(token)) continue;
      this.#sendTo(token, () => told.book.message(outcome));
    }
  }

  #toldOf(market: ListedMarket): ToldMarket {
    const known = this.#told.get(market);
    if (known !== undefined) return known;
    const book = new BookText(market);
    const told: ToldMarket = { book, best: book.best(0), isTraded: false };
    this.#told.set(market, told);
    return told;
  }

  #isHeard(market: ListedMarket): boolean {
    return OUTCOMES.some((outcome) => this.#audience.of(tokenOf(market, outcome)).size > 0);
  }

  #heardBy(token: string): ReadonlySet<MarketClient> {
    return this.#faults.silent.has(token) ? new Set() : this.#audience.of(token);
  }

  #sendTo(token: string, words: () => string, isCustom = false): void {
    const frame = once(words);
    for (const client of this.#heardBy(token)) {
      if (client.wantsCustom || !isCustom) client.socket.send(frame());
    }
  }

  #sendCustom(words: () => string): void {
    const frame = once(words);
    for (const client of this.#audience.clients) {
      if (client.wantsCustom) client.socket.send(frame());
    }
  }
}

/** Encoded when the first client wants it, and the same for all. */
function once(words: () => string): () => Buffer {
  let frame: Buffer | undefined;
  return () => {
    frame ??= Buffer.from(words());
    return frame;
  };
}

/** Of a frame with several changes all entries tell the best prices and the hash after the last. */
function entriesOf(
  market: ListedMarket,
  book: BookText,
  changes: readonly DepthChange[],
  outcome: Outcome,
): string[] {
  const token = tokenOf(market, outcome);
  const [hash, best] = [book.hash(outcome), book.best(outcome)];
  return changes.map((change) => changeText(change, outcome, token, hash, best));
}

/** A change in the one token, then the same in the other. */
function paired([first = [], second = []]: readonly string[][]): string[] {
  return first.flatMap((entry, i) => [entry, second[i] as string]);
}
