import type { Provenance } from '../domain/provenance.ts';
import { formatDecimal, type Price, type Timestamp } from '../domain/units.ts';
import { isRead, type ReplayFiles } from './replay-files.ts';
import { isToldOnly, type UniverseMarket } from './universe.ts';

/** Where the events of a replay come from. */
export type ReplayOrigin = {
  readonly dataset: string;
  readonly provenance: Provenance;
  /** Event rows of the markets that are replayed. */
  readonly rows: number;
  readonly hash: string;
  readonly origin: string;
  readonly license: string;
};

/** What the data says of one market, before any strategy looked. */
export type ReplayCoverage = {
  readonly rows: number;
  readonly from: Timestamp;
  readonly to: Timestamp;
  readonly complete: boolean;
  readonly gaps: readonly { from: Timestamp; to: Timestamp; reason: string }[];
  readonly hasTrades: boolean;
  /** Which token's book is replayed. */
  readonly series: string;
  readonly note: string | undefined;
};

/** Something that stands in for a fact that the recording lacks. */
export type ReplayAssumption = { readonly code: string; readonly text: string };

/** Only datasets that gave rows, or facts or winners of the markets: `files` are those of all. */
export function originsOf(
  files: readonly ReplayFiles[],
  universe: readonly UniverseMarket[],
): ReplayOrigin[] {
  const told = new Set(universe.flatMap((one) => one.toldBy));
  return files.flatMap((one, index) =>
    told.has(index) || isRead(one) ? [originOf(one, index, universe)] : [],
  );
}

function originOf(
  { dataset: { manifest } }: ReplayFiles,
  index: number,
  universe: readonly UniverseMarket[],
): ReplayOrigin {
  return {
    dataset: manifest.dataset,
    provenance: manifest.provenance,
    rows: universe
      .filter((one) => one.dataset === index)
      .reduce((sum, { series }) => sum + series.reduce((rows, one) => rows + one.rows, 0), 0),
    hash: manifest.contentHash,
    origin: manifest.source,
    license: `${manifest.licence.class}: ${manifest.licence.text}`,
  };
}

export function coverageOf({ truth, series, gaps, resolution }: UniverseMarket): ReplayCoverage {
  const other = series.find((one) => one.outcome !== truth.outcome);
  const which = truth.outcome === 0 ? 'first token' : 'second token';
  const why = truth.complete === undefined ? ['completeness not judged'] : truth.incompleteBecause;
  const notes = [...why, ...(resolution === undefined ? [] : [resolution.note])];
  return {
    rows: series.reduce((rows, one) => rows + one.rows, 0),
    from: Math.min(...series.map((one) => one.from)) as Timestamp,
    to: Math.max(...series.map((one) => one.to)) as Timestamp,
    complete: truth.complete === true,
    gaps: gaps.flatMap(({ from, to = truth.to, reason }) =>
      // Trust ends with the recording too: nothing is missing there.
      to > from ? [{ from: from as Timestamp, to: to as Timestamp, reason }] : [],
    ),
    hasTrades: series.some((one) => one.trades > 0),
    series: other === undefined ? which : `${which} (${other.rows} rows of the other left out)`,
    note: notes.length === 0 ? undefined : notes.join('; '),
  };
}

const TOLD_LEFT_OUT =
  'only prices were told, no book: they are left out, so nothing can be traded there. To see ' +
  'them with a spread of your choice, run again with --half-spread, e.g. --half-spread 0.01 ' +
  '(and --unknown-depth assume: nobody knows the sizes).';

function toldAsBooks(halfSpread: Price): string {
  const away = formatDecimal(halfSpread);
  return (
    `no book was recorded. Until the next one, each told price stands for a book of one level a ` +
    `side, ${away} dollars from it and on to the tick, of unknown size: no recorded order is ` +
    'behind any fill there'
  );
}

/**
 * What any replay of these recordings must say of itself: facts that were filled in, and proxies.
 * What depends on the options of a run as well is said by the run.
 */
export function assumptionsOf(
  files: readonly ReplayFiles[],
  universe: readonly UniverseMarket[],
  halfSpread: Price | undefined,
): ReplayAssumption[] {
  const found: ReplayAssumption[] = [];
  const count = (code: string, test: (one: UniverseMarket) => boolean, text: string) => {
    const markets = universe.filter(test).length;
    if (markets > 0)
      found.push({ code, text: `${markets} of ${universe.length} markets: ${text}` });
  };
  count(
    'final_price_resolution',
    ({ resolution }) => resolution?.resolution.source === 'final_price',
    'no official outcome is recorded; the last price decides (above 0.90 won, below 0.10 lost)',
  );
  count(
    'rederived_resolution',
    ({ resolution }) => resolution?.resolution.source === 'reference',
    'no official outcome is recorded; it is re-derived from the reference feed of the market',
  );
  count(
    'other_feed_resolution',
    ({ resolution }) => resolution?.resolution.source === 'other_feed',
    'no official outcome is recorded; prices of another feed than the one of its rule decide',
  );
  count(
    'undecided',
    ({ resolution }) => resolution === undefined,
    'nobody knows who won; what is traded there is left out of profit and loss, and stays paid for',
  );
  const isTold = ({ truth }: UniverseMarket) => isToldOnly(truth);
  if (halfSpread === undefined) count('told_prices_left_out', isTold, TOLD_LEFT_OUT);
  else count('told_prices_as_books', isTold, toldAsBooks(halfSpread));
  for (const { dataset } of files.filter(isRead)) {
    const { manifest } = dataset;
    if (manifest.replayClock === 'init') continue;
    found.push({
      code: 'venue_clock',
      text: `${manifest.dataset} is replayed by the clock of the venue: the way to us is unknown`,
    });
  }
  return found;
}
