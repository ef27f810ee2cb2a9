import type { LocalVenue } from '../venue/local-venue.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';
import type { ClientSocket } from './client-socket.ts';
import { keyOf } from './credentials.ts';
import {
  historyText,
  type PriceStream,
  priceText,
  streamsOf,
  toldStream,
} from './price-streams.ts';
import type { ReferenceHistory } from './reference-history.ts';
import { requestOf } from './request-text.ts';
import { SlidingCount } from './sliding-count.ts';

// Limits and close codes of PolyBolt: docs live-data/overview, read 2026-10.
const FRAME_BYTES_MOST = 65_536;
const SUBSCRIPTIONS_MOST = 64;
const REQUESTS_MOST = 20;
const REQUESTS_WITHIN_MS = 1_000;
const AUTHS_MOST = 8;
/** Whoever goes beyond a limit is told which, and sent away. */
const CLOSED_POLICY = 4_008;

type Words = Readonly<Record<string, unknown>>;

/** One connection of PolyBolt: its name, what it wants, and its own numbering. */
export class PriceClient {
  readonly socket: ClientSocket;
  readonly #venue: LocalVenue;
  readonly #history: ReferenceHistory;
  /** By channel and asset. */
  readonly #streams = new Map<string, PriceStream>();
  /** Last number of each channel. */
  readonly #sequences = new Map<string, number>();
  readonly #requests = new SlidingCount(REQUESTS_MOST, REQUESTS_WITHIN_MS);
  #auths = 0;
  #isNamed = false;

  constructor(socket: ClientSocket, venue: LocalVenue, history: ReferenceHistory) {
    this.socket = socket;
    this.#venue = venue;
    this.#history = history;
    socket.onText = (text) => this.#request(text);
  }

  tell(channel: string, news: ReferenceNews): void {
    if (!this.#streams.has(nameOf(toldStream(channel, news.asset)))) return;
    const seq = this.#next(channel);
    this.socket.send(Buffer.from(priceText(channel, { seq }, news)));
  }

  #request(text: string): void {
    if (Buffer.byteLength(text) > FRAME_BYTES_MOST) {
      this.socket.close(CLOSED_POLICY, 'frame too large');
      return;
    }
    const words = requestOf(text);
    switch (words?.op) {
      case 'auth':
        this.#name(words);
        break;
      case 'subscribe':
      case 'unsubscribe':
        this.#change(words, words.op);
        break;
      case 'ping':
        this.#reply({ op: 'pong' }, words);
        break;
      case 'pong':
        break;
      default:
        this.socket.counts.malformed++;
        this.#reply({ op: 'error', code: 'bad_op' }, words);
    }
  }

  #name(words: Words): void {
    const isKnown = keyOf(words.auth, this.#venue.keys) !== undefined;
    const isOften = ++this.#auths > AUTHS_MOST;
    if (isKnown && !isOften) {
      this.#isNamed = true;
      this.#reply({ op: 'authed' }, words);
      return;
    }
    this.socket.counts.denied++;
    if (isOften) this.#sendAway({ code: 'auth_attempts' }, words);
    else this.#reply({ op: 'error', code: 'auth_invalid' }, words);
  }

  #change(words: Words, op: 'subscribe' | 'unsubscribe'): void {
    if (!this.#requests.take(this.#venue.time.wall())) {
      this.#sendAway({ code: 'rate_limited' }, words);
      return;
    }
    const items = itemsOf(words);
    if (items === undefined) this.#reply({ op: 'error', code: 'bad_op' }, words);
    for (const item of items ?? []) {
      const streams = streamsOf(item);
      if ('code' in streams) this.#reply({ op: 'error', ...streams }, words);
      else if (op === 'subscribe') this.#subscribe(streams, words);
      else this.#unsubscribe(streams, words);
    }
  }

  #subscribe(streams: readonly PriceStream[], words: Words): void {
    const [channel = ''] = streams.map((stream) => stream.channel);
    if (!this.#isNamed) {
      this.#reply({ op: 'error', code: 'auth_required', channel }, words);
      return;
    }
    const fresh = streams.filter((stream) => !this.#streams.has(nameOf(stream)));
    if (this.#streams.size + fresh.length > SUBSCRIPTIONS_MOST) {
      this.#sendAway({ code: 'sub_limit', channel }, words);
      return;
    }
    this.#reply({ op: 'subscribed', channel }, words);
    // What was subscribed to before is named again, without its history.
    for (const stream of fresh) {
      this.#streams.set(nameOf(stream), stream);
      const envelope = { seq: this.#next(channel), ts: this.#venue.now() };
      const text = historyText(stream, envelope, this.#history.of(stream.asset));
      this.socket.send(Buffer.from(text));
    }
  }

  #unsubscribe(streams: readonly PriceStream[], words: Words): void {
    for (const stream of streams) this.#streams.delete(nameOf(stream));
    this.#reply({ op: 'unsubscribed', channel: streams[0]?.channel }, words);
  }

  #next(channel: string): number {
    const next = (this.#sequences.get(channel) ?? 0) + 1;
    this.#sequences.set(channel, next);
    return next;
  }

  #sendAway(why: { readonly code: string; readonly channel?: string }, words: Words): void {
    this.#reply({ op: 'error', ...why }, words);
    this.socket.close(CLOSED_POLICY, why.code);
  }

  #reply(words: object, { rid }: Words = {}): void {
    this.socket.reply(JSON.stringify(typeof rid === 'string' ? { ...words, rid } : words));
  }
}

/** A request names its channels in a list, or one by itself. */
function itemsOf(words: Words): readonly unknown[] | undefined {
  const { subscriptions, channel, filter } = words;
  if (Array.isArray(subscriptions)) return subscriptions;
  return subscriptions === undefined && channel !== undefined ? [{ channel, filter }] : undefined;
}

function nameOf({ channel, asset, windowSeconds }: PriceStream): string {
  return `${channel} ${asset} ${windowSeconds}`;
}
