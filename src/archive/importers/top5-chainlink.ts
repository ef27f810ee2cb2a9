import { roundDecimal } from '../../domain/decimal.ts';
import { parseConditionId, parseTokenId } from '../../domain/ids.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import type { Timestamp } from '../../domain/units.ts';
import { type DuckColumn, damaged, sqlText } from '../duck.ts';
import type {
  At,
  DatasetFacts,
  ImportContext,
  Importer,
  ImportPlan,
  ImportUnit,
  InputFile,
  MarketNumber,
  UnitWriter,
} from '../importer.ts';
import { ChainlinkWindow } from './chainlink-window.ts';
import { tellDecision } from './decision.ts';
import { recordingFiles, unitKey } from './recording-files.ts';
import { upDownFacts } from './up-down-facts.ts';
import { mirrors, type WholeBook, writeWholeBook } from './whole-book.ts';

const DEPTH = 5;
const FEED = 'chainlink/btcusd';
const HEAD = [
  'source_row',
  'ts_ms',
  'market_slug',
  'condition_id',
  'token_id_up',
  'token_id_down',
  'chainlink_btc',
  'window_start_price',
] as const;

/** Columns of the levels: up bids, up asks, down bids, down asks; price then size, best first. */
const LEVELS = ['up', 'down'].flatMap((token) =>
  ['bid', 'ask'].flatMap((side) =>
    Array.from({ length: DEPTH }, (_, i) => [
      `${side}_px_${token}_${i + 1}`,
      `${side}_sz_${token}_${i + 1}`,
    ]).flat(),
  ),
);

const FACTS: DatasetFacts = {
  name: 'btc-15m-top5-chainlink-2026-02',
  source: 'DannyChee1/prediction-market-bot, recorder.py: market socket and price service at 1 Hz',
  licence: { text: 'no licence stated: internal research only', class: 'none stated' },
  provenance: 'recorded',
  replayClock: 'init',
  notes: [
    'One row a second of the five best levels of both tokens: depth beyond them is unknown, and ' +
      'what happened between two rows is not recorded.',
    'Only the recorder clock (ms) is told; the time of the venue behind a row is unknown.',
    'The last trade columns are sampled state, not prints: no trades are imported.',
    'window_start_price is the first Chainlink value the recorder saw in the window, seconds ' +
      'after the opening, not the price to beat: see the resolution notes.',
  ],
  complete: { firstWithinSeconds: 15, lastAfterSeconds: -10, moreMessagesThan: 800 },
};

/** One-second rows of five levels a side of both tokens, with the Chainlink price beside them. */
export const top5Chainlink: Importer = {
  name: 'btc-15m-top5-chainlink',
  version: 3,
  async recognize(input, context) {
    const files = recordingFiles(input);
    if (files.length === 0 || files.some((file) => !file.name.endsWith('.parquet'))) return;
    const units: ImportUnit[] = [];
    const unreadable: { file: InputFile; cause: unknown }[] = [];
    for (const file of files) {
      try {
        const rows = await rowsIfOurs(context, file);
        if (rows === undefined) return undefined;
        const key = unitKey(file.name);
        units.push({ key, inputs: [file], rows, read: (writer) => read(context, file, writer) });
      } catch (cause) {
        unreadable.push({ file, cause });
      }
    }
    // A damaged file among ours is an error; alone it may be anything.
    const [bad] = unreadable;
    if (units.length === 0) return undefined;
    if (bad !== undefined) throw damaged(bad.file.name, bad.cause);
    return { dataset: FACTS, units } satisfies ImportPlan;
  },
};

/** The number of rows, or undefined when the columns are another recording's. */
async function rowsIfOurs(context: ImportContext, file: InputFile): Promise<number | undefined> {
  const path = sqlText(file.path);
  const schema = await context.duck.rows(`SELECT name FROM parquet_schema(${path})`);
  const names = new Set(schema.map((row) => row.name));
  const wanted = [...HEAD.slice(1), ...LEVELS];
  if (wanted.some((name) => !names.has(name))) return undefined;
  const [meta] = await context.duck.rows(
    `SELECT sum(num_rows)::DOUBLE AS rows FROM parquet_file_metadata(${path})`,
  );
  return Number(meta?.rows ?? 0);
}

