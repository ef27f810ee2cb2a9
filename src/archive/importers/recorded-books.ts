import type { Outcome, TokenId } from '../../domain/ids.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { MICROS_PER_MS, MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { Levels, MarketMessage, VenueWire } from '../../ports/venue-wire.ts';
import type { MarketNumber, SourceRow, UnitWriter } from '../importer.ts';
import { BookText, timeOf } from './book-text.ts';
import type { FinalBook } from './final-price.ts';
import { midOf } from './whole-book.ts';

/** One recorded frame: venue time in ms, recorder time in µs, its row in the file from 1. */
export type RecordedFrame = {
  readonly raw: string;
  readonly venueMs: number;
  readonly recorderMicros: number;
  readonly row: number;
  /** It could not be read, and is in quarantine: after it the book is not known. */
  readonly isLost?: boolean;
};

type BookSnapshot = Extract<MarketMessage, { kind: 'BookSnapshot' }>;

/** Writes the whole-book frames of one token, ordered by the venue's own time. */
export class RecordedBooks {
  readonly #wire: VenueWire;
  readonly #writer: UnitWriter;
  readonly #file: string;
  readonly #text = new BookText();

  constructor(wire: VenueWire, writer: UnitWriter, file: string) {
    this.#wire = wire;
    this.#writer = writer;
    this.#file = file;
  }

  /** Frames in the order of the file; returns the last book, or undefined when there was none. */
  write(
    frames: RecordedFrame[],
    market: MarketNumber,
    facts: MarketFacts,
    token: TokenId,
    outcome: Outcome,
  ): FinalBook | undefined {
    this.#countDefects(frames, facts);
    // Stable: frames of one millisecond keep the order of the file.
    frames.sort((a, b) => a.venueMs - b.venueMs);
    const head = `{"market":"${facts.conditionId}","asset_id":"${token}"`;
    let final: FinalBook | undefined;
    let before = '';
    for (const frame of frames) {
      if (frame.isLost) {
        const from = (frame.venueMs * MICROS_PER_MS) as Timestamp;
        this.#writer.gap(market, outcome, from, undefined, 'bad_rows');
        continue;
      }
      if (frame.raw === before) this.#writer.defect('frame_recorded_twice');
      before = frame.raw;
      const source = { file: this.#file, row: frame.row };
      const tsEvent = frame.venueMs * MICROS_PER_MS;
      const at = { market, outcome, tsEvent, tsInit: frame.recorderMicros, source };
      const raw = () => frame.raw;
      let taken: boolean;
      let bids: Levels;
      let asks: Levels;
      if (this.#text.read(frame.raw, head)) {
        ({ bids, asks } = this.#text);
        taken = this.#writer.book(at, bids, asks, undefined, raw);
      } else {
        const message = this.careful(frame.raw, token, source);
        if (message === undefined) {
          this.#writer.gap(market, outcome, tsEvent as Timestamp, undefined, 'bad_rows');
          continue;
        }
        ({ bids, asks } = message);
        taken = this.#writer.book(at, bids, asks, message.tick, raw);
      }
      if (taken) final = { outcome, at: tsEvent, mid: midOf({ bids, asks }) };
    }
    return final;
  }

  /** Reads any frame of the venue; what is not one book of `token` goes to quarantine. */
  careful(raw: string, token: TokenId, source: SourceRow): BookSnapshot | undefined {
    const { messages, refusals, ignored } = this.#wire.readMarketFrame(raw);
    for (const { code, message } of refusals) this.#writer.quarantine(source, code, message, raw);
    for (const type of ignored) {
      this.#writer.quarantine(source, 'unknown_event_type', `event type "${type}"`, raw);
    }
    const [message, second] = messages;
    if (message === undefined) return undefined;
    if (second !== undefined || message.kind !== 'BookSnapshot') {
      this.#writer.quarantine(source, 'not_a_book', 'the frame is not one whole book', raw);
      return undefined;
    }
    if (message.token === token) return message;
    const told = `the frame is about token ${message.token}, its row about ${token}`;
    this.#writer.quarantine(source, 'unknown_token', told, raw);
    return undefined;
  }

  /** The venue's time of a frame in ms; undefined after sending it to quarantine. */
  timeOf(raw: string, token: TokenId, source: SourceRow): number | undefined {
    const fast = timeOf(raw);
    if (!Number.isNaN(fast)) return fast;
    const message = this.careful(raw, token, source);
    return message === undefined ? undefined : message.tsEvent / MICROS_PER_MS;
  }

  #countDefects(frames: readonly RecordedFrame[], { opensAt, closesAt }: MarketFacts): void {
    let before = 0;
    for (const { venueMs, recorderMicros, isLost } of frames) {
      if (isLost) continue;
      if (!Number.isFinite(recorderMicros)) this.#writer.defect('recorder_time_unknown');
      const venue = venueMs * MICROS_PER_MS;
      if (venueMs < before) this.#writer.defect('file_not_in_venue_order');
      before = venueMs;
      if (recorderMicros < venue) this.#writer.defect('recorder_clock_before_venue_clock');
      if (recorderMicros > venue + MICROS_PER_SECOND) {
        this.#writer.defect('recorder_clock_over_1s_late');
      }
      if (opensAt !== undefined && venue < opensAt) this.#writer.defect('book_before_opening');
      if (closesAt !== undefined && venue >= closesAt) this.#writer.defect('book_after_close');
    }
  }
}
