import { firstFee } from '../../domain/fee-calendar.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { firstTakerDelay } from '../../domain/taker-delay-calendar.ts';
import { type DatasetInfo, describeArchive } from '../archive.ts';
import type { BacktestOptions } from '../backtest-options.ts';
import { doubtOf } from './doubted-sets.ts';

/** One dataset of an archive as the board plays it. */
export type RecordedSet = {
  readonly dataset: string;
  /** Event rows: 0 where nothing was recorded that can be traded on. */
  readonly rows: number;
  /** Reference feeds that were recorded with it. */
  readonly feeds: readonly string[];
  readonly standIns: StandIns;
  /** What was noted when it was imported: sentences. */
  readonly notes: readonly string[];
  /** Why nothing is judged on it; undefined: it is. */
  readonly doubt: string | undefined;
};

/** Facts that a set's days do not tell, and in whose place the first documented ones are put. */
export type StandIns = Pick<BacktestOptions, 'fee' | 'takerDelayMs'> & {
  /** In sentences. */
  readonly told: readonly string[];
};

/**
 * The recorded sets of an archive, by name; catalogues are none. Refuses simulated_data: what an
 * exchange of our own invented proves nothing.
 * @throws ArchiveError as describeArchive does.
 */
export async function recordedSets(
  root: string,
  names: readonly string[] | undefined,
): Promise<Result<readonly RecordedSet[]>> {
  const datasets = await describeArchive(root, names);
  const simulated = datasets.find(({ manifest }) => manifest.provenance === 'simulated');
  if (simulated !== undefined) {
    const what = `dataset "${simulated.manifest.dataset}" is simulated: no claim rests on it`;
    return refuse('simulated_data', what);
  }
  return ok(
    datasets
      .filter(({ manifest }) => manifest.catalogue === undefined)
      .map((info) => ({
        dataset: info.manifest.dataset,
        rows: info.manifest.rows.events,
        feeds: info.manifest.feeds,
        standIns: standInsOf(info),
        notes: info.manifest.notes,
        doubt: doubtOf(info.manifest.dataset),
      })),
  );
}

/**
 * A fee or a delay is put in only where no market of the set has its own and all are of one
 * category: the first that is documented for it, which is the nearest in time.
 */
export function standInsOf({ markets }: Pick<DatasetInfo, 'markets'>): StandIns {
  const [category, ...others] = new Set(markets.map((market) => market.category));
  if (category === undefined || others.length > 0) {
    return { fee: undefined, takerDelayMs: undefined, told: [] };
  }
  const lacks = (fact: 'feeSource' | 'takerDelaySource') =>
    markets.every((market) => market[fact] === undefined);
  const fee = lacks('feeSource') ? firstFee(category) : undefined;
  const delay = lacks('takerDelaySource') ? firstTakerDelay(category) : undefined;
  const told: string[] = [];
  const why = (fact: string, from: string) =>
    `The ${fact} of these days is not documented: the first documented one of ${category} ` +
    `stands in, that of ${from}`;
  if (fee !== undefined) told.push(`${why('fee', fee.from)} (${fee.source}).`);
  if (delay !== undefined) told.push(`${why('taker delay', delay.from)}, ${delay.value} ms.`);
  return { fee: fee?.value, takerDelayMs: delay?.value, told };
}
