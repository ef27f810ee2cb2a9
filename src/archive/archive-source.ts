import type { MarketIndex } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { Market, Resolution } from '../domain/market.ts';
import type { Tape } from '../domain/tape.ts';
import {
  FLAG_LATE,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_TICK,
} from '../domain/tape.ts';
import type { Price } from '../domain/units.ts';
import type { MarketDataSource } from '../ports/market-data.ts';
import { AnswerMemory } from './answer-memory.ts';
import { archiveDamage } from './archive-damage.ts';
import type { ArchiveFilter } from './archive-filter.ts';
import { Duck, type HeldRows } from './duck.ts';
import { mergeRuns } from './merge-runs.ts';
import { oneAhead } from './one-ahead.ts';
import { type OpenDataset, openDatasets } from './open-datasets.ts';
import { type BestPrices, PricePathRecorder } from './price-path.ts';
import { ALL_TIME, type Chunk, replayChunks } from './replay-chunks.ts';
import {
  assumptionsOf,
  coverageOf,
  originsOf,
  type ReplayAssumption,
  type ReplayCoverage,
  type ReplayOrigin,
} from './replay-facts.ts';
import { type ReplayFiles, replayFiles, rowsTaken } from './replay-files.ts';
import { eventPart, prepareReplay, type ReplayPart, replayParts } from './replay-query.ts';
import { TapeBuffer } from './tape-buffer.ts';
import { type ToldRule, tellBooks } from './told-books.ts';
import { buildUniverse, isToldOnly, type UniverseMarket } from './universe.ts';

export type ArchiveSourceOptions = ArchiveFilter & {
  /**
   * What to do with the second token's view of the book: 'skip' replays the series with most
   * messages alone; 'keep' applies both, the last frame wins. Prints of both are always replayed.
   */
  readonly mirror?: 'skip' | 'keep' | undefined;
  /**
   * Dollars from a told price to either side of the book that stands in for it. Undefined: no book
   * is made, and markets of which only prices were told have none.
   */
  readonly halfSpread?: Price | undefined;
  /** Rows in memory at once, about; bounds memory whatever the length of the run. */
  readonly chunkRows?: number | undefined;
  readonly threads?: number | undefined;
};

/** A little more than an event file has. */
const CHUNK_ROWS = 625_000;

/** Recorded markets as a source of tapes. Open it, iterate {@link tapes}, then close it. */
export class ArchiveSource implements MarketDataSource {
  readonly markets: readonly Market[];
  /** Every market has its row: a strategy hears of none before a recorder could have. */
  readonly knownAhead = 0;
  readonly feeds: readonly string[];
  readonly hasTrades: readonly boolean[];
  /** By market; undefined where nobody knows who won. Strategies never see this. */
  readonly resolutions: readonly (Resolution | undefined)[];
  readonly universe: readonly UniverseMarket[];
  readonly datasets: readonly OpenDataset[];
  /** Rows of second views of a book that the latest replay left out, by market. */
  readonly skippedRows: Float64Array;
  readonly #duck: Duck;
  readonly #files: readonly ReplayFiles[];
  readonly #options: ArchiveSourceOptions;
  /** By dataset and market number: the position in the run, or -1. */
  readonly #indexes: readonly Int32Array[];
  /** By market: the outcome whose view of the book is replayed. */
  readonly #truth: Uint8Array;
  /** By market. */
  readonly #told: readonly ToldRule[];

  private constructor(
    duck: Duck,
    datasets: readonly OpenDataset[],
    universe: readonly UniverseMarket[],
    options: ArchiveSourceOptions,
  ) {
    this.#duck = duck;
    this.#options = options;
    this.datasets = datasets;
    this.universe = universe;
    this.markets = universe.map(({ market }) => market);
    this.resolutions = universe.map(({ resolution }) => resolution?.resolution);
    // A recorder of ours listens to prints: where none came, there were none.
    this.hasTrades = universe.map(
      ({ facts, series }) => facts.knownSince !== undefined || series.some((one) => one.trades > 0),
    );
    this.skippedRows = new Float64Array(universe.length);
    this.#indexes = marketIndexes(datasets, universe);
    this.#truth = Uint8Array.from(universe, (one) => one.truth.outcome);
    this.#told = universe.map(toldRuleOf);
    this.#files = datasets.map((dataset, i) => replayFiles(dataset, i, universe));
    const priced = this.#files.filter(({ references }) => references.length > 0);
    this.feeds = [...new Set(priced.flatMap(({ dataset }) => dataset.manifest.feeds))].sort();
  }

  /**
   * Opens an archive and chooses what to replay.
   * @throws ArchiveError when the folder is no archive or the filter leaves nothing.
   */
  static async open(root: string, options: ArchiveSourceOptions = {}): Promise<ArchiveSource> {
    const datasets = await openDatasets(root, options.datasets);
    const duck = await Duck.open({ threads: options.threads ?? 2 });
    try {
      const universe = await buildUniverse(duck, datasets, options);
      const source = new ArchiveSource(duck, datasets, universe, options);
      await prepareReplay(duck, universe, source.feeds);
      return source;
    } catch (error) {
      duck.close();
      throw error;
    }
  }

  /** Event rows that a replay reads at most; the tape has a few more (openings, closes). */
  get rowCount(): number {
    return this.universe.reduce(
      (sum, { series }) => sum + series.reduce((rows, one) => rows + one.rows, 0),
      0,
    );
  }

