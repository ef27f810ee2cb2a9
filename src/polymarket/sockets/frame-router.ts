import type { TokenId } from '../../domain/ids.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FrameReading, LevelChange, MarketMessage } from '../../ports/venue-wire.ts';
import type { LevelsChanged } from './early-changes.ts';
import type { MarketCounters } from './market-counters.ts';
import type { MarketLimits } from './market-limits.ts';
import type { MarketShard } from './market-shard.ts';
import type { MarketSink } from './market-sink.ts';
import type { TradePrinted } from './token-prints.ts';
import type { BookSnapshot, TokenStream } from './token-stream.ts';
import type { Trust } from './trust.ts';

type TickChange = Extract<MarketMessage, { kind: 'TickSizeChanged' }>;
type OfToken = Extract<MarketMessage, { readonly token: TokenId }>;

export type RouterParts = {
  readonly clock: Clock;
  readonly limits: MarketLimits;
  readonly sink: MarketSink;
  readonly counters: MarketCounters;
  readonly trust: Trust;
  readonly streams: ReadonlyMap<TokenId, TokenStream>;
  readonly read: (text: string) => FrameReading;
};

/** What the router cannot settle by itself. */
export type RouterEvents = {
  /** A snapshot was taken from this socket. */
  snapshot(stream: TokenStream, shard: MarketShard): void;
  /** The snapshot of a book that had been found stalled has shown whether it was. */
  unstalled(wasBehind: boolean): void;
  /** The book has become untrusted though the socket lives: it takes a snapshot to go on. */
  lost(stream: TokenStream): void;
};

/**
 * The way of a frame: as it came to the sink, then its messages, each held against what is known of
 * its token. Nothing waits here, and a frame that is as it should be costs no allocation beyond
 * what reading it costs, and a note of each print.
 */
export class FrameRouter {
  readonly #parts: RouterParts;
  readonly #events: RouterEvents;

  constructor(parts: RouterParts, events: RouterEvents) {
    this.#parts = parts;
    this.#events = events;
  }

  route(shard: MarketShard, text: string): void {
    const { sink, counters, read } = this.#parts;
    counters.frames++;
    sink.frame(text, shard.origin);
    const { messages, refusals, ignored } = read(text);
    for (const refusal of refusals) {
      counters.refusals++;
      shard.refusals++;
      sink.refused(refusal, shard.origin);
    }
    counters.ignored += ignored.length;
    for (const message of messages) {
      if (message.kind === 'LevelsChanged') this.#changes(shard, message);
      else if ('token' in message) this.#ofToken(shard, message);
      // A fact about a market, or about all: it needs no stream.
      else this.#deliver(shard, message);
    }
  }

