import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { invariant } from '../../domain/invariant.ts';
import type { Resolution } from '../../domain/market.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import type { Provenance } from '../../domain/provenance.ts';
import type { Refusal } from '../../domain/result.ts';
import type { StrikeNews } from '../../domain/strike.ts';
import type { Timestamp } from '../../domain/units.ts';
import { type RecordedEvent, type TokenNumber, textOfEvent } from './event-text.ts';
import { FrameLogWriter } from './frame-log-writer.ts';
import type { NewRecord } from './frame-record.ts';
import {
  type BeginNote,
  LOG_VERSION,
  type MarketNote,
  type ShedNote,
  SOURCES,
  type StrikeNote,
} from './recorder-note.ts';
import type { RecordingListener } from './recording-listener.ts';
import { RefusedNotes } from './refused-notes.ts';
import { StandingBooks } from './standing-books.ts';

export type RecordingOptions = {
  /** Folder for the segments; made when it does not exist. */
  readonly folder: string;
  readonly dataset: string;
  readonly provenance: Provenance;
  readonly heardFrom: string;
  /** Name of this run of the recorder; segments sort by it and a number. */
  readonly session: string;
  /** A segment is closed after so long, or when it has grown so large. */
  readonly segmentMicros: number;
  readonly segmentBytes: number;
  /** Bytes that may wait for a slow disk; above, frames are shed, at twice that, events. */
  readonly mostPending: number;
  readonly listener?: RecordingListener | undefined;
};

/** What was given up because the disk could not keep up. */
export type Shed = { frames: number; events: number };

/**
 * Writes what a recorder hears as a log in segments. Each begins with the markets and the books as
 * they stand, so it can be read by itself, imported in any order, and deleted without harm to the
 * others. Calls between {@link flush}es only gather: nothing waits, and nothing is written.
 */
export class Recording {
  readonly shed: Shed = { frames: 0, events: 0 };
  /** Whether frames are kept as they came; events always are. */
  keepsFrames = true;
  readonly #options: RecordingOptions;
  readonly #markets = new Map<number, MarketFacts>();
  readonly #books = new StandingBooks();
  readonly #refusals = new RefusedNotes();
  #writer: FrameLogWriter;
  #segment = 1;
  #openedAt: Timestamp;
  #now: Timestamp;
  #seq = 0;
  #written = 0;
  /** Of the segments that are closed; and the one that is about to be. */
  #closedBytes = 0;
  #closing: FrameLogWriter | undefined;
  #nextMarket = 0;
  /** Since when events were shed: no book is known from then on until told again. */
  #shedSince: Timestamp | undefined;
  /** Frames that were not kept, of which the log says nothing yet. */
  #shedFrames: { count: number; readonly from: Timestamp } | undefined;
  /** An old segment could not be ended: what of it is on the disk, nobody knows. */
  #isTorn = false;
  /** Ends with the turning over that is under way: one after the other, and then the end. */
  #turning: Promise<unknown> = Promise.resolve();
  #stopped: Promise<string> | undefined;
  /** Its end is written: nothing may follow. */
  #isClosed = false;

  private constructor(options: RecordingOptions, writer: FrameLogWriter, now: Timestamp) {
    this.#options = options;
    this.#writer = writer;
    this.#openedAt = now;
    this.#now = now;
  }

  /** @throws Error when the folder cannot be made or the session was there before. */
  static async start(options: RecordingOptions, now: Timestamp): Promise<Recording> {
    await mkdir(options.folder, { recursive: true });
    const writer = await FrameLogWriter.create(segmentPath(options, 1));
    const recording = new Recording(options, writer, now);
    recording.#begin();
    return recording;
  }

  /** Of the segment that is being written. */
  get path(): string {
    return this.#writer.path;
  }

  /** Number of the last record that survives the death of this process. */
  get written(): number {
    return this.#written;
  }

  /** Records of this run so far, written or not. */
  get records(): number {
    return this.#seq;
  }

  /** Bytes handed to the disk, over all segments. */
  get bytes(): number {
    return this.#closedBytes + (this.#closing?.bytes ?? 0) + this.#writer.bytes;
  }

  /** Bytes that wait to be written. */
  get pending(): number {
    return this.#writer.pending + this.#writer.unwritten;
  }

