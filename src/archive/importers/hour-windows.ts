import { roundDecimal } from '../../domain/decimal.ts';
import { parseTokenId } from '../../domain/ids.ts';
import { ok } from '../../domain/result.ts';
import {
  formatDecimal,
  MICROS_PER_MS,
  MICROS_PER_SECOND,
  mulDiv,
  parsePrice,
  SCALE,
  type Timestamp,
} from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import type { InputFile, MarketNumber, SourceRow, UnitWriter } from '../importer.ts';
import { type CsvRow, columnsOf } from './csv-rows.ts';
import { type Decision, tellDecision, undecided } from './decision.ts';
import { readCsv } from './gzip-csv.ts';
import { SilenceGaps } from './silence-gaps.ts';
import { upDownFacts } from './up-down-facts.ts';

export type HourFiles = {
  readonly asset: string;
  readonly quotes: InputFile;
  /** Opening prices of the hours, where there is such a file. */
  readonly opens: InputFile | undefined;
};

export const OPEN_COLUMNS = ['hour_key', 'p_start_price'] as const;

/** Columns that were seen, not worked out; the spot has the asset in its name. */
const QUOTE_COLUMNS = ['timestamp', 'market_name', 'token_id', 'best_bid', 'best_ask'] as const;

type Columns = Readonly<Record<(typeof QUOTE_COLUMNS)[number], number>>;

/** What the scraper writes where nobody asks. */
const NO_ASK = '9999.99';
/** Rows are a minute apart, give or take 15 s: with one of them missing nothing is known. */
const STANDS = 105 * MICROS_PER_SECOND;

const HOUR = 3_600 * MICROS_PER_SECOND;
/**
 * The next hour's opening stands for the close before it. Of 6,960 minutes of Binance the next one
 * opened elsewhere by at most 50 millionths (btc-15m-minute-prices-2025-12): what moved less is not
 * decided by it.
 */
const TELLS_FROM = 50;

/** The asset whose spot these columns hold, and where; undefined: other columns than ours. */
export function spotColumn(
  header: readonly string[],
): { readonly asset: string; readonly column: number } | undefined {
  if (columnsOf(header, QUOTE_COLUMNS) === undefined) return undefined;
  const column = header.findIndex((name) => /^[a-z]{2,10}_usdt_spot$/.test(name));
  const asset = header[column]?.split('_')[0];
  return asset === undefined ? undefined : { asset, column };
}

type HourWindow = {
  readonly market: MarketNumber;
  readonly opensAt: Timestamp;
  readonly silence: SilenceGaps;
};

/** Imports one asset. */
export async function readHourQuotes(
  { asset, quotes, opens }: HourFiles,
  wire: VenueWire,
  writer: UnitWriter,
): Promise<void> {
  const { header, rows: all } = await readCsv(quotes);
  const columns = columnsOf(header, QUOTE_COLUMNS);
  const spot = spotColumn(header);
  if (columns === undefined || spot === undefined) return;
  const windows = new Map<string, HourWindow>();
  let rows = 0;
  for (const row of all) {
    rows++;
    const source = { file: quotes.name, row: row.line };
    const at = timeOf(row.fields[columns.timestamp] ?? '');
    if (at === undefined || row.fields.length !== header.length) {
      writer.quarantine(source, 'malformed_row', 'not a row of this scraper', row.raw);
      continue;
    }
    readSpot(`binance/${asset}usdt`, row.fields[spot.column] ?? '', at, source, row.raw, writer);
    const name = row.fields[columns.market_name] ?? '';
    const window = windows.get(name) ?? openWindow(asset, row, columns, at, wire, writer);
    if (window === undefined) {
      const message = 'no hour of this asset, or no token';
      writer.quarantine(source, 'unknown_market', message, row.raw);
      continue;
    }
    windows.set(name, window);
    quote(row, columns, at, window, source, writer);
  }
  writer.progress(rows);
  const openings = opens === undefined ? new Map() : await readOpens(opens, writer);
  for (const window of windows.values()) {
    tellDecision(window.market, decide(window, openings), writer);
  }
  await writer.ready();
}

/** 2025-07-21 13:19:08, which is UTC, in µs. */
function timeOf(text: string): Timestamp | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isFinite(ms) ? ((ms * MICROS_PER_MS) as Timestamp) : undefined;
}

