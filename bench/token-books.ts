// The books of both tokens as recordings have them, for what the archive's one book cannot show.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readGzip } from '../src/archive/importers/gzip-file.ts';
import { gameRows } from '../src/archive/importers/mlb-rows.ts';
import { readTarFile } from '../src/archive/importers/tar-file.ts';
import { type Price, SCALE, type Shares } from '../src/domain/units.ts';
import type { Level } from '../src/strategies/complete-set/opportunity.ts';

export type Book = { bids: Level[]; asks: Level[] };
/** Both tokens' books as the recording has them at a moment; ms. */
export type Moment = { readonly at: number; readonly books: readonly [Book, Book] };
export type Market = { readonly name: string; readonly moments: readonly Moment[] };

function units(value: number | string): number {
  return Math.round(Number(value) * SCALE);
}

function levelsOf(rows: readonly (readonly [number | string, number | string])[]): Level[] {
  return rows
    .map(([price, size]) => ({ price: units(price) as Price, size: units(size) as Shares }))
    .filter(({ price, size }) => price > 0 && price < SCALE && size > 0);
}

function sorted({ bids, asks }: Book): Book {
  return {
    bids: [...bids].sort((a, b) => b.price - a.price),
    asks: [...asks].sort((a, b) => a.price - b.price),
  };
}

/** One row a second with five levels of both tokens. */
export async function fromParquet(folder: string): Promise<Market[]> {
  const db = await DuckDBInstance.create(':memory:');
  const connection = await db.connect();
  const markets: Market[] = [];
  for (const file of filesIn(folder, '.parquet')) {
    const columns = ['up', 'down'].flatMap((token) =>
      ['bid', 'ask'].flatMap((side) =>
        [1, 2, 3, 4, 5].flatMap((n) => [`${side}_px_${token}_${n}`, `${side}_sz_${token}_${n}`]),
      ),
    );
    const query = `SELECT DISTINCT ts_ms, ${columns.join(', ')} FROM '${file}' ORDER BY ts_ms`;
    const rows = (await connection.runAndReadAll(query)).getRowObjectsJson();
    const sideOf = (row: Record<string, unknown>, side: string, token: string) =>
      levelsOf(
        [1, 2, 3, 4, 5].map((n) => [
          (row[`${side}_px_${token}_${n}`] ?? 0) as number,
          (row[`${side}_sz_${token}_${n}`] ?? 0) as number,
        ]),
      );
    const moments = rows.map((row): Moment => {
      const bookOf = (token: string) =>
        sorted({ bids: sideOf(row, 'bid', token), asks: sideOf(row, 'ask', token) });
      return { at: Number(row.ts_ms), books: [bookOf('up'), bookOf('down')] };
    });
    markets.push({ name: basename(file), moments });
  }
  return markets;
}

type PolledLevels = readonly { readonly price: number; readonly size: number }[];
type Polled = { readonly bid_levels: PolledLevels; readonly ask_levels: PolledLevels };

/** Five levels of both tokens, asked for one after the other. */
export async function fromPolls(folder: string): Promise<Market[]> {
  const entries = await tarIn(folder);
  const markets = new Map<string, Map<number, Moment>>();
  for (const { name, content } of entries) {
    if (!name.endsWith('window.jsonl')) continue;
    for (const line of content.toString('utf8').split('\n')) {
      if (line.trim() === '') continue;
      const row = JSON.parse(line) as {
        slug: string;
        ts_unix: number;
        polymarket: { up: Polled; down: Polled };
      };
      const bookOf = ({ bid_levels, ask_levels }: Polled): Book => {
        const side = (levels: PolledLevels) =>
          levelsOf(levels.map(({ price, size }) => [price, size] as const));
        return sorted({ bids: side(bid_levels), asks: side(ask_levels) });
      };
      const at = Math.round(row.ts_unix * 1_000);
      const known = markets.get(row.slug) ?? new Map<number, Moment>();
      markets.set(row.slug, known);
      known.set(at, { at, books: [bookOf(row.polymarket.up), bookOf(row.polymarket.down)] });
    }
  }
  return [...markets].map(([name, moments]) => ({ name, moments: inOrder(moments.values()) }));
}

