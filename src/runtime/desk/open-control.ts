import type { Result } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import { type ControlHandlers, startControl } from '../../server/control-server.ts';
import type { OperatorWord } from '../../server/operator-word.ts';
import type { ToldActivity } from '../activity/told-activity.ts';
import type { FillNews } from '../live/fill-news.ts';
import type { KillProof } from '../live/kill-on-paper.ts';
import type { Switch } from '../live/switch-to-paper.ts';
import type { DeskScreens } from '../screen/desk-screens.ts';
import { SOFTWARE } from '../software.ts';
import { announceDesk, type DeskFile } from './desk-file.ts';

type Facts = Pick<DeskFile, 'name' | 'mode' | 'provenance' | 'key' | 'exchange' | 'archive'>;

export type ControlledDesk = Facts & {
  /** By which it lives: an exchange may have a faster one than the machine. */
  readonly clock: Pick<Clock, 'now'>;
  readonly status: () => object;
  readonly activity: (now: Timestamp) => ToldActivity;
  /** The newest fills of the run, oldest first. */
  readonly fills: () => readonly FillNews[];
  /** What whoever looks on is told. */
  readonly screens: Screens;
  /** The text of Prometheus; undefined: nothing is measured. */
  readonly metrics?: (() => Promise<string>) | undefined;
  /** Ends it as Ctrl-C does. */
  readonly stop: () => void;
  /** Does what an operator says, through the engine's queue. */
  readonly operate: (word: OperatorWord) => Result<unknown>;
  /** Cancels everything by all means and proves it. */
  readonly kill: () => Promise<KillProof>;
  /** Leaves the venue for the simulated exchange; undefined: it never was at a venue. */
  readonly toPaper?: (() => Promise<Switch>) | undefined;
};

type Screens = Pick<
  DeskScreens,
  | 'feed'
  | 'feedOfMarket'
  | 'feedOfStrategy'
  | 'pathOfMarket'
  | 'opinionsOfMarket'
  | 'equity'
  | 'close'
>;

/** The desk's own proof, as a command that asked for it hears it. */
export type DeskProof = Pick<KillProof, 'isProven' | 'troubles'> & {
  /** Open by its last answer; undefined: the venue did not tell. */
  readonly open?: readonly string[] | undefined;
  /** Orders of which it is not known what became of them. */
  readonly unresolved: readonly string[];
  /** When it was proven, µs UTC; undefined: it was not. */
  readonly at?: number | undefined;
};

/** How a desk left the venue, or that it ends. */
export type LeavingProof = DeskProof &
  Pick<Switch, 'isOnPaper'> & {
    /** Orders of others with its key that it left open; undefined: the venue did not tell. */
    readonly others?: readonly string[] | undefined;
  };

/** Lets other commands look at a desk and stop it, until the returned function is called. */
export async function openControl(
  {
    clock,
    status,
    activity,
    fills,
    screens,
    metrics,
    operate,
    stop,
    kill,
    toPaper,
    ...desk
  }: ControlledDesk,
  folder?: string,
): Promise<() => Promise<void>> {
  const startedAt = Date.now() * MICROS_PER_MS;
  let facts = { ...desk, startedAt, software: SOFTWARE.version };
  const handlers: { -readonly [K in keyof ControlHandlers]: ControlHandlers[K] } = {
    status: () => ({ ...facts, now: clock.now(), ...status() }),
    activity: () => activity(clock.now()),
    trades: (most) => fills().slice(-most),
    feed: screens.feed,
    feedOfMarket: (slug) => screens.feedOfMarket(slug),
    feedOfStrategy: (name) => screens.feedOfStrategy(name),
    pathOfMarket: (slug) => screens.pathOfMarket(slug),
    opinionsOfMarket: (slug) => screens.opinionsOfMarket(slug),
    equity: () => screens.equity(),
    metrics,
    stop: () => {
      stop();
      return { stopping: true };
    },
    operate,
    kill: () => killed(kill, stop),
    toPaper: toPaper && (() => switched(toPaper, stop, announcePaper)),
  };
  const control = await startControl(handlers);
  const { port, token } = control;
  const announce = () => announceDesk({ ...facts, pid: process.pid, port, token }, folder);
  const forget = await announce();
  // A desk on paper has nothing at the venue: its key is not to be named any more. Its prices are
  // those that it had before, as they are of any desk on paper.
  async function announcePaper(): Promise<void> {
    handlers.toPaper = undefined;
    facts = { ...facts, mode: 'paper', key: undefined, exchange: undefined };
    await announce();
  }
  return async () => {
    await forget();
    screens.close();
    await control.close();
  };
}

/** One that cannot prove that nothing is open, or breaks off, ends, and goes on proving. */
async function switched(
  toPaper: () => Promise<Switch>,
  stop: () => void,
  announce: () => Promise<void>,
): Promise<LeavingProof> {
  let left: Switch | undefined;
  try {
    left = await toPaper();
  } finally {
    if (left?.isOnPaper !== true) setImmediate(stop);
  }
  const { proof, isOnPaper } = left;
  if (isOnPaper) await announce();
  const { isProven, at, troubles, open, others, unresolved } = proof;
  return { isProven, at, troubles, open, others, unresolved, isOnPaper };
}

const FENCED = 'another desk has its wallet: of that one it can prove nothing';

/** What was killed ends, whatever was proven: but first whoever asked is answered. */
async function killed(kill: () => Promise<KillProof>, stop: () => void): Promise<DeskProof> {
  try {
    const { isProven, isOfKey, at, troubles, open, unresolved } = await kill();
    if (isOfKey) return { isProven, at, troubles, open, unresolved };
    return { isProven: false, troubles: [...troubles, FENCED], unresolved };
  } finally {
    setImmediate(stop);
  }
}
