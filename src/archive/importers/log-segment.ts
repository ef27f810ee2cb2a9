import type { Outcome } from '../../domain/ids.ts';
import type { GapReason } from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';
import { eventOfText, type TokenNumber } from '../frame-log/event-text.ts';
import { type LogBlock, readFrameLog } from '../frame-log/frame-log-reader.ts';
import type { FrameRecord } from '../frame-log/frame-record.ts';
import { goesOn } from '../frame-log/next-segment.ts';
import { readNote, SOURCES } from '../frame-log/recorder-note.ts';
import { type EventRows, knowsBook, takeEvent } from '../frame-log/take-event.ts';
import type { At, InputFile, MarketNumber, RawText, SourceRow, UnitWriter } from '../importer.ts';

/** Imports one segment of a recorder's log: its events, and a gap for whatever is missing. */
export async function readSegment(file: InputFile, writer: UnitWriter): Promise<void> {
  const segment = new Segment(file, writer);
  for await (const block of readFrameLog(file.path)) {
    segment.take(block);
    writer.progress(block.end);
    await writer.ready();
  }
  await segment.finish();
}

/** A token whose book is told from here on. */
type Token = { readonly market: MarketNumber; readonly outcome: Outcome; isKnown: boolean };

class Segment {
  readonly #file: InputFile;
  readonly #writer: UnitWriter;
  readonly #rows: EventRows;
  readonly #markets = new Map<number, MarketNumber>();
  readonly #tokens = new Map<TokenNumber, Token>();
  /** Of its first record: its standing books are as of then. */
  #begunAt: Timestamp | undefined;
  #now = 0;
  #seq = 0;
  #ending: 'rotated' | 'stopped' | undefined;

