import type { Clock } from '../../ports/clock.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { TradeRecord } from '../venue/trade-record.ts';
import type { ReferenceNews, VenueListener } from '../venue/venue-listener.ts';
import { type ActivityWish, activityTexts } from './activity-text.ts';
import type { ClientSocket } from './client-socket.ts';
import type { ReferenceHistory } from './reference-history.ts';
import { repeat } from './repeat.ts';
import { type PriceItem, rtdsRequest } from './rtds-request.ts';
import { lookBackText, TOPICS, updateText } from './rtds-text.ts';

/**
 * The official client asks for signs of life only after ours, and never answers them: nobody is
 * let go for that. But its socket library (ws, from 8.21) ends a connection on which sixty were not
 * answered: who answers none hears fewer of them after a minute, so that this takes eight hours.
 */
const PING_MS = 5_000;
const OFTEN = 12;
const SELDOM_TURNS = 120;

type RtdsClient = {
  readonly socket: ClientSocket;
  readonly id: string;
  /** Assets by topic; "all" for a subscription without a filter. */
  readonly topics: Map<string, Set<string> | 'all'>;
  /** By all that makes them up. */
  readonly activities: Map<string, ActivityWish>;
};

/** The older, public socket of prices and trades: no key, no numbers, no refusals. */
export class RtdsSockets implements VenueListener {
  readonly #venue: LocalVenue;
  readonly #history: ReferenceHistory;
  readonly #clients = new Set<RtdsClient>();
  readonly #told = new WeakSet<TradeRecord>();
  readonly #stop: () => void;
  #opened = 0;

  constructor(venue: LocalVenue, history: ReferenceHistory, clock: Clock) {
    this.#venue = venue;
    this.#history = history;
    let turn = 0;
    this.#stop = repeat(clock, PING_MS, () => {
      const isSeldom = ++turn % SELDOM_TURNS === 0;
      for (const { socket } of this.#clients) {
        if (isSeldom || socket.unanswered < OFTEN) socket.ping();
      }
    });
  }

  open(socket: ClientSocket): void {
    const id = this.#venue.ids.uuid('connection', ++this.#opened);
    const client: RtdsClient = { socket, id, topics: new Map(), activities: new Map() };
    this.#clients.add(client);
    socket.onClosed = () => this.#clients.delete(client);
    socket.onText = (text) => {
      if (text.toUpperCase() === 'PING') socket.reply('PONG');
      else this.#request(client, text);
    };
  }

  reference(news: ReferenceNews): void {
    const now = this.#venue.now();
    for (const topic of Object.keys(TOPICS)) {
      for (const client of this.#clients) {
        const wanted = client.topics.get(topic);
        if (wanted === undefined || (wanted !== 'all' && !wanted.has(news.asset))) continue;
        say(client, updateText(topic, news, now, client.id));
      }
    }
  }

  /** Once, when it is on the chain, as the venue does (measured in September 2026). */
  trade(trade: TradeRecord): void {
    const isOnChain = trade.status === 'mined' || trade.status === 'confirmed';
    if (!isOnChain || this.#told.has(trade)) return;
    this.#told.add(trade);
    const now = this.#venue.now();
    for (const client of this.#clients) {
      for (const wish of client.activities.values()) {
        for (const text of activityTexts(wish, trade, now, client.id)) say(client, text);
      }
    }
  }

  close(): void {
    this.#stop();
  }

  #request(client: RtdsClient, text: string): void {
    const request = rtdsRequest(text);
    if (request === undefined) {
      client.socket.counts.malformed++;
      return;
    }
    const { isSubscribing, prices, activities } = request;
    for (const item of prices) {
      if (isSubscribing) this.#subscribe(client, item);
      else unsubscribe(client, item);
    }
    for (const wish of activities) {
      if (isSubscribing) client.activities.set(JSON.stringify(wish), wish);
      else client.activities.delete(JSON.stringify(wish));
    }
  }

  /** One symbol begins with its last minutes; a subscription of all begins with the next price. */
  #subscribe(client: RtdsClient, { topic, assets }: PriceItem): void {
    const before = client.topics.get(topic);
    if (assets === undefined) client.topics.set(topic, 'all');
    else if (before !== 'all') client.topics.set(topic, new Set([...(before ?? []), ...assets]));
    for (const asset of assets ?? []) {
      say(client, lookBackText(topic, asset, this.#history.of(asset), this.#venue.now()));
    }
  }
}

function unsubscribe({ topics }: RtdsClient, { topic, assets }: PriceItem): void {
  const wanted = topics.get(topic);
  if (assets === undefined || wanted === 'all') topics.delete(topic);
  else for (const asset of assets) wanted?.delete(asset);
}

function say({ socket }: RtdsClient, text: string | undefined): void {
  if (text !== undefined) socket.send(Buffer.from(text));
}
