import type { Recording } from '../../archive/frame-log/recording.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { FeedNote, FeedSink } from '../../feeds/live/feed-sink.ts';
import type { FeedEvent } from '../../feeds/wire/feed-event.ts';
import type { PriceSink } from '../../polymarket/sockets/price-sink.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';

/** Counts what price feeds deliver beside prices, for people. */
export type PriceCounts = { prints: number; refusals: number; gaps: number; denied: number };

/** Writes down reference prices: those of the venue's own price sockets and those of exchanges. */
export class PriceRecorder {
  readonly counts: PriceCounts = { prints: 0, refusals: 0, gaps: 0, denied: 0 };
  readonly #recording: Recording;
  /** Newest print of each feed: look-backs repeat what came before. */
  readonly #newest = new Map<string, Timestamp>();

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  /** For a price socket of the venue; `source` names its frames. */
  venueSink(source: string): PriceSink {
    const { counts } = this;
    return {
      frame: (text, at, connection) => this.#recording.frame(source, connection, text, at),
      print: (print, at) => this.#print(print, at),
      refused: () => {
        counts.refusals++;
      },
      gap: () => {
        counts.gaps++;
      },
      denied: () => {
        counts.denied++;
      },
      closed: () => {},
    };
  }

  /** For the feeds of exchanges; `onNote` hears what a person should know. */
  feedSink(onNote: (note: FeedNote) => void): FeedSink {
    return {
      frame: (source, connection, text, at) => this.#recording.frame(source, connection, text, at),
      event: (event, at) => this.#feedEvent(event, at),
      refused: () => {
        this.counts.refusals++;
      },
      note: onNote,
    };
  }

  #feedEvent(event: FeedEvent, at: Timestamp): void {
    if (event.kind !== 'Traded' || event.isHistory) return;
    const { feed, tsEvent } = event;
    const { value, text } = event.price;
    this.counts.prints++;
    this.#recording.event({ kind: 'price', feed, tsEvent, value, text }, at);
  }

  /** Trades may be equal in time; the oracle says each second once, look-backs say it again. */
  #print({ feed, tsEvent, value, text }: ReferencePrint, at: Timestamp): void {
    if (tsEvent <= (this.#newest.get(feed) ?? 0)) return;
    this.#newest.set(feed, tsEvent);
    this.counts.prints++;
    this.#recording.event({ kind: 'price', feed, tsEvent, value, text }, at);
  }
}