  /** Where the events come from, by dataset. */
  get origins(): ReplayOrigin[] {
    return originsOf(this.#files, this.universe);
  }

  /** By market. */
  get coverage(): ReplayCoverage[] {
    return this.universe.map(coverageOf);
  }

  /** What stands in for facts that the recordings lack. */
  get assumptions(): ReplayAssumption[] {
    return assumptionsOf(this.#files, this.universe, this.#options.halfSpread);
  }

  /** Best prices of one market over its whole recording, at most `points` of them. */
  async pricePath(market: MarketIndex, points: number): Promise<BestPrices> {
    const one = this.universe[market];
    const files = this.#files[one?.dataset ?? -1];
    invariant(one !== undefined && files !== undefined, `no market ${market} in the universe`);
    const { from, to, outcome } = one.truth;
    const [first] = one.market.ticks;
    invariant(first !== undefined, `market ${market} has no tick`);
    const recorder = new PricePathRecorder(first.tick, from, to, points);
    const events = files.events.filter((file) => file.markets.includes(one.number));
    const buffer = new TapeBuffer(0);
    const own = { ...files, events, markets: [one.number] };
    this.#fill(buffer, await this.#read(eventPart(own, ALL_TIME, one.dataset)));
    const ordered = inOrder(buffer, new TapeBuffer(0));
    const { tape } = ordered;
    for (let row = 0; row < tape.length; row++) {
      if (tape.outcome[row] === outcome) recorder.add(tape, row);
    }
    return recorder.path;
  }

  async *tapes(): AsyncGenerator<Tape> {
    this.skippedRows.fill(0);
    const chunkRows = this.#options.chunkRows ?? CHUNK_ROWS;
    const capacity = Math.min(chunkRows, this.rowCount) + 4096;
    const buffer = new TapeBuffer(capacity);
    const spare = new TapeBuffer(capacity);
    const memory = new AnswerMemory();
    const chunks = replayChunks(this.#files.flatMap(rowsTaken), chunkRows);
    const begin = (chunk: Chunk) => this.#read(replayParts(this.#files, chunk));
    for await (const parts of oneAhead(chunks, begin)) {
      buffer.clear();
      this.#fill(buffer, parts);
      memory.letGo();
      if (buffer.length > 0) yield inOrder(buffer, spare).tape;
    }
  }

  close(): void {
    this.#duck.close();
  }

  /** Reads all parts at once. */
  #read(parts: readonly ReplayPart[]): Promise<ReadPart[]> {
    return Promise.all(parts.map((part) => this.#readPart(part)));
  }

  /** @throws ArchiveError archive_damaged, naming the file, when a file of the part is at fault. */
  async #readPart(part: ReplayPart): Promise<ReadPart> {
    try {
      return { part, rows: await this.#duck.held(part.sql) };
    } catch (error) {
      throw await archiveDamage(this.#duck, part.paths, error);
    }
  }

  /** Takes the parts one after the other, renumbered for the run. */
  #fill(buffer: TapeBuffer, parts: readonly ReadPart[]): void {
    for (const { part, rows } of parts) {
      const start = buffer.length;
      for (const vectors of rows.vectors()) buffer.append(vectors, part.hasVenueTime);
      if (part.origin === undefined) continue;
      this.#intoRun(buffer, start, part.origin);
      if ((this.datasets[part.origin]?.manifest.counts.toldPrices ?? 0) === 0) continue;
      tellBooks(buffer, start, this.#told, this.#options.halfSpread);
    }
  }

  /** Renumbers the markets of rows from `start` on; drops late prints and a book's second view. */
  #intoRun(buffer: TapeBuffer, start: number, origin: number): void {
    const keepsBoth = this.#options.mirror === 'keep';
    const indexes = this.#indexes[origin];
    invariant(indexes !== undefined, `no dataset ${origin} is open`);
    const { market, kind, outcome, flags } = buffer.tape;
    const truth = this.#truth;
    const end = buffer.length;
    let kept = start;
    for (let row = start; row < end; row++) {
      const index = indexes[market[row] as number] ?? -1;
      if (index < 0 || ((flags[row] as number) & FLAG_LATE) !== 0) continue;
      if (!keepsBoth && outcome[row] !== truth[index] && isAboutBook(kind[row])) {
        this.skippedRows[index] = (this.skippedRows[index] ?? 0) + 1;
        continue;
      }
      market[row] = index;
      if (kept !== row) buffer.move(row, kept);
      kept++;
    }
    buffer.length = kept;
  }
}

type ReadPart = { readonly part: ReplayPart; readonly rows: HeldRows };

/** The rows in order of time, in whichever of the two buffers they end up. */
function inOrder(buffer: TapeBuffer, spare: TapeBuffer): TapeBuffer {
  const stretches = mergeRuns(buffer.tape.tsInit, buffer.length);
  if (stretches === undefined) return buffer;
  spare.gather(buffer, stretches);
  return spare;
}

/** From market numbers in each dataset to positions in the run, -1 where it is not in the run. */
function marketIndexes(
  datasets: readonly OpenDataset[],
  universe: readonly UniverseMarket[],
): Int32Array[] {
  const indexes = datasets.map(({ manifest }) => new Int32Array(manifest.rows.markets).fill(-1));
  for (const [index, { dataset, number }] of universe.entries()) {
    const own = indexes[dataset];
    if (own !== undefined) own[number] = index;
  }
  return indexes;
}

/** A book that was recorded goes before what could be made of prices. */
function toldRuleOf({ market, truth }: UniverseMarket): ToldRule {
  const [first] = market.ticks;
  invariant(first !== undefined, `market ${market.slug} has no tick`);
  return { outcome: isToldOnly(truth) ? truth.outcome : undefined, tick: first.tick };
}

function isAboutBook(kind: number | undefined): boolean {
  return (
    kind === KIND_LEVEL ||
    kind === KIND_CLEAR ||
    kind === KIND_CONFIRM ||
    kind === KIND_TICK ||
    kind === KIND_GAP
  );
}
