import { performance } from 'node:perf_hooks';
import type { ArchiveSource } from '../archive/archive-source.ts';
import { gapsAsHeard, type LateGap } from '../archive/gaps-as-heard.ts';
import type { MarketIndex } from '../domain/ids.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import type { Tape } from '../domain/tape.ts';
import type { Timestamp } from '../domain/units.ts';
import type { Journal } from '../ports/journal.ts';
import type { PricePath, RunRecord } from '../report/run-record.ts';
import { assumptionsOf } from './assumptions.ts';
import type { BacktestOptions } from './backtest-options.ts';
import { configurationOf } from './configuration.ts';
import type { Camera } from './film/camera.ts';
import { heardPeriod } from './heard-period.ts';
import { openPositionsOf } from './open-positions.ts';
import { openJudged } from './open-recordings.ts';
import { OperatorScript } from './operator-script.ts';
import { createSession, KeptJournal, playAll, type Session, toAll } from './session.ts';
import { SilenceMeter } from './silence-meter.ts';
import { SOFTWARE } from './software.ts';

export type BacktestProgress = {
  /** Rows played and rows there are, about. */
  readonly done: number;
  readonly total: number;
  /** Event time reached. */
  readonly at: Timestamp;
};

/** Who looks on while a backtest is played. */
export type BacktestWatch = {
  readonly onProgress?: (progress: BacktestProgress) => void;
  /** Hears each decision. */
  readonly also?: Journal | undefined;
  /** Gets to see where it has come to. */
  readonly onEnd?: (session: Session) => void;
  /** Of a run that listened while it was recorded. */
  readonly lateGaps?: readonly LateGap[];
  /** Takes pictures of one market. */
  readonly camera?: Camera | undefined;
};

/**
 * Replays recorded markets through the simulated exchange.
 * @throws ArchiveError when the archive is missing, damaged, or nothing passes the selection, or
 *   its markets are recorded and simulated ones.
 * @throws InvariantError when a rule of the program is broken: the run is then worth nothing.
 */
export async function backtest(
  options: BacktestOptions,
  { onProgress, also, onEnd, lateGaps = [], camera }: BacktestWatch = {},
): Promise<RunRecord> {
  const source = await openJudged(options.data);
  try {
    const journal = new KeptJournal();
    const others = [also, camera].filter((one) => one !== undefined);
    const session = createSession(source, options, toAll(journal, ...others));
    const silences = new SilenceMeter(session.universe.markets);
    const started = performance.now();
    const tapes = gapsAsHeard(source.tapes(), lateGaps);
    const onTape = (tape: Tape) => {
      silences.onTape(tape);
      const at = tape.tsInit[tape.length - 1] as Timestamp;
      onProgress?.({ done: session.loop.rows, total: source.rowCount, at });
    };
    const operator = new OperatorScript(options.operated);
    const played = await playAll(session, tapes, onTape, {
      operator,
      loop: camera?.loopOf(session),
    });
    onEnd?.(session);
    camera?.end(session);
    const wallSeconds = (performance.now() - started) / 1000;
    return {
      mode: 'backtest',
      configuration: configurationOf(options),
      hash: session.engine.log.digest(),
      software: SOFTWARE,
      seed: options.seed,
      sources: source.origins,
      period: heardPeriod(played, source.coverage, source.resolutions),
      markets: session.universe.markets,
      resolutions: source.resolutions,
      coverage: source.coverage.map((one, i) => ({ ...one, silence: silences.of(i) })),
      strategies: options.strategies.map(({ name }) => name),
      journal: journal.entries,
      startingCash: options.capital,
      finalCash: session.engine.state.account.cash,
      openPositions: openPositionsOf(session.engine),
      pricePaths: await pricePathsOf(source, chartedMarkets(session, journal, options)),
      timing: { events: session.loop.rows, wallSeconds },
      assumptions: assumptionsOf(source, session, options, journal.entries),
    };
  } finally {
    source.close();
  }
}

/** Best prices of a market that is drawn: as many as a wide screen has columns. */
const CHART_POINTS = 2_000;

async function pricePathsOf(
  source: ArchiveSource,
  markets: readonly MarketIndex[],
): Promise<PricePath[]> {
  const paths: PricePath[] = [];
  for (const market of markets) {
    paths.push({ market, ...(await source.pricePath(market, CHART_POINTS)) });
  }
  return paths;
}

/** Markets to draw: those with most fills first, then as they come. */
function chartedMarkets(
  { universe: { markets } }: Session,
  journal: KeptJournal,
  { charts }: BacktestOptions,
): MarketIndex[] {
  const fills = new Float64Array(markets.length);
  for (const entry of journal.entries) {
    const token = filledToken(entry);
    if (token !== undefined) fills[token >> 1] = (fills[token >> 1] ?? 0) + 1;
  }
  return markets
    .map((_, index) => index as MarketIndex)
    .sort((a, b) => (fills[b] ?? 0) - (fills[a] ?? 0) || a - b)
    .slice(0, charts);
}

function filledToken(entry: JournalEntry): number | undefined {
  if (entry.kind !== 'Answered' || entry.event.kind !== 'OrderFilled') return undefined;
  return entry.event.fill.token;
}