  constructor(file: InputFile, writer: UnitWriter) {
    this.#file = file;
    this.#writer = writer;
    this.#rows = {
      book: writer.book.bind(writer),
      restate: writer.restate.bind(writer),
      delta: writer.delta.bind(writer),
      tick: writer.tick.bind(writer),
      trade: writer.trade.bind(writer),
      gap: (at, from, reason) => this.#gap(at, from, reason),
      placeOf: (event, token, tsEvent, raw) => this.#placeOf(token, tsEvent, raw, knowsBook(event)),
    };
  }

  take(block: LogBlock): void {
    if ('damage' in block) {
      const { at, bytes, isTail } = block.damage;
      // What was being written when the recorder was killed was never promised.
      if (isTail) this.#writer.defect('log_cut_off_while_written');
      else this.#lose('damaged_block', `${bytes} bytes from byte ${at} on cannot be read`, '');
      return;
    }
    for (const line of block.unreadable) this.#lose('malformed_row', 'not a line of a log', line);
    for (const record of block.records) this.#record(record);
  }

  /** Where nothing follows, the books are left where they were. */
  async finish(): Promise<void> {
    if (this.#ending === undefined) this.#writer.defect('recorder_killed');
    const goesOnHere = this.#ending === 'rotated' && (await goesOn(this.#file.path, this.#seq));
    if (this.#ending === 'rotated' && !goesOnHere) this.#writer.defect('next_segment_missing');
    if (!goesOnHere) this.#breakAll('recording_gap');
  }

  #record(record: FrameRecord): void {
    if (this.#seq > 0 && record.seq !== this.#seq + 1) {
      const message = `number ${record.seq} follows ${this.#seq}: records between are lost`;
      this.#lose('missing_records', message, record.text);
    }
    this.#seq = record.seq;
    this.#now = record.tsInit;
    this.#begunAt ??= record.tsInit as Timestamp;
    const { source } = record;
    if (source === SOURCES.event) this.#event(record);
    else if (source === SOURCES.market) this.#market(record);
    else if (source === SOURCES.resolution) this.#resolution(record);
    else if (source === SOURCES.strike) this.#strike(record);
    else if (source === SOURCES.refused) this.#refused(record);
    else if (source === SOURCES.shed) this.#shed(record);
    else if (source === SOURCES.end) this.#ending = readNote.end(record.text)?.reason;
  }

  #event(record: FrameRecord): void {
    const event = eventOfText(record.text);
    if (event === undefined) this.#lose('malformed_row', 'not an event', record.text);
    else if (event.kind === 'price') {
      this.#writer.reference(event.feed, event.tsEvent, this.#now, event.value, event.text);
    } else takeEvent(event, this.#rows, () => record.text);
  }

  /** What began before this segment was not known when its standing books were written. */
  #gap({ market, outcome }: At, from: Timestamp, reason: GapReason): void {
    this.#writer.gap(market, outcome, from, undefined, reason);
    const begun = this.#begunAt;
    if (begun !== undefined && from < begun) {
      this.#writer.gap(market, outcome, begun, undefined, reason);
    }
  }

  #market(record: FrameRecord): void {
    const note = readNote.market(record.text);
    if (note === undefined) {
      this.#lose('unknown_market', 'not a market note', record.text);
      return;
    }
    const market = this.#writer.market(note.facts);
    this.#markets.set(note.number, market);
    for (const outcome of [0, 1] as const) {
      const number = note.number * 2 + outcome;
      const isKnown = this.#tokens.get(number)?.isKnown ?? false;
      this.#tokens.set(number, { market, outcome, isKnown });
    }
  }

  #resolution(record: FrameRecord): void {
    const note = readNote.resolution(record.text);
    const market = note === undefined ? undefined : this.#markets.get(note.market);
    if (note === undefined || market === undefined) {
      const message = 'not a winner of a market of this segment';
      this.#writer.quarantine(this.#source(), 'unknown_market', message, record.text);
    } else this.#writer.resolution(market, note.resolution, note.note);
  }

  #strike(record: FrameRecord): void {
    const note = readNote.strike(record.text);
    const market = note === undefined ? undefined : this.#markets.get(note.market);
    if (note === undefined || market === undefined) {
      const message = 'not a strike of a market of this segment';
      this.#writer.quarantine(this.#source(), 'unknown_market', message, record.text);
    } else {
      const { market: _, ...strike } = note;
      this.#writer.strike(market, strike, this.#now as Timestamp);
    }
  }

  #refused(record: FrameRecord): void {
    const note = readNote.refused(record.text);
    if (note === undefined) return;
    const { source, code, message = 'as others before', text = '' } = note;
    this.#writer.quarantine(this.#source(), code, `${source}: ${message}`, text);
  }

  #shed(record: FrameRecord): void {
    const note = readNote.shed(record.text);
    if (note !== undefined) this.#writer.defect('frames_not_kept', note.frames);
  }

  #placeOf(
    number: TokenNumber,
    tsEvent: number,
    raw: RawText,
    isKnown: boolean | undefined,
  ): At | undefined {
    const token = this.#tokens.get(number);
    if (token !== undefined) {
      token.isKnown = isKnown ?? token.isKnown;
      const { market, outcome } = token;
      return { market, outcome, tsEvent, tsInit: this.#now, source: this.#source() };
    }
    const message = `token ${number} was not declared in this segment`;
    this.#writer.quarantine(this.#source(), 'unknown_token', message, raw());
    return undefined;
  }

  /** Something is missing, and it may have been about any token. */
  #lose(code: string, message: string, raw: string): void {
    this.#writer.quarantine(this.#source(), code, message, raw);
    this.#breakAll('bad_rows');
  }

  #breakAll(reason: GapReason): void {
    for (const { market, outcome, isKnown } of this.#tokens.values()) {
      if (!isKnown) continue;
      this.#writer.gap(market, outcome, this.#now as Timestamp, undefined, reason);
    }
  }

  #source(): SourceRow {
    return { file: this.#file.name, row: this.#seq };
  }
}
