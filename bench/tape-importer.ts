import { readFile } from 'node:fs/promises';
import type { At, Importer, MarketNumber, UnitWriter } from '../src/archive/importer.ts';
import type { Sourced } from '../src/domain/market.ts';
import { UNTOLD } from '../src/domain/market-facts.ts';
import { ASK, BID, type BookSide } from '../src/domain/side.ts';
import { FLAG_BOOK, FLAG_LAST, KIND_CLEAR, KIND_TRADE, type Tape } from '../src/domain/tape.ts';
import type { Price, Shares } from '../src/domain/units.ts';
import type { Levels } from '../src/ports/venue-wire.ts';
import { benchMarkets } from './markets.ts';
import { emptyColumns, RandomTape } from './random-tape.ts';

/** What a made-up recording holds; a file with this as JSON stands for the recording itself. */
export type TapeRecipe = { readonly tokens: number; readonly rows: number; readonly seed: number };

export const RECIPE_FILE = 'bench-tape.json';
const DATASET = 'bench-tape';
const ROWS_AT_ONCE = 100_000;

/** Writes made-up books into an archive as any recording gets there. Never part of the program. */
export const tapeImporter: Importer = {
  name: 'bench-tape',
  version: 1,
  async recognize({ files }) {
    const [file] = files;
    if (file?.name !== RECIPE_FILE) return undefined;
    const recipe = JSON.parse(await readFile(file.path, 'utf8')) as TapeRecipe;
    const { rows } = recipe;
    return {
      dataset: {
        name: DATASET,
        source: 'made up to measure speed',
        licence: { text: 'made up here', class: 'own' },
        provenance: 'simulated',
        replayClock: 'init',
        notes: ['Random books: no result from them means anything.'],
        complete: undefined,
      },
      units: [{ key: 'tape', inputs: [file], rows, read: (writer) => writeTape(writer, recipe) }],
    };
  },
};

function sourced<T>(value: T | undefined): Sourced<T> | undefined {
  return value === undefined ? undefined : { value, source: 'bench' };
}

async function writeTape(writer: UnitWriter, { tokens, rows, seed }: TapeRecipe): Promise<void> {
  const numbers = benchMarkets(tokens).map((market) =>
    writer.market({
      ...UNTOLD,
      slug: market.slug,
      labels: market.labels,
      category: market.category,
      rule: market.rule,
      minimumSize: sourced(market.minimumSize),
      fee: market.fee,
      takerDelayMs: sourced(market.takerDelayMs),
      source: 'bench',
    }),
  );
  const random = new RandomTape(tokens, seed);
  const columns = emptyColumns(ROWS_AT_ONCE);
  let written = 0;
  while (written < rows) {
    const capacity = Math.min(ROWS_AT_ONCE, rows - written + SLACK);
    const tape = random.fill(columns, capacity);
    writeMessages(writer, tape, numbers);
    written += tape.length;
    writer.progress(written);
    await writer.ready();
  }
}

/** A tape ends where another message might not fit. */
const SLACK = 22;
const raw = () => 'made up';

function writeMessages(writer: UnitWriter, tape: Tape, numbers: readonly MarketNumber[]): void {
  const at = { outcome: 0, source: { file: RECIPE_FILE, row: 0 } } as Mutable<At>;
  let row = 0;
  while (row < tape.length) {
    at.market = numbers[tape.market[row] as number] as MarketNumber;
    at.tsEvent = tape.tsEvent[row] as number;
    at.tsInit = tape.tsInit[row] as number;
    const side = tape.side[row] as BookSide;
    const price = tape.price[row] as Price;
    const size = tape.size[row] as Shares;
    if (tape.kind[row] === KIND_CLEAR) {
      row = writeBook(writer, at, tape, row + 1);
      continue;
    }
    const isLast = ((tape.flags[row] as number) & FLAG_LAST) !== 0;
    if (tape.kind[row] === KIND_TRADE) writer.trade(at, side, price, size, raw);
    else writer.delta(at, side, price, size, isLast, raw);
    row++;
  }
}

/** Returns the row after the book. */
function writeBook(writer: UnitWriter, at: At, tape: Tape, first: number): number {
  const levels: Record<BookSide, { price: number[]; size: number[] }> = [
    { price: [], size: [] },
    { price: [], size: [] },
  ];
  let row = first;
  for (; row < tape.length; row++) {
    const flags = tape.flags[row] as number;
    if ((flags & FLAG_BOOK) === 0) break;
    const side = levels[tape.side[row] as BookSide];
    side.price.push(tape.price[row] as number);
    side.size.push(tape.size[row] as number);
    if ((flags & FLAG_LAST) !== 0) {
      row++;
      break;
    }
  }
  writer.book(at, columnsOf(levels[BID]), columnsOf(levels[ASK]), undefined, raw);
  return row;
}

function columnsOf({ price, size }: { price: number[]; size: number[] }): Levels {
  return { price: Int32Array.from(price), size: Float64Array.from(size) };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
