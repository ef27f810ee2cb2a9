import { scanDecimal } from '../../domain/decimal.ts';
import {
  MICROS_PER_SECOND,
  type Price,
  parsePrice,
  SCALE,
  type Timestamp,
} from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import type { At, InputFile, MarketNumber, SourceRow, UnitWriter } from '../importer.ts';
import type { CsvRow } from './csv-rows.ts';
import { FinalBooks } from './final-price.ts';
import { upDownFacts } from './up-down-facts.ts';
import { type LoggedWindow, type Moment, readWindowRows } from './window-rows.ts';

/** Columns of the recorder that say something: mids are derived, the text time repeats the ms. */
export const BBO_COLUMNS = [
  'timestamp_ms',
  'call_bid',
  'call_ask',
  'put_bid',
  'put_ask',
  'seconds_to_expiry',
] as const;

type Columns = Readonly<Record<(typeof BBO_COLUMNS)[number], number>>;

const WINDOW_SECONDS = 900;
/** So long after the opening the state of the market before may still be read. */
const STALE = 10 * MICROS_PER_SECOND;
/** No window is decided in its first seconds: such a quote is of the market before. */
const DECIDED = 100_000;

/** Imports one window's file. */
export function readBboWindow(file: InputFile, wire: VenueWire, writer: UnitWriter): Promise<void> {
  return readWindowRows(file, writer, {
    columns: BBO_COLUMNS,
    momentOf,
    unreadable: 'time or expiry cannot be read',
    open: (slug) => openWindow(slug, wire, writer),
  });
}

function openWindow(slug: string, wire: VenueWire, writer: UnitWriter): BboWindow | undefined {
  const facts = upDownFacts(wire, slug);
  if (facts?.opensAt === undefined) return undefined;
  const source = 'time of expiry in the rows';
  const market = writer.market({ ...facts, labels: ['Up', 'Down'], source });
  return new BboWindow(market, facts.opensAt, writer);
}

/** When a row was written, and the window that ends when it says. */
function momentOf({ fields }: CsvRow, columns: Columns): Moment | undefined {
  const ms = fields[columns.timestamp_ms] ?? '';
  const left = fields[columns.seconds_to_expiry] ?? '';
  if (!/^[1-9]\d{12}$/.test(ms) || !/^\d{1,3}(\.\d+)?$/.test(left)) return undefined;
  const expiry = Math.round(Number(ms) / 1_000 + Number(left));
  return { at: Number(ms) * 1_000, slug: `btc-updown-15m-${expiry - WINDOW_SECONDS}` };
}

/** One window: drops what belongs to the market before, hands on the rest, settles at the end. */
class BboWindow implements LoggedWindow<(typeof BBO_COLUMNS)[number]> {
  readonly #market: MarketNumber;
  readonly #opensAt: number;
  readonly #writer: UnitWriter;
  /** Whether a token has shown a quote of this window. */
  readonly #fresh: [boolean, boolean] = [false, false];
  #rows = 0;
  readonly #finals = new FinalBooks();

  constructor(market: MarketNumber, opensAt: number, writer: UnitWriter) {
    this.#market = market;
    this.#opensAt = opensAt;
    this.#writer = writer;
  }

  take(row: CsvRow, columns: Columns, tsInit: number, source: SourceRow): void {
    const early = tsInit < this.#opensAt + STALE;
    if (this.#rows++ === 0 && early) {
      this.#writer.defect('first_row_of_the_market_before_dropped');
      return;
    }
    if (!this.#viewsAgree(row, columns)) this.#writer.defect('views_of_the_tokens_disagree');
    for (const outcome of [0, 1] as const) {
      const [bidColumn, askColumn] =
        outcome === 0 ? [columns.call_bid, columns.call_ask] : [columns.put_bid, columns.put_ask];
      const bid = parsePrice(row.fields[bidColumn] ?? '');
      const ask = parsePrice(row.fields[askColumn] ?? '');
      if (!bid.ok || !ask.ok) {
        const fault = bid.ok ? ask : bid;
        if (!fault.ok) this.#writer.quarantine(source, fault.code, fault.message, row.raw);
        continue;
      }
      const at: At = { market: this.#market, outcome, tsEvent: Number.NaN, tsInit, source };
      this.#quote(at, bid.value, ask.value, early, row.raw);
    }
  }

  /** The two tokens share one book: a bid on Up is an ask on Down. Sampling can tear them apart. */
  #viewsAgree({ fields }: CsvRow, columns: Columns): boolean {
    const units = (column: number) => scanDecimal(fields[column] ?? '');
    return (
      units(columns.call_bid) + units(columns.put_ask) === SCALE &&
      units(columns.call_ask) + units(columns.put_bid) === SCALE
    );
  }

  #quote(at: At, bid: Price, ask: Price, early: boolean, raw: string): void {
    const decided = ask <= DECIDED || bid >= SCALE - DECIDED;
    if (early && decided && !this.#fresh[at.outcome]) {
      this.#writer.defect('quote_of_the_market_before_dropped');
      return;
    }
    this.#fresh[at.outcome] = true;
    // An empty side is written as the end of the scale.
    const hasBid = bid !== 0 ? bid : undefined;
    const hasAsk = ask !== SCALE ? ask : undefined;
    if (!this.#writer.quote(at, hasBid, hasAsk, () => raw)) return;
    const { outcome, tsInit } = at;
    this.#finals.see({ outcome, at: tsInit, mid: (bid + ask) / 2 });
  }

  settle(): void {
    const closesAt = this.#opensAt + WINDOW_SECONDS * MICROS_PER_SECOND;
    this.#finals.settle(this.#market, closesAt as Timestamp, this.#writer);
  }
}
