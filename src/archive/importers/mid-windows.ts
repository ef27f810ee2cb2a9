import {
  MICROS_PER_MS,
  MICROS_PER_SECOND,
  parsePrice,
  type Timestamp,
} from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import type { InputFile, MarketNumber, SourceRow, UnitWriter } from '../importer.ts';
import type { CsvRow } from './csv-rows.ts';
import { FinalBooks } from './final-price.ts';
import { SilenceGaps } from './silence-gaps.ts';
import { upDownFacts } from './up-down-facts.ts';
import { type LoggedWindow, type Moment, readWindowRows } from './window-rows.ts';

/** Columns of the log that were seen, not worked out. */
export const MID_COLUMNS = ['ts_utc_assumed', 'asset', 'up_mid', 'minutes_left'] as const;

type Columns = Readonly<Record<(typeof MID_COLUMNS)[number], number>>;

const WINDOW_SECONDS = 900;
/** Whole seconds, and minutes to a tenth: the end of a window is known within about four. */
const END_WITHIN_SECONDS = 6;
/** Readings are 5 to 22 s apart, and the next distance seen is 24. */
const STANDS = 30 * MICROS_PER_SECOND;

/** Imports the log: one market for each asset and window. */
export function readMids(file: InputFile, wire: VenueWire, writer: UnitWriter): Promise<void> {
  return readWindowRows(file, writer, {
    columns: MID_COLUMNS,
    momentOf,
    unreadable: 'time or minutes left cannot be read',
    open: (slug) => openWindow(slug, wire, writer),
  });
}

/** When a row was written and whose it is; a slug that is none where the window cannot be told. */
function momentOf({ fields }: CsvRow, columns: Columns): Moment | undefined {
  const written = fields[columns.ts_utc_assumed] ?? '';
  const left = fields[columns.minutes_left] ?? '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(written)) return undefined;
  const ms = Date.parse(written);
  if (!Number.isFinite(ms) || !/^\d{1,2}\.\d$/.test(left)) return undefined;
  const end = ms / 1_000 + Number(left) * 60;
  const closes = Math.round(end / WINDOW_SECONDS) * WINDOW_SECONDS;
  const asset = (fields[columns.asset] ?? '').toLowerCase();
  const opens = Math.abs(end - closes) <= END_WITHIN_SECONDS ? closes - WINDOW_SECONDS : 0;
  return { at: ms * MICROS_PER_MS, slug: `${asset}-updown-15m-${opens}` };
}

function openWindow(slug: string, wire: VenueWire, writer: UnitWriter): MidWindow | undefined {
  const facts = upDownFacts(wire, slug);
  if (facts?.closesAt === undefined) return undefined;
  const source = 'asset and minutes left in the rows';
  const market = writer.market({ ...facts, labels: ['Up', 'Down'], source });
  return new MidWindow(market, facts.closesAt, writer);
}

class MidWindow implements LoggedWindow<(typeof MID_COLUMNS)[number]> {
  readonly #market: MarketNumber;
  readonly #closesAt: Timestamp;
  readonly #writer: UnitWriter;
  readonly #silence: SilenceGaps;
  readonly #finals = new FinalBooks();

  constructor(market: MarketNumber, closesAt: Timestamp, writer: UnitWriter) {
    this.#market = market;
    this.#closesAt = closesAt;
    this.#writer = writer;
    this.#silence = new SilenceGaps(writer, market, [0], STANDS);
  }

  take({ fields, raw }: CsvRow, columns: Columns, tsInit: number, source: SourceRow): void {
    const mid = parsePrice(fields[columns.up_mid] ?? '');
    if (!mid.ok) {
      this.#writer.quarantine(source, mid.code, mid.message, raw);
      return;
    }
    this.#silence.heard(tsInit);
    const at = { market: this.#market, outcome: 0, tsEvent: Number.NaN, tsInit, source } as const;
    if (!this.#writer.told(at, mid.value, () => raw)) return;
    this.#finals.see({ outcome: 0, at: tsInit, mid: mid.value });
  }

  settle(): void {
    this.#finals.settle(this.#market, this.#closesAt, this.#writer);
  }
}
