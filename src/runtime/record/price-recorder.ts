import type { Recording } from '../../archive/frame-log/recording.ts';
import { type Refusal, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { FeedNote, FeedSink } from '../../feeds/live/feed-sink.ts';
import type { FeedEvent, SymbolEvent } from '../../feeds/wire/feed-event.ts';
import { valuesOf } from '../../feeds/wire/feed-values.ts';
import type { PriceSink } from '../../polymarket/sockets/price-sink.ts';
import { isFromTheFuture } from '../../ports/from-the-future.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import { PrintMemory } from './print-memory.ts';

/** Counts what price feeds deliver beside prices, for people. */
export type PriceCounts = {
  prints: number;
  refusals: number;
  gaps: number;
  denied: number;
  /** Prints of the venue that were told before with another value: somebody is wrong. */
  disagreements: number;
  /** Prices refused because they say to be from the future: of the venue and of exchanges. */
  fromTheFuture: number;
};

/** What a price socket of the venue says that a person should know. */
export type PriceNote =
  | { readonly kind: 'disagreement' | 'fromTheFuture'; readonly print: ReferencePrint }
  | { readonly kind: 'denied'; readonly code: string };

/** Code of a refusal: the price says to be from the future. */
export const FROM_THE_FUTURE = 'from_the_future';

/** Writes down reference prices: those of the venue's own price sockets and those of exchanges. */
export class PriceRecorder {
  readonly counts: PriceCounts = {
    prints: 0,
    refusals: 0,
    gaps: 0,
    denied: 0,
    disagreements: 0,
    fromTheFuture: 0,
  };
  readonly #recording: Recording;
  readonly #onPrint: (print: ReferencePrint) => void;
  /** Of the venue's sockets: each print is written once. */
  readonly #told = new PrintMemory();
  /** The last of each source: what is refused is a part of it. */
  readonly #frames = new Map<string, { readonly text: string; readonly at: Timestamp }>();
  /** The last of each series of exchanges, whose states are told again and again. */
  readonly #last = new Map<string, ReferencePrint>();

  /** `onPrint` hears each print of the venue's price sockets that is written. */
  constructor(recording: Recording, onPrint: (print: ReferencePrint) => void = () => {}) {
    this.#recording = recording;
    this.#onPrint = onPrint;
  }

  /** Whether anything of the feed was written. */
  hasHeard(feed: string): boolean {
    return this.#last.has(feed);
  }

  /** For a price socket of the venue; `source` names its frames. */
  venueSink(source: string, onNote: (note: PriceNote) => void): PriceSink {
    const { counts } = this;
    return {
      frame: (text, at, connection) => this.#frame(source, connection, text, at),
      print: (print, at) => {
        if (isFromTheFuture(print.tsEvent, at)) {
          const why = `${print.feed} says to be of ${print.tsEvent} µs, after it was received`;
          this.#refused(source, refuse(FROM_THE_FUTURE, why), at);
          onNote({ kind: 'fromTheFuture', print });
          return;
        }
        const told = this.#told.take(print, at);
        if (told === 'new') {
          this.#write(print, at);
          this.#onPrint(print);
        }
        if (told !== 'differs') return;
        counts.disagreements++;
        onNote({ kind: 'disagreement', print });
      },
      refused: (refusal, at) => this.#refused(source, refusal, at),
      gap: () => {
        counts.gaps++;
      },
      denied: (code) => {
        counts.denied++;
        onNote({ kind: 'denied', code });
      },
      closed: () => {},
    };
  }

  /** For the feeds of exchanges; `onNote` hears what a person should know. */
  feedSink(onNote: (note: FeedNote) => void): FeedSink {
    return {
      frame: (source, connection, text, at) => this.#frame(source, connection, text, at),
      event: (event, at) => this.#feedEvent(event, at),
      refused: (refusal, source, at) => this.#refused(source, refusal, at),
      note: onNote,
    };
  }

  #frame(source: string, connection: number, text: string, at: Timestamp): void {
    this.#frames.set(source, { text, at });
    this.#recording.frame(source, connection, text, at);
  }

  #refused(source: string, refusal: Refusal, at: Timestamp): void {
    this.counts.refusals++;
    if (refusal.code === FROM_THE_FUTURE) this.counts.fromTheFuture++;
    const frame = this.#frames.get(source);
    // Some answers are not handed on: then the last is another one.
    const text = frame?.at === at ? frame.text : undefined;
    this.#recording.refused(source, refusal, text, at);
  }

  #feedEvent(event: FeedEvent, at: Timestamp): void {
    if (event.kind === 'ShutdownAnnounced') return;
    for (const print of valuesOf(event)) {
      // The last trade before we came is the exchange's look-back, and no news.
      if (print.history || (isState(event) && this.#isOld(print))) continue;
      this.#write(print, at);
    }
  }

  /** Answers repeat themselves, and so do two connections that overlap. */
  #isOld({ feed, tsEvent, text }: ReferencePrint): boolean {
    const last = this.#last.get(feed);
    if (last === undefined || tsEvent > last.tsEvent) return false;
    return tsEvent < last.tsEvent || text === last.text;
  }

  #write(print: ReferencePrint, at: Timestamp): void {
    const { feed, tsEvent, value, text } = print;
    this.#last.set(feed, print);
    this.counts.prints++;
    this.#recording.event({ kind: 'price', feed, tsEvent, value, text }, at);
  }
}

/** What stands until it is told anew; of trades each counts, also two that are equal. */
function isState({ kind }: SymbolEvent): boolean {
  return kind !== 'Traded' && kind !== 'PriceTold' && kind !== 'Liquidated';
}
