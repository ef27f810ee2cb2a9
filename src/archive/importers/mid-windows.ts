import { MICROS_PER_MS, MICROS_PER_SECOND, parsePrice } from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import type { InputFile, MarketNumber, UnitWriter } from '../importer.ts';
import { type CsvRow, columnsOf, csvHeader, csvRows } from './csv-rows.ts';
import { FinalBooks } from './final-price.ts';
import { readGzip } from './gzip-file.ts';
import { SilenceGaps } from './silence-gaps.ts';
import { upDownFacts } from './up-down-facts.ts';

/** Columns of the log that were seen, not worked out. */
export const MID_COLUMNS = ['ts_utc_assumed', 'asset', 'up_mid', 'minutes_left'] as const;

type Columns = Readonly<Record<(typeof MID_COLUMNS)[number], number>>;

const WINDOW_SECONDS = 900;
/** Whole seconds, and minutes to a tenth: the end of a window is known within about four. */
const END_WITHIN_SECONDS = 6;
/** Readings are 5 to 22 s apart, and the next distance seen is 24. */
const STANDS = 30 * MICROS_PER_SECOND;

/** What one row says, before it is known whose it is. */
type Moment = { readonly at: number; readonly slug: string };

type MidWindow = {
  readonly market: MarketNumber;
  readonly silence: SilenceGaps;
  readonly finals: FinalBooks;
  readonly settle: () => void;
};

/** Imports the log: one market for each asset and window. */
export async function readMids(
  file: InputFile,
  wire: VenueWire,
  writer: UnitWriter,
): Promise<void> {
  const text = (await readGzip(file)).toString('utf8');
  const columns = columnsOf(csvHeader(text.slice(0, text.indexOf('\n'))), MID_COLUMNS);
  if (columns === undefined) return;
  const windows = new Map<string, MidWindow>();
  let rows = 0;
  for (const row of csvRows(text)) {
    rows++;
    const source = { file: file.name, row: row.line };
    const moment = momentOf(row, columns);
    if (moment === undefined) {
      writer.quarantine(source, 'malformed_row', 'time or minutes left cannot be read', row.raw);
      continue;
    }
    const window = windows.get(moment.slug) ?? openWindow(moment.slug, wire, writer);
    if (window === undefined) {
      writer.quarantine(source, 'unknown_market', 'no window of 15 minutes', row.raw);
      continue;
    }
    windows.set(moment.slug, window);
    const mid = parsePrice(row.fields[columns.up_mid] ?? '');
    if (!mid.ok) {
      writer.quarantine(source, mid.code, mid.message, row.raw);
      continue;
    }
    const { market, silence, finals } = window;
    silence.heard(moment.at);
    const at = { market, outcome: 0, tsEvent: Number.NaN, tsInit: moment.at, source } as const;
    if (!writer.told(at, mid.value, () => row.raw)) continue;
    finals.see({ outcome: 0, at: moment.at, mid: mid.value });
  }
  writer.progress(rows);
  for (const window of windows.values()) window.settle();
  await writer.ready();
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
  const { closesAt } = facts;
  const source = 'asset and minutes left in the rows';
  const market = writer.market({ ...facts, labels: ['Up', 'Down'], source });
  const finals = new FinalBooks();
  const settle = () => {
    const decided = finals.decide(closesAt);
    if (decided === undefined) writer.defect('window_undecided');
    else writer.resolution(market, decided.resolution, decided.note);
  };
  return { market, silence: new SilenceGaps(writer, market, [0], STANDS), finals, settle };
}