async function read(context: ImportContext, file: InputFile, writer: UnitWriter): Promise<void> {
  const markets = new Map<string, { number: MarketNumber; window: ChainlinkWindow }>();
  let rows = 0;
  try {
    for await (const { rows: count, column } of context.duck.columns(distinctRows(file))) {
      for (let i = 0; i < count; i++) {
        rows += Number(column[HEAD.length + LEVELS.length]?.[i] ?? 1);
        readRow(context, file, writer, column, i, markets);
      }
      writer.progress(rows);
      await writer.ready();
    }
  } catch (cause) {
    throw damaged(file.name, cause);
  }
  for (const { number, window } of markets.values()) {
    tellDecision(number, window.decide(), writer);
  }
}

/** Each second is written up to eight times: one row of each kind, in the order of time. */
function distinctRows(file: InputFile): string {
  const columns = [...HEAD.slice(1), ...LEVELS];
  return `SELECT min(file_row_number)::DOUBLE + 1 AS source_row, ${columns
    .map((name) => (name === 'ts_ms' ? 'ts_ms::DOUBLE AS ts_ms' : name))
    .join(', ')}, count(*)::DOUBLE AS copies
    FROM read_parquet(${sqlText(file.path)}, file_row_number = true)
    GROUP BY ALL ORDER BY ts_ms, source_row`;
}

function readRow(
  context: ImportContext,
  file: InputFile,
  writer: UnitWriter,
  column: readonly DuckColumn[],
  i: number,
  markets: Map<string, { number: MarketNumber; window: ChainlinkWindow }>,
): void {
  const value = (name: (typeof HEAD)[number]) => column[HEAD.indexOf(name)]?.[i] ?? undefined;
  const source = { file: file.name, row: Number(value('source_row')) };
  const copies = Number(column[HEAD.length + LEVELS.length]?.[i] ?? 1);
  if (copies > 1) writer.defect('row_repeated', copies - 1);
  const slug = String(value('market_slug') ?? '');
  const raw = () => `${slug} ts_ms ${value('ts_ms')}`;
  let market = markets.get(slug);
  if (market === undefined) {
    const facts = marketFacts(context, slug, value);
    if (facts === undefined) {
      writer.quarantine(source, 'unknown_market', 'slug, condition or token id unreadable', raw());
      return;
    }
    market = { number: writer.market(facts), window: new ChainlinkWindow(facts) };
    markets.set(slug, market);
  }
  const tsInit = Number(value('ts_ms') ?? Number.NaN) * 1_000;
  let upBook: WholeBook | undefined;
  for (const outcome of [0, 1] as const) {
    const at: At = { market: market.number, outcome, tsEvent: Number.NaN, tsInit, source };
    const bids = levelsAt(column, i, outcome, BID);
    const asks = levelsAt(column, i, outcome, ASK);
    const book = writeWholeBook(context.wire, writer, at, { bids, asks }, raw);
    if (outcome === 0) upBook = book;
    else if (upBook !== undefined && book !== undefined && !mirrors(upBook, book)) {
      writer.defect('views_of_the_tokens_disagree');
    }
  }
  const price = referencePrice(value('chainlink_btc'));
  if (price !== undefined) writer.reference(FEED, Number.NaN, tsInit, price.units, price.text);
  const start = referencePrice(value('window_start_price'));
  market.window.see(tsInit as Timestamp, start?.units, price?.units, upBook);
}

function referencePrice(value: unknown): { units: number; text: string } | undefined {
  if (typeof value !== 'number') return undefined;
  const text = String(value);
  const units = roundDecimal(text, 'halfEven');
  return units.ok && units.value > 0 ? { units: units.value, text } : undefined;
}

/** Wire levels of one side; missing ones are empty columns. */
function levelsAt(
  column: readonly DuckColumn[],
  i: number,
  outcome: 0 | 1,
  side: BookSide,
): readonly unknown[] {
  const first = HEAD.length + (outcome * 2 + side) * DEPTH * 2;
  const levels: { price: unknown; size: unknown }[] = [];
  for (let level = 0; level < DEPTH; level++) {
    const price = column[first + level * 2]?.[i] ?? null;
    const size = column[first + level * 2 + 1]?.[i] ?? null;
    if (price !== null || size !== null) levels.push({ price, size });
  }
  return levels;
}

function marketFacts(
  context: ImportContext,
  slug: string,
  value: (name: (typeof HEAD)[number]) => unknown,
): MarketFacts | undefined {
  const facts = upDownFacts(context.wire, slug);
  const condition = parseConditionId(String(value('condition_id')));
  const up = parseTokenId(String(value('token_id_up')));
  const down = parseTokenId(String(value('token_id_down')));
  if (facts === undefined || !condition.ok || !up.ok || !down.ok) return undefined;
  return {
    ...facts,
    conditionId: condition.value,
    tokens: [up.value, down.value],
    labels: ['Up', 'Down'],
    source: 'columns and slug of the recording',
  };
}
