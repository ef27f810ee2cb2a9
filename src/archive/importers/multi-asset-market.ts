import { z } from 'zod';
import { roundDecimal } from '../../domain/decimal.ts';
import type { Outcome } from '../../domain/ids.ts';
import { ASK, BID } from '../../domain/side.ts';
import { parsePrice, parseShares } from '../../domain/units.ts';
import { damaged } from '../duck.ts';
import type { At, ImportContext, UnitWriter } from '../importer.ts';
import { FinalBooks } from './final-price.ts';
import { malformed } from './json-rows.ts';
import { upDownFacts } from './up-down-facts.ts';
import { midOf, mirrors, type WholeBook, writeWholeBook } from './whole-book.ts';

type TokenFile = { readonly name: string; readonly outcome: Outcome; readonly content: Buffer };

/** One market's files in the archive. */
export type TokenFiles = {
  readonly rows: number;
  readonly books: readonly TokenFile[];
  readonly trades: readonly TokenFile[];
};

const time = z.string().regex(/^[1-9]\d{12}$/);
const clocks = { local_timestamp: time, timestamp: time, asset_price: z.number().positive() };
const bookShape = z.object({ ...clocks, bids: z.unknown(), asks: z.unknown() });
const tradeShape = z.object({
  ...clocks,
  price: z.string(),
  size: z.string(),
  side: z.enum(['buy', 'sell']),
});

const MICROS_PER_MS = 1_000;
/** A backlog of the recorder, worth counting, in µs. */
const LATE = 1_000_000;

/** Imports one market: books, prints and the price sampled beside them. */
export async function readMultiAssetMarket(
  context: ImportContext,
  archive: string,
  slug: string,
  files: TokenFiles,
  writer: UnitWriter,
): Promise<void> {
  const facts = upDownFacts(context.wire, slug);
  if (facts === undefined) {
    const message = `${slug} is no window of an up/down market`;
    writer.quarantine({ file: archive, row: 0 }, 'unknown_market', message, slug);
    return;
  }
  const market = writer.market({
    ...facts,
    labels: ['Up', 'Down'],
    source: 'path in the recording',
  });
  const samples: Sample[] = [];
  const finals = new FinalBooks();
  const prints = new Set<string>();
  const ups = new Map<number, WholeBook>();
  let rows = 0;
  for (const file of [...files.books, ...files.trades]) {
    const isBook = files.books.includes(file);
    for (const [index, record] of recordsOf(archive, file).entries()) {
      const source = { file: `${archive}:${file.name}`, row: index + 1 };
      const at = { market, outcome: file.outcome, source };
      rows++;
      if (isBook) {
        const told = readBook(context, record, at, writer);
        if (told !== undefined) samples.push(told);
        if (told?.book !== undefined) {
          const { outcome } = file;
          compare(ups, outcome, told, writer);
          finals.see({ outcome, at: told.at, mid: midOf(told.book) });
        }
      } else {
        const told = readTrade(record, at, writer, prints);
        if (told !== undefined) samples.push(told);
      }
    }
    writer.progress(rows);
    await writer.ready();
  }
  references(facts.asset ?? '', samples, writer);
  if (facts.closesAt === undefined) return;
  const decided = finals.decide(facts.closesAt);
  if (decided !== undefined) writer.resolution(market, decided.resolution, decided.note);
}

/** @throws ArchiveError when the file inside the archive is no JSON array. */
function recordsOf(archive: string, file: TokenFile): readonly unknown[] {
  try {
    const records: unknown = JSON.parse(file.content.toString('utf8'));
    if (Array.isArray(records)) return records;
    throw new Error('not an array of records');
  } catch (cause) {
    throw damaged(`${file.name} in ${archive}`, cause);
  }
}

type Place = Pick<At, 'market' | 'outcome' | 'source'>;
/** A price sampled beside a record, by the recorder's clock in µs. */
type Sample = { readonly at: number; readonly price: number };

function readBook(
  context: ImportContext,
  record: unknown,
  place: Place,
  writer: UnitWriter,
): (Sample & { readonly made: number; readonly book: WholeBook | undefined }) | undefined {
  const raw = () => JSON.stringify(record);
  const parsed = bookShape.safeParse(record);
  if (!parsed.success) {
    malformed(parsed.error, place.source, writer, raw());
    return undefined;
  }
  const at = atOf(place, parsed.data, writer);
  const book = writeWholeBook(context.wire, writer, at, parsed.data, raw);
  return { at: at.tsInit, made: at.tsEvent, price: parsed.data.asset_price, book };
}

/** Counts where the two tokens' books of one venue time are not one book. */
function compare(
  ups: Map<number, WholeBook>,
  outcome: Outcome,
  told: { readonly made: number; readonly book: WholeBook | undefined },
  writer: UnitWriter,
): void {
  if (told.book === undefined) return;
  const up = ups.get(told.made);
  if (outcome === 0) ups.set(told.made, told.book);
  else if (up !== undefined && !mirrors(up, told.book)) {
    writer.defect('views_of_the_tokens_disagree');
  }
}

function readTrade(
  record: unknown,
  place: Place,
  writer: UnitWriter,
  seen: Set<string>,
): Sample | undefined {
  const raw = () => JSON.stringify(record);
  const parsed = tradeShape.safeParse(record);
  if (!parsed.success) {
    malformed(parsed.error, place.source, writer, raw());
    return undefined;
  }
  const { price, size, side, timestamp, local_timestamp } = parsed.data;
  const p = parsePrice(price);
  const s = parseShares(size);
  if (!p.ok || !s.ok) {
    const fault = p.ok ? s : p;
    if (!fault.ok) writer.quarantine(place.source, fault.code, fault.message, raw());
    return undefined;
  }
  const at = atOf(place, parsed.data, writer);
  // Fills of one taker can be equal in every field (protocol notes 3.4): kept, and counted.
  const key = `${place.outcome} ${timestamp} ${local_timestamp} ${price} ${size} ${side}`;
  if (seen.has(key)) writer.defect('print_equal_to_another_kept');
  seen.add(key);
  writer.trade(at, side === 'buy' ? ASK : BID, p.value, s.value, raw);
  return { at: at.tsInit, price: parsed.data.asset_price };
}

function atOf(
  place: Place,
  told: { readonly timestamp: string; readonly local_timestamp: string },
  writer: UnitWriter,
): At {
  const tsEvent = Number(told.timestamp) * MICROS_PER_MS;
  const tsInit = Number(told.local_timestamp) * MICROS_PER_MS;
  if (tsInit - tsEvent > LATE) writer.defect('received_more_than_1s_late');
  return { ...place, tsEvent, tsInit };
}

/** The sampled price in order of time, once for each change; when it was made is not told. */
function references(asset: string, samples: readonly Sample[], writer: UnitWriter): void {
  let before: number | undefined;
  for (const { at, price } of [...samples].sort((a, b) => a.at - b.at)) {
    if (price === before) continue;
    before = price;
    const text = String(price);
    const units = roundDecimal(text, 'halfEven');
    if (units.ok) writer.reference(`unknown/${asset}`, Number.NaN, at, units.value, text);
  }
}