function readSpot(
  feed: string,
  text: string,
  at: Timestamp,
  source: SourceRow,
  raw: string,
  writer: UnitWriter,
): void {
  const price = roundDecimal(text, 'halfEven');
  if (text === '') writer.defect('row_without_spot');
  else if (price.ok && price.value > 0) {
    writer.reference(feed, Number.NaN, at, price.value, text);
  } else writer.quarantine(source, 'bad_reference', 'the spot is no price', raw);
}

/** "Bitcoin Up or Down - July 21, 9AM ET" is the market bitcoin-up-or-down-july-21-9am-et. */
const NAME = /^([A-Za-z]+) Up or Down - ([A-Za-z]+ \d{1,2}), (\d{1,2}[AP]M) ET$/;

function openWindow(
  asset: string,
  { fields }: CsvRow,
  columns: Columns,
  near: Timestamp,
  wire: VenueWire,
  writer: UnitWriter,
): HourWindow | undefined {
  const [, name, day, hour] = NAME.exec(fields[columns.market_name] ?? '') ?? [];
  const slug = `${name}-up-or-down-${day}-${hour}-et`.toLowerCase().replace(' ', '-');
  const facts = upDownFacts(wire, slug, near);
  const token = parseTokenId(fields[columns.token_id] ?? '');
  if (facts?.opensAt === undefined || facts.asset !== asset || !token.ok) return undefined;
  const { opensAt } = facts;
  const market = writer.market({
    ...facts,
    tokens: [token.value, undefined],
    labels: ['Up', 'Down'],
    question: fields[columns.market_name],
    source: 'name and token in the rows',
  });
  return { market, opensAt, silence: new SilenceGaps(writer, market, [0], STANDS) };
}

function quote(
  { fields, raw }: CsvRow,
  columns: Columns,
  tsInit: Timestamp,
  { market, silence }: HourWindow,
  source: SourceRow,
  writer: UnitWriter,
): void {
  const isNews = silence.heard(tsInit);
  const bid = parsePrice(fields[columns.best_bid] ?? '');
  const told = fields[columns.best_ask] ?? '';
  const ask = told === NO_ASK ? ok(undefined) : parsePrice(told);
  if (bid.ok && ask.ok) {
    const at = { market, outcome: 0, tsEvent: Number.NaN, tsInit, source } as const;
    writer.quote(at, bid.value, ask.value, () => raw);
    return;
  }
  const fault = bid.ok ? ask : bid;
  if (!fault.ok) writer.quarantine(source, fault.code, fault.message, raw);
  if (isNews) writer.gap(market, 0, tsInit, undefined, 'bad_rows');
}

/** Opening prices by the time at which their hour begins, µs. */
async function readOpens(
  file: InputFile,
  writer: UnitWriter,
): Promise<ReadonlyMap<number, number>> {
  const { header, rows } = await readCsv(file);
  const columns = columnsOf(header, OPEN_COLUMNS);
  const opens = new Map<number, number>();
  for (const { fields, line, raw } of rows) {
    const at = timeOf(`${fields[columns?.hour_key ?? 0] ?? ''}:00:00`);
    const price = roundDecimal(fields[columns?.p_start_price ?? 1] ?? '', 'halfEven');
    if (at !== undefined && price.ok && price.value > 0) opens.set(at, price.value);
    else {
      const source = { file: file.name, row: line };
      writer.quarantine(source, 'malformed_row', 'no hour with its opening price', raw);
    }
  }
  return opens;
}

/** By the rule of the market: up when the hour's candle closed at or above where it opened. */
function decide({ opensAt }: HourWindow, openings: ReadonlyMap<number, number>): Decision {
  const closesAt = (opensAt + HOUR) as Timestamp;
  const open = openings.get(opensAt);
  const next = openings.get(closesAt);
  if (open === undefined || next === undefined) return undecided('no_price_at_both_ends');
  const move = next - open;
  const isClear = mulDiv(Math.abs(move), SCALE, open, 'down') >= TELLS_FROM;
  if (!isClear) return undecided('too_small_a_move');
  const payout = move > 0 ? SCALE : 0;
  const prices = `${formatDecimal(open)} at the opening, ${formatDecimal(next)} at the next one`;
  return {
    resolution: { payout, at: closesAt, source: 'reference' },
    note: `re-derived from Binance (${prices}), no official outcome`,
  };
}
