import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Outcome } from '../domain/ids.ts';
import type { Resolution } from '../domain/market.ts';
import { type MarketFacts, withCalendar } from '../domain/market-facts.ts';
import type { BookSide } from '../domain/side.ts';
import type { StrikeNews } from '../domain/strike.ts';
import { FLAG_LAST, FLAG_LATE, type GapReason } from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import { type Price, type Shares, type Timestamp, UNKNOWN_SIZE } from '../domain/units.ts';
import type { Levels } from '../ports/venue-wire.ts';
import type { Duck } from './duck.ts';
import { ROW_GROUP, writeEventFile } from './event-file.ts';
import type { At, DatasetFacts, MarketNumber, RawText, SourceRow, UnitWriter } from './importer.ts';
import { dayOf, eventFile, LAYOUT_VERSION, nextDay, referenceFile } from './layout.ts';
import type { MarketRegister } from './market-register.ts';
import { Quarantine } from './quarantine.ts';
import type { FileRecord, GapRecord, Receipt, ResolutionRecord, StrikeRecord } from './receipt.ts';
import { ReferenceBuffer } from './reference-buffer.ts';
import { RowBuffer } from './row-buffer.ts';
import { RowsHash } from './rows-hash.ts';
import { RowsSum } from './rows-sum.ts';
import { type Fault, Series } from './series.ts';
import { SeriesTally } from './series-tally.ts';

/** Rows held before they become a file, about 20 MB: one row group for each of two threads. */
const MOST_ROWS = 2 * ROW_GROUP;
const MOST_REFERENCES = 200_000;
/** Numbers of one unit's rows lie above those of the units before it. */
const SEQ_PER_UNIT = 2 ** 32;

export type DatasetWriterOptions = {
  readonly duck: Duck;
  readonly facts: DatasetFacts;
  readonly unit: string;
  readonly ordinal: number;
  /** Folder for the unit's files until it is finished. */
  readonly folder: string;
  readonly markets: MarketRegister;
  onProgress(rows: number): void;
};

/** Gathers the rows of one unit, checks them, and writes them as files below its own folder. */
export class DatasetWriter implements UnitWriter {
  readonly #options: DatasetWriterOptions;
  readonly #clock: 'tsEvent' | 'tsInit';
  #rows = new RowBuffer();
  readonly #tally: SeriesTally;
  readonly #series = new Map<number, Series>();
  readonly #references = new ReferenceBuffer();
  readonly #feeds = new Set<string>();
  readonly #declared = new Map<number, MarketFacts>();
  readonly #files: FileRecord[] = [];
  readonly #parts = new Map<string, number>();
  readonly #resolutions: ResolutionRecord[] = [];
  readonly #strikes: StrikeRecord[] = [];
  readonly #gaps: GapRecord[] = [];
  readonly #quarantine = new Quarantine();
  readonly #defects = new Map<string, number>();
  #seq: number;
  #rowsRead = 0;

  constructor(options: DatasetWriterOptions) {
    this.#options = options;
    this.#clock = options.facts.replayClock === 'event' ? 'tsEvent' : 'tsInit';
    this.#tally = new SeriesTally(this.#clock);
    this.#seq = options.ordinal * SEQ_PER_UNIT;
  }

  market(told: MarketFacts): MarketNumber {
    const facts = withCalendar(told);
    const { number, differs } = this.#options.markets.declare(facts);
    for (const name of differs) this.defect(`market_fact_differs: ${name}`);
    this.#declared.set(number, this.#options.markets.all[number] ?? facts);
    return number;
  }

  book(at: At, bids: Levels, asks: Levels, tick: TickSize | undefined, raw: RawText): boolean {
    const fault = this.#seriesOf(at).book(this.#rows, at, bids, asks, tick);
    return this.#taken(fault, at, raw);
  }

  restate(at: At, bids: Levels, asks: Levels, tick: TickSize | undefined, raw: RawText): boolean {
    const fault = this.#seriesOf(at).restate(this.#rows, at, bids, asks, tick);
    return this.#taken(fault, at, raw);
  }

  delta(at: At, side: BookSide, price: Price, size: Shares, last: boolean, raw: RawText): boolean {
    const fault = this.#seriesOf(at).delta(this.#rows, at, side, price, size, last);
    return this.#taken(fault, at, raw);
  }

  tick(at: At, tick: TickSize): void {
    const fault = this.#seriesOf(at).tick(this.#rows, at, tick);
    this.#taken(fault, at, () => `tick size ${tick}`);
  }

  trade(at: At, hit: BookSide, price: Price, size: Shares, raw: RawText, isLate = false): boolean {
    const flags = isLate ? FLAG_LAST | FLAG_LATE : FLAG_LAST;
    const fault = this.#seriesOf(at).trade(this.#rows, at, hit, price, size, flags);
    return this.#taken(fault, at, raw);
  }

  quote(
    at: At,
    bid: Price | undefined,
    ask: Price | undefined,
    raw: RawText,
    bidSize: Shares = UNKNOWN_SIZE,
    askSize: Shares = UNKNOWN_SIZE,
  ): boolean {
    return this.book(at, oneLevel(bid, bidSize), oneLevel(ask, askSize), undefined, raw);
  }

  told(at: At, price: Price, raw: RawText): boolean {
    return this.#taken(this.#seriesOf(at).told(this.#rows, at, price), at, raw);
  }

