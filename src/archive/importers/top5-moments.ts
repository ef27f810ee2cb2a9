import { z } from 'zod';
import { roundDecimal } from '../../domain/decimal.ts';
import type { Outcome } from '../../domain/ids.ts';
import { parseConditionId, parseTokenId } from '../../domain/ids.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { VenueWire } from '../../ports/venue-wire.ts';
import type { At, MarketNumber, SourceRow, UnitWriter } from '../importer.ts';
import { FinalBooks } from './final-price.ts';
import { malformed, parsedJson } from './json-rows.ts';
import { SilenceGaps } from './silence-gaps.ts';
import type { TarEntry } from './tar.ts';
import { upDownFacts } from './up-down-facts.ts';
import { bestMirror, midOf, type WholeBook, writeWholeBook } from './whole-book.ts';

export type Moments = {
  readonly moments: readonly TarEntry[];
  /** What the bot did; only the condition ids of its markets are read. */
  readonly events: readonly TarEntry[];
};

const FEED = 'binance-futures/btcusdt-mid';
/** Rows are at most 5 s apart within a moment; the next distance seen is 7. */
const STANDS = 6 * MICROS_PER_SECOND;
/** Seconds: an older price of the future is not what it was worth then. */
const STALE = 5;

const levels = z.array(z.unknown());
const book = z.object({ bid_levels: levels, ask_levels: levels });
const rowShape = z.object({
  ts_unix: z.number().min(1e9).max(1e10),
  slug: z.string(),
  token_up: z.string(),
  token_down: z.string(),
  polymarket: z.object({ up: book, down: book }),
  binance: z.object({ mid: z.number(), update_age_sec: z.number() }).nullish(),
});
const eventShape = z.object({
  market: z.object({ slug: z.string(), condition_id: z.string() }),
});

type Row = z.output<typeof rowShape> & { readonly source: SourceRow; readonly raw: string };

/** Imports all moments: those of one market are put in order, and what two of them hold is one. */
export async function readMoments(
  archive: string,
  { moments, events }: Moments,
  wire: VenueWire,
  writer: UnitWriter,
): Promise<void> {
  const conditions = conditionsOf(events, archive, writer);
  const bySlug = new Map<string, Row[]>();
  let rows = 0;
  for (const { name, content } of moments) {
    for (const [index, line] of content.toString('utf8').split('\n').entries()) {
      if (line === '') continue;
      rows++;
      const row = rowOf(line, { file: `${archive}:${name}`, row: index + 1 }, writer);
      if (row === undefined) continue;
      const known = bySlug.get(row.slug);
      if (known === undefined) bySlug.set(row.slug, [row]);
      else known.push(row);
    }
  }
  const prices = new Map<number, string>();
  for (const [slug, own] of bySlug) {
    const window = openMoments(slug, own, conditions.get(slug), wire, writer);
    if (window === undefined) continue;
    own.sort((a, b) => a.ts_unix - b.ts_unix);
    for (const row of own) window.row(row);
    window.settle();
    for (const row of own) keepPrice(row, prices, writer);
  }
  for (const [at, text] of [...prices].sort(([a], [b]) => a - b)) {
    const price = roundDecimal(text, 'halfEven');
    if (price.ok) writer.reference(FEED, Number.NaN, at, price.value, text);
  }
  writer.progress(rows);
  await writer.ready();
}

function rowOf(line: string, source: SourceRow, writer: UnitWriter): Row | undefined {
  const parsed = rowShape.safeParse(parsedJson(line));
  if (parsed.success) return { ...parsed.data, source, raw: line };
  malformed(parsed.error, source, writer, line);
  return undefined;
}

/** Condition ids by slug. */
function conditionsOf(
  events: readonly TarEntry[],
  archive: string,
  writer: UnitWriter,
): ReadonlyMap<string, string> {
  const conditions = new Map<string, string>();
  for (const { name, content } of events) {
    const text = content.toString('utf8');
    const parsed = eventShape.safeParse(parsedJson(text));
    const source = { file: `${archive}:${name}`, row: 1 };
    if (parsed.success) {
      const { slug, condition_id } = parsed.data.market;
      conditions.set(slug, condition_id);
    } else writer.quarantine(source, 'malformed_row', 'no market with its condition', text);
  }
  return conditions;
}

