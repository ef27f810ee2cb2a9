import type { ArchiveSource } from '../../archive/archive-source.ts';
import { gapsAsHeard } from '../../archive/gaps-as-heard.ts';
import { marketOf, type StrategyIndex, type TokenIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Market } from '../../domain/market.ts';
import { type Provenance, worstProvenance } from '../../domain/provenance.ts';
import { SCALE, type Timestamp } from '../../domain/units.ts';
import { DecisionLog } from '../../engine/decision-log.ts';
import { StrategyView } from '../../engine/strategy-view.ts';
import type { Execution } from '../../ports/execution.ts';
import type { BacktestWatch } from '../backtest.ts';
import type { BacktestOptions } from '../backtest-options.ts';
import { chainOf } from '../chain.ts';
import { type MixedWorlds, mixedWorlds } from '../one-world.ts';
import { openRecordings } from '../open-recordings.ts';
import { OperatorScript } from '../operator-script.ts';
import { RuledUniverse } from '../ruled-universe.ts';
import { AFTERMATH, createSession, type Session, sessionOn } from '../session.ts';
import { changesSince } from './changes-since.ts';
import type { Decision, Seen, Turn } from './decision.ts';
import { DecisionFold } from './decision-fold.ts';
import { inNamesOf } from './earlier-reasons.ts';
import { type Difference, EntryComparison } from './entry-comparison.ts';
import { kindsLackingIn } from './lacking-kinds.ts';
import type { WrittenRun } from './read-run.ts';
import { RecordedAnswers } from './recorded-answers.ts';

/** Who looks on while a run is repeated. */
type Watch = Pick<BacktestWatch, 'onProgress' | 'camera'>;

/** A past run, run again. */
export type ReplayedRun = {
  /** Of what it traded on: simulated where any of it is. */
  readonly provenance: Provenance;
  /** A run of before such were refused, which traded on both: it is repeated, and called so. */
  readonly mixed: MixedWorlds | undefined;
  readonly decisions: readonly Decision[];
  readonly turns: readonly Turn[];
  readonly markets: readonly Market[];
  /** Display names by strategy index. */
  readonly strategies: readonly string[];
  /** Entries of the run's journal. */
  readonly written: number;
  /** So many of them the replay made as well, from the first on. */
  readonly repeated: number;
  /** Of the replay; undefined where it was cut short. A run that has ended wrote down its own. */
  readonly hash: string | undefined;
  /** Whether it decided as the run did, as far as that has written down what it did. */
  readonly isSame: boolean;
  readonly difference: Difference | undefined;
  /** What broke in the replay. */
  readonly fault: string | undefined;
  /** What is another thing than it was: the first suspects where something differs. */
  readonly changes: readonly string[];
};

/**
 * Runs a past run again on its own recording, and holds each entry against what it wrote down. A
 * live run gets the venue's answers as they came; the others the simulated exchange, as then. At
 * the first difference it stops: what comes after has other causes.
 * @throws ArchiveError when the recording is missing or damaged.
 */
export async function replayRun(
  run: WrittenRun,
  options: BacktestOptions,
  watch: Watch = {},
): Promise<ReplayedRun> {
  if (run.ended !== undefined && run.entries.length === 0) return ofNothing(run, run.ended.hash);
  const source = await openRecordings(options.data);
  try {
    const comparison = new EntryComparison(run.entries);
    const lacking = kindsLackingIn(run);
    const asThen = inNamesOf(run, options.strategies);
    // The run's hash covers what it wrote down.
    const compared = new DecisionLog(comparison);
    let session: Session<Execution> | undefined;
    const fold = new DecisionFold((strategy, token) => seenIn(session, strategy, token));
    const journal = {
      append: (entry: JournalEntry) => {
        if (!lacking.has(entry.kind)) compared.append(asThen(entry));
        // What came otherwise is told beside what the run did, not among its decisions.
        if (comparison.hasDeparted) throw new Departed();
        fold.append(entry);
        watch.camera?.append(entry);
      },
    };
    session = open(run, source, options, journal);
    const fault = await play(session, source, run, watch);
    watch.camera?.end(session);
    const hash = comparison.hasDeparted ? undefined : compared.digest();
    const difference =
      run.ended === undefined
        ? notAtTheEnd(comparison.difference, source)
        : comparison.finalDifference;
    return {
      provenance: worstProvenance(source.origins),
      mixed: mixedWorlds(source.origins),
      decisions: fold.decisions,
      turns: fold.turns,
      markets: session.universe.markets,
      strategies: options.strategies.map(({ name }) => name),
      written: run.entries.length,
      repeated: comparison.repeated,
      hash,
      isSame:
        difference === undefined &&
        (run.ended === undefined || (hash === run.ended.hash && fault === run.ended.fault)),
      difference,
      fault,
      changes: changesSince(run, options.strategies, source.origins),
    };
  } finally {
    source.close();
  }
}

