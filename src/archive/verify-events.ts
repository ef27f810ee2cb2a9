import { join } from 'node:path';
import { MarketBook } from '../domain/book.ts';
import { applyBookRow } from '../domain/book-row.ts';
import {
  FLAG_BOOK,
  FLAG_DERIVED,
  FLAG_LAST,
  FLAG_LATE,
  KIND_CONFIRM,
  KIND_LEVEL,
  KIND_REFERENCE,
  KIND_TICK,
  KIND_TOLD,
  KIND_TRADE,
  type Tape,
} from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import { SCALE, UNKNOWN_SIZE } from '../domain/units.ts';
import { type Duck, sqlText } from './duck.ts';
import type { Manifest } from './manifest.ts';
import type { FileRecord } from './receipt.ts';
import { RowsHash } from './rows-hash.ts';
import { storedEvents } from './stored-rows.ts';
import type { Findings } from './verify-findings.ts';

/** What the rows add up to when they are counted once more. */
export type Recount = {
  books: number;
  trades: number;
  lateTrades: number;
  toldPrices: number;
  levels: number;
  rows: number;
};

const WHOLE = FLAG_BOOK | FLAG_LAST;

/** Reads event files once more, row by row, against their records and the rules of a book. */
export class EventVerifier {
  readonly recount: Recount = {
    books: 0,
    trades: 0,
    lateTrades: 0,
    toldPrices: 0,
    levels: 0,
    rows: 0,
  };
  readonly #duck: Duck;
  readonly #folder: string;
  readonly #manifest: Manifest;
  readonly #findings: Findings;
  readonly #books = new Map<number, MarketBook>();

  constructor(duck: Duck, folder: string, manifest: Manifest, findings: Findings) {
    this.#duck = duck;
    this.#folder = folder;
    this.#manifest = manifest;
    this.#findings = findings;
  }

  /**
   * Files come in the manifest's order, unit by unit: a token's rows are in order of time within a
   * unit, and every unit begins with its books whole, so units may overlap.
   */
  async read(file: FileRecord): Promise<void> {
    const path = join(this.#folder, file.path);
    const hash = new RowsHash(file.markets);
    const markets = new Set(file.markets);
    let rows = 0;
    let before = Number.NEGATIVE_INFINITY;
    for await (const tape of storedEvents(this.#duck, path)) {
      hash.add(tape, 0, tape.length);
      for (let row = 0; row < tape.length; row++) {
        before = this.#checkRow(file, markets, tape, row, rows + row, before);
      }
      rows += tape.length;
    }
    this.recount.rows += rows;
    await this.#checkProvenance(file, sqlText(path));
    if (rows !== file.rows) {
      this.#findings.add('file_content', `${file.path}: ${rows} rows, recorded ${file.rows}`);
    } else if (hash.digest() !== file.sha256) {
      this.#findings.add('file_content', `${file.path}: its rows are not those that were written`);
    }
  }

  async #checkProvenance(file: FileRecord, path: string): Promise<void> {
    const { provenance } = this.#manifest;
    const [row] = await this.#duck.rows(`SELECT count(*)::DOUBLE AS others
      FROM read_parquet(${path}) WHERE provenance IS DISTINCT FROM ${sqlText(provenance)}`);
    if (row?.others === 0) return;
    this.#findings.add('provenance', `${file.path}: ${row?.others} rows are not ${provenance}`);
  }

  #checkRow(
    file: FileRecord,
    markets: ReadonlySet<number>,
    tape: Tape,
    row: number,
    number: number,
    before: number,
  ): number {
    const at = `${file.path} row ${number + 1}`;
    const clock = this.#manifest.replayClock === 'event' ? tape.tsEvent : tape.tsInit;
    const now = clock[row] ?? Number.NaN;
    if (!(now >= before)) this.#findings.add('row_order', `${at}: time ${now} after ${before}`);
    if (!markets.has(tape.market[row] ?? -1) || !hasGoodValues(tape, row)) {
      this.#findings.add('row_values', `${at}: a value is out of its range`);
      return now;
    }
    this.#replay(tape, row, at);
    return now;
  }

  #replay(tape: Tape, row: number, at: string): void {
    const kind = tape.kind[row];
    const flags = tape.flags[row] ?? 0;
    if (kind === KIND_TRADE) this.recount[(flags & FLAG_LATE) === 0 ? 'trades' : 'lateTrades']++;
    if (kind === KIND_LEVEL) this.recount.levels++;
    if (kind === KIND_TOLD) this.recount.toldPrices++;
    const key = (tape.market[row] ?? 0) * 2 + (tape.outcome[row] ?? 0);
    let book = this.#books.get(key);
    if (book === undefined) {
      book = new MarketBook(10_000 as TickSize);
      this.#books.set(key, book);
    }
    applyBookRow(book, tape, row);
    if ((flags & WHOLE) !== WHOLE) return;
    const isTold = (flags & FLAG_DERIVED) === 0;
    if (isTold) this.recount.books++;
    // Told again between two changes, it may be crossed for the moment.
    if (isTold && book.isCrossed) this.#findings.add('book_crossed', at);
    if (!book.isTrusted) this.#findings.add('book_untrusted', `${at}: ${book.untrustedReason}`);
  }
}

function hasGoodValues(tape: Tape, row: number): boolean {
  const kind = tape.kind[row] ?? KIND_REFERENCE;
  const price = tape.price[row] ?? -1;
  const size = tape.size[row] ?? Number.NaN;
  if (kind === KIND_TOLD) return price >= 0 && price <= SCALE && size === UNKNOWN_SIZE;
  if (kind > KIND_CONFIRM || (tape.outcome[row] ?? 2) > 1 || (tape.side[row] ?? 2) > 1) {
    return false;
  }
  if (kind === KIND_LEVEL) return price > 0 && price < SCALE && size >= -1;
  if (kind === KIND_TRADE) return price > 0 && price < SCALE && size > 0;
  if (kind === KIND_TICK) return price > 0 && SCALE % price === 0;
  return true;
}
