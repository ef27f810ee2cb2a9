import type { OpenDataset } from './open-datasets.ts';
import type { FileRecord } from './receipt.ts';
import type { FileRows } from './replay-chunks.ts';
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
    references: files.filter((file) => file.table === 'references'),
  };
}
