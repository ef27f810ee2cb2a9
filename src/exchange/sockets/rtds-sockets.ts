import type { Clock } from '../../ports/clock.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { ReferenceNews, VenueListener } from '../venue/venue-listener.ts';
import type { ClientSocket } from './client-socket.ts';
import type { ReferenceHistory } from './reference-history.ts';
import { repeat } from './repeat.ts';
import { type RtdsItem, rtdsRequest } from './rtds-request.ts';
import { lookBackText, TOPICS, updateText } from './rtds-text.ts';

/**
 * The official client asks for signs of life only after ours, and never answers them: nobody is
 * let go for that.
 */
const PING_MS = 5_000;

type RtdsClient = {
  readonly socket: ClientSocket;
  readonly id: string;
  /** Assets by topic; "all" for a subscription without a filter. */
  readonly topics: Map<string, Set<string> | 'all'>;
};

/** The older, public price socket: no key, no numbers, no refusals. */
export class RtdsSockets implements VenueListener {
  readonly #venue: LocalVenue;
  readonly #history: ReferenceHistory;
  readonly #clients = new Set<RtdsClient>();
  readonly #stop: () => void;
  #opened = 0;

  constructor(venue: LocalVenue, history: ReferenceHistory, clock: Clock) {
    this.#venue = venue;
    this.#history = history;
    this.#stop = repeat(clock, PING_MS, () => {
      for (const { socket } of this.#clients) socket.ping();
    });
  }

  open(socket: ClientSocket): void {
    const id = this.#venue.ids.uuid('connection', ++this.#opened);
    const client: RtdsClient = { socket, id, topics: new Map() };
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

  close(): void {
    this.#stop();
  }

  #request(client: RtdsClient, text: string): void {
    const request = rtdsRequest(text);
    if (request === undefined) {
      client.socket.counts.malformed++;
      return;
    }
    for (const item of request.items) {
      if (request.isSubscribing) this.#subscribe(client, item);
      else unsubscribe(client, item);
    }
  }

  /** One symbol begins with its last minutes; a subscription of all begins with the next price. */
  #subscribe(client: RtdsClient, { topic, assets }: RtdsItem): void {
    const before = client.topics.get(topic);
    if (assets === undefined) client.topics.set(topic, 'all');
    else if (before !== 'all') client.topics.set(topic, new Set([...(before ?? []), ...assets]));
    for (const asset of assets ?? []) {
      say(client, lookBackText(topic, asset, this.#history.of(asset), this.#venue.now()));
    }
  }
}

function unsubscribe({ topics }: RtdsClient, { topic, assets }: RtdsItem): void {
  const wanted = topics.get(topic);
  if (assets === undefined || wanted === 'all') topics.delete(topic);
  else for (const asset of assets) wanted?.delete(asset);
}

function say({ socket }: RtdsClient, text: string | undefined): void {
  if (text !== undefined) socket.send(Buffer.from(text));
}