/** The midpoint of the future at a time, told once. */
function keepPrice({ ts_unix, binance }: Row, prices: Map<number, string>, writer: UnitWriter) {
  const at = microsOf(ts_unix);
  if (prices.has(at)) return;
  if (binance === undefined || binance === null) writer.defect('row_without_future');
  else if (binance.update_age_sec > STALE) writer.defect('stale_price_of_the_future_dropped');
  else if (binance.mid > 0) prices.set(at, String(binance.mid));
}

function microsOf(seconds: number): number {
  return Math.round(seconds * MICROS_PER_SECOND);
}

/** The market of these rows; undefined, with the rows in quarantine, where it cannot be told. */
function openMoments(
  slug: string,
  rows: readonly Row[],
  conditionId: string | undefined,
  wire: VenueWire,
  writer: UnitWriter,
): MomentsOfMarket | undefined {
  const [first] = rows;
  const facts = upDownFacts(wire, slug);
  const up = parseTokenId(first?.token_up ?? '');
  const down = parseTokenId(first?.token_down ?? '');
  if (facts?.closesAt === undefined || !up.ok || !down.ok) {
    for (const { source, raw } of rows) {
      writer.quarantine(source, 'unknown_market', 'slug or token ids make no window', raw);
    }
    return undefined;
  }
  const condition = parseConditionId(conditionId ?? '');
  const market = writer.market({
    ...facts,
    conditionId: condition.ok ? condition.value : undefined,
    tokens: [up.value, down.value],
    labels: ['Up', 'Down'],
    source: 'slug and tokens in the rows, condition beside them',
  });
  return new MomentsOfMarket(market, facts.closesAt, wire, writer);
}

/** The rows of one market in order of time. */
class MomentsOfMarket {
  readonly #market: MarketNumber;
  readonly #closesAt: Timestamp;
  readonly #wire: VenueWire;
  readonly #writer: UnitWriter;
  readonly #finals = new FinalBooks();
  readonly #silence: SilenceGaps;
  #last = Number.NaN;

  constructor(market: MarketNumber, closesAt: Timestamp, wire: VenueWire, writer: UnitWriter) {
    this.#market = market;
    this.#closesAt = closesAt;
    this.#wire = wire;
    this.#writer = writer;
    this.#silence = new SilenceGaps(writer, market, [0, 1], STANDS);
  }

  row(row: Row): void {
    const tsInit = microsOf(row.ts_unix);
    if (tsInit === this.#last) {
      this.#writer.defect('row_of_two_moments');
      return;
    }
    this.#silence.heard(tsInit);
    this.#last = tsInit;
    if (tsInit > this.#closesAt) this.#writer.defect('row_after_the_close');
    const up = this.#book(row, row.polymarket.up, 0, tsInit);
    const down = this.#book(row, row.polymarket.down, 1, tsInit);
    if (up !== undefined && down !== undefined && !bestMirror(up, down)) {
      this.#writer.defect('best_prices_of_the_tokens_disagree');
    }
  }

  settle(): void {
    this.#finals.settle(this.#market, this.#closesAt, this.#writer);
  }

  #book(
    { source, raw }: Row,
    told: z.output<typeof book>,
    outcome: Outcome,
    tsInit: number,
  ): WholeBook | undefined {
    const at: At = { market: this.#market, outcome, tsEvent: Number.NaN, tsInit, source };
    const sides = { bids: told.bid_levels, asks: told.ask_levels };
    const written = writeWholeBook(this.#wire, this.#writer, at, sides, () => raw);
    if (written === undefined) return undefined;
    this.#finals.see({ outcome, at: tsInit, mid: midOf(written) });
    return written;
  }
}
