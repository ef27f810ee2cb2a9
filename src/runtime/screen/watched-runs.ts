import type { DeskRow, HealthRow } from '../../screen/desk-document.ts';
import type { LiveRun } from '../live/live-run.ts';
import type { PaperRun } from '../live/paper-run.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import { loopRows, recordingRows } from './health-rows.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** What whoever starts a run knows of it. */
export type Known = Pick<
  WatchedDesk,
  'name' | 'clock' | 'activity' | 'notices' | 'choices' | 'limits' | 'worthAtStart'
> & {
  readonly provenance: DeskRow['provenance'];
  /** The loops beside the trading. */
  readonly loops: () => readonly LoopHealth[];
};

/** On paper, on what the venue says or on an exchange on this machine. */
export function watchedPaper(run: PaperRun, known: Known, mode: 'paper' | 'demo'): WatchedDesk {
  const { provenance } = known;
  const exchange = run.session.session.exchange;
  return {
    ...sameOf(run, known),
    mode: () => ({ mode, provenance }),
    awaited: () => run.awaited,
    venue: () => null,
    atVenue: () => undefined,
    ahead: (order) => exchange.aheadOf(order),
  };
}

/** `dayLeft`: dollars that may still be signed today. */
export function watchedLive(run: LiveRun, known: Known, dayLeft: () => number): WatchedDesk {
  const { provenance } = known;
  const { desk, session } = run;
  const { exchange } = session.session;
  return {
    ...sameOf(run, known),
    mode: () => ({ mode: run.isOnPaper ? 'paper' : 'live', provenance }),
    // The venue's own list of what is held has no market's name.
    awaited: () => [],
    venue: () => (run.isOnPaper ? null : venueOf(run, dayLeft())),
    health: () => ({
      ...healthOf(run, known),
      ...(run.isOnPaper ? {} : { 'user channel': userChannelOf(run) }),
    }),
    atVenue: (order) => desk.execution.whereIs(order),
    ahead: (order) => exchange.aheadOf(order),
  };
}

function sameOf(run: PaperRun | LiveRun, known: Known) {
  return {
    ...known,
    startedAt: known.clock.now(),
    session: run.session,
    journal: run.journal,
    lastEquity: () => run.lastEquity,
    entries: run.journal.reader(),
    strikeOf: (slug: string) => run.recording.strikes.strikeOf(slug),
    health: () => healthOf(run, known),
  };
}

function healthOf(run: PaperRun | LiveRun, { loops }: Known) {
  return { ...recordingRows(run.recording), ...loopRows([...loops(), ...run.health]) };
}

function venueOf({ desk }: LiveRun, dayLeft: number): DeskRow['venue'] {
  const may = desk.execution.mayPost();
  return {
    mode: desk.execution.mode,
    heartbeat: desk.clob.heartbeat.state.kind,
    userChannel: desk.channel.state,
    heardAt: desk.heardAt ?? null,
    heldBack: may.ok ? null : may.message,
    dayLeft,
  };
}

function userChannelOf({ desk }: LiveRun): HealthRow {
  const { state } = desk.channel;
  return { kind: 'socket', isWell: state === 'open', state, lastAt: null, failures: 0, gaps: 0 };
}