/** A file of whole books for each token. */
export async function fromPairs(folder: string): Promise<Market[]> {
  const entries = await tarIn(folder);
  const books = new Map<string, Map<string, (Book & { at: number })[]>>();
  for (const { name, content } of entries) {
    const [, market, token] = /(\w+\/\w+)\/orderbooks\/\d+(up|down)\.json$/.exec(name) ?? [];
    if (market === undefined || token === undefined) continue;
    const rows = JSON.parse(content.toString('utf8')) as {
      timestamp: string;
      bids: { price: string; size: string }[];
      asks: { price: string; size: string }[];
    }[];
    const told = rows.map(({ timestamp, bids, asks }) => {
      const side = (levels: typeof bids) =>
        levelsOf(levels.map(({ price, size }) => [price, size] as const));
      return { at: Number(timestamp), ...sorted({ bids: side(bids), asks: side(asks) }) };
    });
    const tokens = books.get(market) ?? new Map<string, (Book & { at: number })[]>();
    books.set(market, tokens);
    tokens.set(token, told);
  }
  return [...books].map(([name, tokens]) => ({
    name,
    moments: alternating([tokens.get('up') ?? [], tokens.get('down') ?? []]),
  }));
}

/** After each distinct time: the latest book of each token. */
function alternating(tokens: readonly [(Book & { at: number })[], (Book & { at: number })[]]) {
  const told = tokens.flatMap((rows, outcome) => rows.map((row) => ({ outcome, row })));
  told.sort((a, b) => a.row.at - b.row.at);
  const latest: [Book | undefined, Book | undefined] = [undefined, undefined];
  const moments: Moment[] = [];
  for (const [i, { outcome, row }] of told.entries()) {
    latest[outcome] = row;
    const [first, second] = latest;
    if (told[i + 1]?.row.at === row.at || first === undefined || second === undefined) continue;
    moments.push({ at: row.at, books: [first, second] });
  }
  return moments;
}

/** Whole books and changes of levels of both tokens, by the venue's clock. */
export async function fromDeltas(folder: string): Promise<Market[]> {
  const markets: Market[] = [];
  for (const path of filesIn(folder, '.csv.gz')) {
    const text = (await readGzip({ name: basename(path), path } as never)).toString('utf8');
    const rows = [...gameRows(text)].filter(({ token }) => token !== undefined);
    rows.sort((a, b) => Number(a.time) - Number(b.time));
    const tokens = [...new Set(rows.map(({ token }) => token))].slice(0, 2);
    const levels = tokens.map(() => ({
      bid: new Map<number, number>(),
      ask: new Map<number, number>(),
      isKnown: false,
      hash: '',
    }));
    const moments: Moment[] = [];
    for (const [i, row] of rows.entries()) {
      const own = levels[tokens.indexOf(row.token)];
      const side = row.side === 'bid' || row.side === 'buy' ? 'bid' : 'ask';
      if (own === undefined) continue;
      if (row.type === 'book' && own.hash !== `${row.hash} ${row.time}`) {
        own.bid.clear();
        own.ask.clear();
        own.isKnown = true;
        own.hash = `${row.hash} ${row.time}`;
      }
      if (units(row.size) === 0) own[side].delete(units(row.price));
      else own[side].set(units(row.price), units(row.size));
      if (rows[i + 1]?.time === row.time || levels.some(({ isKnown }) => !isKnown)) continue;
      if (levels.length < 2) continue;
      const bookOf = ({ bid, ask }: (typeof levels)[0]): Book =>
        sorted({ bids: sideOf(bid), asks: sideOf(ask) });
      const [first, second] = levels as [(typeof levels)[0], (typeof levels)[0]];
      moments.push({ at: Number(row.time), books: [bookOf(first), bookOf(second)] });
    }
    markets.push({ name: basename(path), moments });
  }
  return markets;
}

function sideOf(side: ReadonlyMap<number, number>): Level[] {
  return [...side].map(([price, size]) => ({ price: price as Price, size: size as Shares }));
}

function inOrder(moments: Iterable<Moment>): Moment[] {
  return [...moments].sort((a, b) => a.at - b.at);
}

function filesIn(folder: string, end: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => join(folder, name));
}

async function tarIn(folder: string) {
  const [path] = filesIn(folder, '.tar.gz');
  if (path === undefined) throw new Error(`${folder} has no tar`);
  return readTarFile({ name: basename(path), path } as never);
}