  reference(feed: string, tsEvent: number, tsInit: number, price: number, text: string): void {
    const now = this.#clock === 'tsEvent' ? tsEvent : tsInit;
    if (!Number.isFinite(now) || !Number.isSafeInteger(price)) {
      const raw = `${feed} ${tsEvent} ${tsInit} ${text}`;
      const source = { file: this.#options.unit, row: 0 };
      this.#quarantine.add(source, 'bad_reference', 'time or price is not known', raw);
      return;
    }
    this.#feeds.add(feed);
    this.#references.push(feed, tsEvent, tsInit, price, text);
  }

  resolution(market: MarketNumber, resolution: Resolution, note: string): void {
    this.#resolutions.push({ market, resolution, note });
  }

  strike(market: MarketNumber, strike: StrikeNews, at: Timestamp): void {
    this.#strikes.push({ market, at, strike });
  }

  gap(
    market: MarketNumber,
    outcome: Outcome,
    from: Timestamp,
    to: Timestamp | undefined,
    reason: GapReason,
  ): void {
    this.#seriesFor(market, outcome).gap(this.#rows, from, to, reason);
  }

  quarantine(at: SourceRow, code: string, message: string, raw: string): void {
    this.#quarantine.add(at, code, message, raw);
  }

  defect(name: string, count = 1): void {
    this.#defects.set(name, (this.#defects.get(name) ?? 0) + count);
  }

  progress(rows: number): void {
    this.#rowsRead = rows;
    this.#options.onProgress(rows);
  }

  async ready(): Promise<void> {
    if (this.#rows.length > MOST_ROWS) await this.#flushEvents();
    if (this.#references.length > MOST_REFERENCES) await this.#flushReferences();
  }

  /** Writes what is left and says what the unit holds. */
  async finish(): Promise<Omit<Receipt, 'importer' | 'importerVersion' | 'inputs'>> {
    await this.#flushEvents();
    await this.#flushReferences();
    return {
      unit: this.#options.unit,
      ordinal: this.#options.ordinal,
      layoutVersion: LAYOUT_VERSION,
      provenance: this.#options.facts.provenance,
      replayClock: this.#options.facts.replayClock,
      rowsRead: this.#rowsRead,
      markets: [...this.#declared].map(([number, facts]) => ({ number, facts })),
      files: this.#files,
      feeds: [...this.#feeds].sort(),
      series: this.#tally.totals,
      resolutions: this.#resolutions,
      strikes: this.#strikes,
      gaps: this.#gaps,
      quarantine: this.#quarantine.kept,
      quarantineCounts: this.#quarantine.counts,
      defects: Object.fromEntries([...this.#defects].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }

  #taken(fault: Fault | undefined, at: At, raw: RawText): boolean {
    if (fault === undefined) return true;
    this.#quarantine.add(at.source, fault.code, fault.message, raw());
    return false;
  }

  #seriesOf(at: At): Series {
    return this.#seriesFor(at.market, at.outcome);
  }

  #seriesFor(market: number, outcome: Outcome): Series {
    const key = market * 2 + outcome;
    let series = this.#series.get(key);
    if (series === undefined) {
      series = new Series(market, outcome, this.#clock, this.#gaps);
      this.#series.set(key, series);
    }
    return series;
  }

  /** Writes the rows of all markets, in order of time, as one file a day. */
  async #flushEvents(): Promise<void> {
    const rows = this.#rows;
    rows.sortBy(this.#clock);
    this.#tally.add(rows);
    const times = rows[this.#clock];
    let from = 0;
    while (from < rows.length) {
      const day = times[from] ?? 0;
      const end = nextDay(day);
      let to = from + 1;
      while (to < rows.length && (times[to] ?? 0) < end) to++;
      await this.#writeEvents(rows, from, to, dayOf(day));
      from = to;
    }
    this.#rows = new RowBuffer();
  }

  async #writeEvents(rows: RowBuffer, from: number, to: number, day: string) {
    const { duck, facts, folder, unit } = this.#options;
    const part = this.#parts.get(day) ?? 0;
    this.#parts.set(day, part + 1);
    const path = eventFile(day, unit, part);
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeEventFile(duck, target, rows, from, to, this.#seq, facts.provenance);
    this.#seq += to - from;
    const markets = this.#bySlug(rows.market.subarray(from, to));
    const hash = new RowsHash(markets);
    hash.add(rows, from, to);
    const sum = new RowsSum((number) => this.#slugOf(number));
    sum.add(rows, from, to);
    const times = rows[this.#clock];
    this.#files.push({
      path,
      table: 'events',
      markets,
      rows: to - from,
      bytes: (await stat(target)).size,
      from: times[from] ?? 0,
      to: times[to - 1] ?? 0,
      sha256: hash.digest(),
      sum: sum.text,
    });
  }

  /** The numbers among `market`, each once, in order of their slugs. */
  #bySlug(market: Int32Array): number[] {
    const bySlug = (a: number, b: number) => (this.#slugOf(a) < this.#slugOf(b) ? -1 : 1);
    return [...new Set(market)].sort(bySlug);
  }

  #slugOf(market: number): string {
    return this.#options.markets.slugOf(market);
  }

  async #flushReferences(): Promise<void> {
    if (this.#references.length === 0) return;
    const { duck, facts, folder, unit } = this.#options;
    const part = this.#parts.get('references') ?? 0;
    this.#parts.set('references', part + 1);
    const name = referenceFile(unit, part);
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    const held = this.#references.length;
    this.#files.push(
      await this.#references.write(duck, path, name, this.#clock, this.#seq, facts.provenance),
    );
    this.#seq += held;
  }
}

function oneLevel(price: Price | undefined, size: Shares): Levels {
  return price === undefined
    ? { price: new Int32Array(0), size: new Float64Array(0) }
    : { price: Int32Array.of(price), size: Float64Array.of(size) };
}