  /** Names a market, which is known since `at`; its tokens are 2 * the number and the one after. */
  declare(facts: MarketFacts, at: Timestamp): number {
    const number = this.#nextMarket++;
    const dated = { ...facts, knownSince: facts.knownSince ?? this.#notBefore(at) };
    this.#markets.set(number, dated);
    this.#note(SOURCES.market, { number, facts: dated } satisfies MarketNote, at);
    this.#options.listener?.declared(number, dated, this.#now);
    return number;
  }

  /** Nobody listens to the market any more: books of it that stood are not known from here on. */
  release(market: number, at: Timestamp): void {
    this.#confessShedding(at);
    for (const token of tokensOf(market)) {
      if (this.#books.stands(token)) this.#gap(token, at, at);
      this.#books.forget(token);
    }
  }

  /** The market is over: later segments do not speak of it. */
  forget(market: number, at: Timestamp): void {
    this.release(market, at);
    this.#markets.delete(market);
    this.#options.listener?.forgotten(market);
  }

  /** It counts from when we knew of it, whenever the venue says that it was decided. */
  resolved(market: number, told: Resolution, note: string, at: Timestamp): void {
    const resolution = { ...told, at: this.#notBefore(at) };
    this.#note(SOURCES.resolution, { market, resolution, note }, at);
    this.#options.listener?.resolved(market, resolution, this.#now);
  }

  /** What became known of a price at an end of the market's window. */
  strike(market: number, strike: StrikeNews, at: Timestamp): void {
    this.#note(SOURCES.strike, { market, ...strike } satisfies StrikeNote, at);
  }

  /** What came over a connection, as it came; false: it was shed. */
  frame(source: string, connection: number, text: string, at: Timestamp): boolean {
    if (this.#isClosed || !this.keepsFrames || this.pending > this.#options.mostPending) {
      this.shed.frames++;
      this.#shedFrames ??= { count: 0, from: this.#notBefore(at) };
      this.#shedFrames.count++;
      return false;
    }
    this.#confessShedFrames(at);
    this.#append(source, connection, text, at);
    return true;
  }

  /** Of what came something could not be used; `text`: the frame, where it is known. */
  refused(source: string, refusal: Refusal, text: string | undefined, at: Timestamp): void {
    if (this.#isClosed || this.pending > this.#options.mostPending) return;
    this.#note(SOURCES.refused, this.#refusals.noteOf(source, refusal, text), at);
  }

  /** What was taken from a frame. */
  event(event: RecordedEvent, at: Timestamp): void {
    if (this.#isClosed) {
      this.shed.events++;
      return;
    }
    if (this.pending > 2 * this.#options.mostPending) {
      this.shed.events++;
      this.#shedSince ??= this.#notBefore(at);
      this.#books.clear();
      // Who trades needs it all the same.
      this.#options.listener?.event(event, this.#notBefore(at));
      return;
    }
    this.#confessShedding(at);
    this.#books.take(event);
    this.#append(SOURCES.event, 0, event.kind === 'levels' ? event : textOfEvent(event), at);
    this.#options.listener?.event(event, this.#now);
  }

  /** Hands what has gathered to the disk; resolves when it is there. Call a few times a second. */
  async flush(): Promise<void> {
    const upTo = this.#seq;
    const turning = this.#turning;
    await this.#writer.flush();
    // The segment before may still have lines that wait: they go to the disk as it ends.
    await turning;
    if (this.#isTorn) return;
    this.#written = Math.max(this.#written, upTo);
  }

  /** Has the disk keep what was flushed, against a power cut. Call once a second. */
  async sync(): Promise<void> {
    if (this.#stopped === undefined) await this.#writer.sync();
  }

  /**
   * Closes the segment and goes on in a new one when it is old or large enough. Returns the path
   * of the closed one. Events may come while it waits.
   */
  async rotateIfDue(now: Timestamp): Promise<string | undefined> {
    const { segmentBytes, segmentMicros } = this.#options;
    const isDue =
      now - this.#openedAt >= segmentMicros || this.#writer.bytes + this.pending >= segmentBytes;
    return isDue && this.#stopped === undefined ? this.rotate(now) : undefined;
  }

  /** @throws Error when the disk fails, or when the recording has been stopped. */
  rotate(now: Timestamp): Promise<string> {
    const turned = this.#turning.then(() => this.#rotate(now));
    this.#turning = turned.catch(() => {
      this.#isTorn = true;
    });
    return turned;
  }

  /**
   * Ends the recording once it has turned over, if it is at that; returns the path of its last
   * segment. Whatever comes afterwards is shed.
   */
  stop(now: Timestamp): Promise<string> {
    this.#stopped ??= this.#turning.then(() => this.#stop(now));
    return this.#stopped;
  }

  async #rotate(now: Timestamp): Promise<string> {
    invariant(!this.#isClosed, 'a recording that was stopped does not turn over');
    const before = this.#writer;
    const next = await FrameLogWriter.create(segmentPath(this.#options, ++this.#segment));
    this.#confessAll(now);
    this.#note(SOURCES.end, { reason: 'rotated' }, now);
    this.#closing = before;
    this.#writer = next;
    this.#openedAt = now;
    this.#begin();
    try {
      // On the disk before the old one says that it goes on: killed between, there is a gap.
      await next.flush();
    } catch (error) {
      await before.abandon();
      throw error;
    }
    await before.close();
    this.#closedBytes += before.bytes;
    this.#closing = undefined;
    return before.path;
  }

  async #stop(now: Timestamp): Promise<string> {
    this.#confessAll(now);
    this.#note(SOURCES.end, { reason: 'stopped' }, now);
    this.#isClosed = true;
    this.#options.listener?.stopped(this.#now);
    await this.#writer.close();
    return this.#writer.path;
  }

  /** What every segment begins with: who recorded, which markets, and how their books stand. */
  #begin(): void {
    const { dataset, provenance, heardFrom } = this.#options;
    const begin: BeginNote = { version: LOG_VERSION, dataset, provenance, heardFrom };
    const now = this.#now;
    this.#refusals.clear();
    this.#note(SOURCES.begin, begin, now);
    for (const [number, facts] of this.#markets) {
      this.#note(SOURCES.market, { number, facts }, now);
    }
    for (const event of this.#books.events) {
      this.#append(SOURCES.event, 0, textOfEvent(event), now);
    }
  }

  #confessAll(at: Timestamp): void {
    this.#confessShedding(at);
    this.#confessShedFrames(at);
  }

  /** The events in frames that were not kept are there: only how they came is lost. */
  #confessShedFrames(at: Timestamp): void {
    if (this.#shedFrames === undefined) return;
    const { count, from } = this.#shedFrames;
    this.#shedFrames = undefined;
    this.#note(SOURCES.shed, { frames: count, from } satisfies ShedNote, at);
  }

  /** If events were lost, of whichever tokens: no book is known until the next whole one. */
  #confessShedding(at: Timestamp): void {
    const from = this.#shedSince;
    if (from === undefined) return;
    this.#shedSince = undefined;
    for (const market of this.#markets.keys()) {
      for (const token of tokensOf(market)) this.#gap(token, from, at);
    }
  }

  #gap(token: TokenNumber, from: Timestamp, at: Timestamp): void {
    const gap = { kind: 'gap', token, from, reason: 'recording_gap' } as const;
    this.#append(SOURCES.event, 0, textOfEvent(gap), at);
    this.#options.listener?.event(gap, this.#now);
  }

  #note(source: string, note: object, at: Timestamp): void {
    this.#append(source, 0, JSON.stringify(note), at);
  }

  #append(source: string, connection: number, text: NewRecord['text'], at: Timestamp): void {
    if (this.#isClosed) return;
    this.#now = this.#notBefore(at);
    this.#writer.append({ tsInit: this.#now, source, connection, seq: ++this.#seq, text });
  }

  /**
   * A clock that was set back must not put a later record before an earlier one, nor what waited in
   * this program before what was done meanwhile.
   */
  #notBefore(at: Timestamp): Timestamp {
    const acted = this.#options.listener?.actedUntil ?? this.#now;
    return Math.max(at, this.#now, acted) as Timestamp;
  }
}

function tokensOf(market: number): readonly TokenNumber[] {
  return [market * 2, market * 2 + 1];
}

function segmentPath({ folder, session }: RecordingOptions, number: number): string {
  return join(folder, `${session}-${String(number).padStart(6, '0')}.frames`);
}
