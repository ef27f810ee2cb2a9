import type { Timestamp } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { OrderRecord } from '../venue/order-record.ts';
import type { TradeRecord } from '../venue/trade-record.ts';
import type { OrderNews, VenueListener } from '../venue/venue-listener.ts';
import type { ClientSocket } from './client-socket.ts';
import { keyOf } from './credentials.ts';
import { requestOf, textsOf } from './request-text.ts';
import { orderText, tradeText } from './user-text.ts';

type UserClient = {
  readonly socket: ClientSocket;
  /** Id of the API key; undefined until it is proven. */
  key: string | undefined;
  /** Condition ids; undefined: all markets. */
  markets: Set<string> | undefined;
};

/** The user channel: orders and trades, to each connection of the keys that they concern. */
export class UserSockets implements VenueListener {
  readonly #venue: LocalVenue;
  readonly #byKey = new Map<string, Set<UserClient>>();

  constructor(venue: LocalVenue) {
    this.#venue = venue;
  }

  open(socket: ClientSocket): void {
    const client: UserClient = { socket, key: undefined, markets: undefined };
    socket.onClosed = () => this.#remove(client);
    socket.onText = (text) => {
      if (text === 'PING') socket.reply('PONG');
      else if (client.key === undefined) this.#name(client, text);
      else this.#change(client, text);
    };
  }

  order(record: OrderRecord, news: OrderNews, at: Timestamp): void {
    const { key, market } = record.facts;
    this.#tell(key.id, market, () => orderText(record, news, at));
  }

  trade(trade: TradeRecord, at: Timestamp): void {
    const { ids } = this.#venue;
    const owners = new Set<string>();
    for (const { order } of [trade.taker, ...trade.makers]) {
      if (order !== undefined) owners.add(order.facts.key.id);
    }
    // Who has traded with itself hears of it once, as the taker.
    for (const owner of owners) {
      this.#tell(owner, trade.market, () => tradeText(trade, owner, ids, at));
    }
  }

  /** The first words: who it is, and perhaps of which markets it wants to hear. */
  #name(client: UserClient, text: string): void {
    const { socket } = client;
    const words = requestOf(text);
    const markets = textsOf(words?.markets);
    const key = keyOf(words?.auth, this.#venue.keys);
    if (key === undefined || markets === undefined) {
      // ASSUMPTION, kept here alone: the venue breaks off without a goodbye, as clients report
      // (clob-client #127, py-clob-client #204).
      socket.counts.denied++;
      socket.cut();
      return;
    }
    client.key = key.id;
    // ASSUMPTION, kept here alone: an empty list means all markets, as none does.
    client.markets = markets.length === 0 ? undefined : new Set(markets);
    const clients = this.#byKey.get(key.id);
    if (clients === undefined) this.#byKey.set(key.id, new Set([client]));
    else clients.add(client);
  }

  #change(client: UserClient, text: string): void {
    const words = requestOf(text);
    const markets = textsOf(words?.markets);
    const { operation } = words ?? {};
    if (markets === undefined || (operation !== 'subscribe' && operation !== 'unsubscribe')) {
      client.socket.refuse();
      return;
    }
    for (const market of markets) {
      if (operation === 'subscribe') client.markets?.add(market);
      else client.markets?.delete(market);
    }
  }

  #tell(key: string, { listing }: ListedMarket, words: () => string): void {
    const clients = this.#byKey.get(key);
    if (clients === undefined) return;
    const frame = Buffer.from(words());
    for (const { socket, markets } of clients) {
      if (markets?.has(listing.market.conditionId) !== false) socket.send(frame);
    }
  }

  #remove(client: UserClient): void {
    const { key = '' } = client;
    const clients = this.#byKey.get(key);
    clients?.delete(client);
    if (clients?.size === 0) this.#byKey.delete(key);
  }
}
