import type { Clock } from '../../ports/clock.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { ReferenceNews, VenueListener } from '../venue/venue-listener.ts';
import type { ClientSocket } from './client-socket.ts';
import { PriceClient } from './price-client.ts';
import { channelsTelling } from './price-streams.ts';
import type { ReferenceHistory } from './reference-history.ts';
import { repeat } from './repeat.ts';

/** A sign of life is asked for so often; who has not answered two is gone. */
const PING_MS = 25_000;
const UNANSWERED_MOST = 2;
/** Slow, or silent (protocol notes §6.3). */
export const CLOSED_SLOW = 4_002;

/** PolyBolt: prices of the reference for those who have an API key, numbered without holes. */
export class PriceSockets implements VenueListener {
  readonly #venue: LocalVenue;
  readonly #history: ReferenceHistory;
  readonly #clients = new Set<PriceClient>();
  readonly #stop: () => void;

  constructor(venue: LocalVenue, history: ReferenceHistory, clock: Clock) {
    this.#venue = venue;
    this.#history = history;
    this.#stop = repeat(clock, PING_MS, () => this.#ping());
  }

  open(socket: ClientSocket): void {
    const client = new PriceClient(socket, this.#venue, this.#history);
    this.#clients.add(client);
    socket.onClosed = () => this.#clients.delete(client);
  }

  reference(news: ReferenceNews): void {
    for (const channel of channelsTelling(news)) {
      for (const client of this.#clients) client.tell(channel, news);
    }
  }

  close(): void {
    this.#stop();
  }

  #ping(): void {
    for (const { socket } of this.#clients) {
      if (socket.unanswered < UNANSWERED_MOST) socket.ping();
      else socket.close(CLOSED_SLOW, 'no pong');
    }
  }
}