  #ofToken(shard: MarketShard, message: OfToken): void {
    const { counters, clock, streams } = this.#parts;
    const stream = streams.get(message.token);
    if (stream === undefined) {
      counters.elsewhere++;
      return;
    }
    const speaks = stream.speaks(shard);
    if (speaks) stream.heard(clock.monotonic(), shard.origin.receivedAt);
    const asked = stream.request?.shard === shard && message.kind === 'BookSnapshot';
    if (message.kind === 'TradePrinted') this.#print(shard, stream, message);
    else if (!asked && !speaks) counters.elsewhere++;
    else if (message.kind === 'BookSnapshot') this.#snapshot(shard, stream, message);
    else if (message.kind === 'TickSizeChanged') this.#tick(shard, stream, message);
    else this.#best(shard, stream, message);
  }

  /** A print is a fact of its own: it needs no book. */
  #print(shard: MarketShard, stream: TokenStream, message: TradePrinted): void {
    const { clock, counters } = this.#parts;
    const { prints, former, request } = stream;
    const at = clock.monotonic();
    if (stream.speaks(shard) || former?.shard === shard) {
      if (prints.take(message, shard, at)) this.#deliver(shard, message);
      else counters.twice++;
      return;
    }
    counters.elsewhere++;
    if (request?.shard === shard) prints.keep(message, shard, at);
  }

  #snapshot(shard: MarketShard, stream: TokenStream, message: BookSnapshot): void {
    const { counters, limits, trust } = this.#parts;
    const { tsEvent } = message;
    if (stream.isReplay(shard, tsEvent, limits.replayMs)) {
      counters.replays++;
      return;
    }
    const early = stream.early.get(shard);
    if (early?.isOvertaken(tsEvent)) {
      counters.overtaken++;
      return;
    }
    if (!stream.isTrusted && stream.isOlder(tsEvent, limits.slackMs)) {
      counters.olderSnapshots++;
      stream.isSuspect = true;
    }
    this.#learn(stream, message);
    // As they came: before the book.
    for (const print of stream.prints.settle(shard, this.#parts.clock.monotonic())) {
      counters.earlyPrints++;
      this.#deliver(shard, print);
    }
    this.#deliver(shard, message);
    stream.takeSnapshot(message);
    this.#events.snapshot(stream, shard);
    trust.gain(stream, shard.origin.receivedAt);
    for (const changes of early?.since(tsEvent) ?? []) {
      counters.early++;
      this.#changes(shard, changes);
    }
    trust.watchCrossing(stream, shard.origin.receivedAt);
  }

  /** Was a book that was found stalled really behind? */
  #learn(stream: TokenStream, { tsEvent }: BookSnapshot): void {
    const { stalledAt } = stream;
    if (stalledAt === undefined) return;
    stream.stalledAt = undefined;
    const { slackMs } = this.#parts.limits;
    this.#events.unstalled(tsEvent > stalledAt + slackMs * MICROS_PER_MS);
  }

  /** A new grid: the book of the old one is void until a snapshot. */
  #tick(shard: MarketShard, stream: TokenStream, message: TickChange): void {
    const { counters, trust } = this.#parts;
    if (message.tick === stream.tick) {
      counters.sameTicks++;
      return;
    }
    stream.tick = message.tick;
    this.#deliver(shard, message);
    trust.lose(stream, 'tick_change', shard.origin.receivedAt);
    this.#events.lost(stream);
  }

  #best(shard: MarketShard, stream: TokenStream, message: MarketMessage): void {
    const verdict = stream.judgeChange(message.tsEvent);
    if (verdict === 'take') this.#deliver(shard, message);
    else this.#parts.counters[verdict]++;
  }

  #changes(shard: MarketShard, message: LevelsChanged): void {
    const { changes } = message;
    let taken = 0;
    for (const change of changes) if (this.#takes(shard, change, message)) taken++;
    if (taken === changes.length) this.#deliver(shard, message);
    else if (taken > 0) {
      // One token's book is untrusted, the other's is not.
      const kept = changes.filter((change) => this.#verdictOf(shard, change, message) === 'take');
      this.#deliver(shard, { ...message, changes: kept });
    }
    for (const change of changes) this.#apply(shard, change, message);
    // Only now: within a message the book is in motion.
    for (const { token } of changes) {
      const stream = this.#parts.streams.get(token);
      if (stream?.isTrusted) this.#parts.trust.watchCrossing(stream, shard.origin.receivedAt);
    }
  }

  /** Counts what is dropped, and keeps what a snapshot on its way may lack. */
  #takes(shard: MarketShard, change: LevelChange, message: LevelsChanged): boolean {
    const verdict = this.#verdictOf(shard, change, message);
    if (verdict === 'take') return true;
    this.#parts.counters[verdict]++;
    const stream = this.#parts.streams.get(change.token);
    if (verdict === 'untrusted' || stream?.request?.shard === shard) {
      stream?.keepEarly(shard, change, message);
    }
    return false;
  }

  #verdictOf(shard: MarketShard, { token }: LevelChange, { tsEvent }: LevelsChanged) {
    const stream = this.#parts.streams.get(token);
    return stream?.speaks(shard) ? stream.judgeChange(tsEvent) : 'elsewhere';
  }

  #apply(shard: MarketShard, change: LevelChange, message: LevelsChanged): void {
    const { clock, streams, trust } = this.#parts;
    const { receivedAt } = shard.origin;
    const stream = streams.get(change.token);
    if (stream === undefined || !stream.speaks(shard)) return;
    stream.heard(clock.monotonic(), receivedAt);
    const verdict = stream.judgeChange(message.tsEvent);
    if (verdict === 'take') {
      shard.lagUs = receivedAt - message.tsEvent;
      stream.takeChange(change, message.tsEvent);
    } else if (verdict === 'late') {
      trust.lose(stream, 'bad_rows', receivedAt);
      this.#events.lost(stream);
    }
  }

  #deliver(shard: MarketShard, message: MarketMessage): void {
    this.#parts.counters.messages++;
    this.#parts.sink.message(message, shard.origin);
  }
}
