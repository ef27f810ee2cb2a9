import type { OpenDataset } from './open-datasets.ts';
import type { FileRecord } from './receipt.ts';
import type { Chunk, FileRows } from './replay-chunks.ts';
import type { UniverseMarket } from './universe.ts';

/** Files of one dataset that a replay reads. */
export type ReplayFiles = {
  readonly dataset: OpenDataset;
  readonly events: readonly FileRecord[];
  /** Part of the dataset's event rows that the replay takes. */
  readonly share: number;
  /** Numbers of the only markets to take from the event files; undefined: all that they hold. */
  readonly markets: readonly number[] | undefined;
  readonly references: readonly FileRecord[];
  /** The only time whose reference prices are replayed: that of the markets. */
  readonly referenceTime: Chunk;
};

/** Rows that a replay takes from each file, as far as that is known without reading. */
export function rowsTaken({ events, references, share }: ReplayFiles): FileRows[] {
  return [...events.map((file) => ({ ...file, rows: file.rows * share })), ...references];
}

/** The files that a replay of the universe reads in the dataset at position `index`. */
export function replayFiles(
  dataset: OpenDataset,
  index: number,
  universe: readonly UniverseMarket[],
): ReplayFiles {
  const own = universe.filter((one) => one.dataset === index);
  const numbers = new Set(own.map((one) => one.number));
  const lives = universe.map(lifeOf);
  const { files, rows } = dataset.manifest;
  const wanted = own.flatMap(({ series }) => series).reduce((sum, one) => sum + one.rows, 0);
  const share = rows.events === 0 ? 0 : wanted / rows.events;
  return {
    dataset,
    events: files.filter(
      (file) => file.table === 'events' && file.markets.some((number) => numbers.has(number)),
    ),
    share,
    // Most rows of a file are cheaper to read than to choose.
    markets: share > 0.5 ? undefined : [...numbers],
    // Of any dataset: what a feed said while a market lived concerns it, whoever recorded it.
    references: files.filter(
      (file) =>
        file.table === 'references' &&
        lives.some((life) => file.from < life.to && file.to >= life.from),
    ),
    referenceTime: {
      from: Math.min(...lives.map((life) => life.from)),
      to: Math.max(...lives.map((life) => life.to)),
    },
  };
}

/** Whether a replay takes any row of the dataset. */
export function isRead({ events, references }: ReplayFiles): boolean {
  return events.length > 0 || references.length > 0;
}

/** From the opening or the first row of a market, to its close or last row. */
function lifeOf({ facts, series }: UniverseMarket): Chunk {
  const begins = series.map((one) => one.from);
  const ends = series.map((one) => one.to);
  return {
    from: Math.min(facts.opensAt ?? Number.POSITIVE_INFINITY, ...begins),
    to: Math.max(facts.closesAt ?? Number.NEGATIVE_INFINITY, ...ends) + 1,
  };
}