/** A run that heard of no market decided nothing, and there is nothing to play. */
function ofNothing({ begun }: WrittenRun, hash: string): ReplayedRun {
  return {
    provenance: begun.heard?.provenance ?? 'recorded',
    mixed: undefined,
    decisions: [],
    turns: [],
    markets: [],
    strategies: [],
    written: 0,
    repeated: 0,
    hash,
    isSame: true,
    difference: undefined,
    fault: undefined,
    changes: [],
  };
}

/** The replay has left the way of the run. */
class Departed extends Error {}

type Journal = Parameters<typeof createSession>[2];

function open(
  { begun, entries }: WrittenRun,
  source: ArchiveSource,
  options: BacktestOptions,
  journal: Journal,
): Session<Execution> {
  if (begun.mode !== 'live') return createSession(source, options, journal);
  const universe = new RuledUniverse(source, options);
  const answers = new RecordedAnswers(entries, chainOf(options).gas);
  const session = sessionOn(answers, universe, source, options, journal);
  answers.onCommand = (command, at) => session.engine.onCommand(command, at);
  return session;
}

/** Plays the recording as far as the replay goes the run's way; returns what broke. */
async function play(
  session: Session<Execution>,
  source: ArchiveSource,
  { begun, entries, ended, lateGaps }: WrittenRun,
  { onProgress, camera }: Watch,
): Promise<string | undefined> {
  const { loop } = session;
  const played = { engine: session.engine, loop: camera?.loopOf(session) ?? loop };
  // In a live run the words come with the venue's answers.
  const isLive = begun.mode === 'live';
  const operator = new OperatorScript(
    isLive ? [] : entries.filter((one) => one.kind === 'Operated'),
  );
  try {
    for await (const tape of gapsAsHeard(source.tapes(), lateGaps)) {
      if (tape.length === 0) continue;
      operator.play(played, tape);
      const at = tape.tsInit[tape.length - 1] as Timestamp;
      onProgress?.({ done: loop.rows, total: source.rowCount, at });
    }
    // A run that died did nothing more, and nobody knows what it would have done.
    if (ended === undefined) return undefined;
    operator.finish(played);
    loop.finish((loop.lastRowAt + AFTERMATH) as Timestamp);
  } catch (error) {
    if (error instanceof Departed) return undefined;
    if (error instanceof Error && 'exitCode' in error) throw error;
    return String(error);
  }
  return undefined;
}

/** The last moments of what was heard, µs: a run that died may have had them on the disk or not. */
const LAST_MOMENTS = SCALE;

/** What a run that died did last rests on rows that died with it. */
function notAtTheEnd(difference: Difference | undefined, { coverage }: ArchiveSource) {
  const heardUntil = Math.max(...coverage.map(({ to }) => to));
  const at = difference?.run?.at ?? 0;
  return at > heardUntil - LAST_MOMENTS ? undefined : difference;
}

function seenIn(
  session: Session<Execution> | undefined,
  strategy: StrategyIndex,
  token: TokenIndex,
): Seen | undefined {
  const state = session?.engine.state;
  const market = marketOf(token);
  if (state === undefined || state.books[market] === undefined) return undefined;
  const view = new StrategyView(state, strategy);
  return {
    isTrusted: view.isTrusted(market),
    bid: view.bestBid(token),
    ask: view.bestAsk(token),
    held: view.position(token),
    cash: state.account.cash,
  };
}
