import { join } from 'node:path';
import { ok, type Result } from '../../domain/result.ts';
import { isStopped } from '../../domain/risk-standing.ts';
import {
  MICROS_PER_MS,
  MICROS_PER_SECOND,
  SCALE,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { LocalExchange } from '../exchange/local-exchange.ts';
import { openExchange } from '../exchange/open-exchange.ts';
import { type HeldAccount, holdState } from '../live/kept-account.ts';
import { newAccount } from '../live/paper-account.ts';
import { type PaperEnd, PaperRun } from '../live/paper-run.ts';
import { StateFile } from '../live/state-file.ts';
import type { RecordingNews } from '../record/live-recording.ts';
import type { SessionOptions } from '../session.ts';
import { SOFTWARE } from '../software.ts';
import type { AlarmListener } from '../supervise/alarm.ts';
import { openVenue, servicesAt, type Venue } from '../venue.ts';
import { type DemoState, demoStatePath, readDemoState } from './demo-state.ts';

export type DemoOptions = {
  /** Where the demo keeps its recordings and where it stands. */
  readonly folder: string;
  /** Of the exchange; 0: any that is free. */
  readonly port: number;
  readonly run: SessionOptions;
  readonly charts: number;
  readonly onNews: (news: RecordingNews) => void;
  readonly onAlarm: AlarmListener;
  readonly onFault: (error: unknown) => void;
};

/** A world that is older is not made up for: a new one begins. */
const WORLD_DAYS_MOST = 7;
const DAY = 24 * 60 * 60 * MICROS_PER_SECOND;
/** Whoever looks at a demo has a minute, not a quarter of an hour, until it can be repeated. */
const SEGMENT = 60 * MICROS_PER_SECOND;
const CASH = (1_000 * SCALE) as Usd;
const ASSETS = ['btc', 'eth'] as const;
const FRAMES = ['5m', '15m'] as const;
/** Livelier than an exchange that is left to itself: somebody is watching. */
const TRADES_PER_MINUTE = 12;

/** How a demo begins. */
export type DemoBegins =
  | { readonly how: 'anew' | 'where_it_stopped' }
  /** Its world was too old to go on with: so many positions of it are gone. */
  | { readonly how: 'in_a_new_world'; readonly lost: number };

/** What it keeps its hand on until it ends. */
type Kept = {
  readonly file: StateFile<DemoState>;
  readonly held: HeldAccount;
  readonly venue: Venue;
};

/** The local exchange and a desk that trades on it on paper; it goes on where it stopped. */
export class Demo {
  readonly exchange: LocalExchange;
  readonly paper: PaperRun;
  readonly state: DemoState;
  readonly begins: DemoBegins;
  readonly #file: StateFile<DemoState>;
  readonly #held: HeldAccount;
  readonly venue: Venue;

  private constructor(
    parts: Pick<Demo, 'exchange' | 'paper' | 'state' | 'begins'>,
    { file, held, venue }: Kept,
  ) {
    this.exchange = parts.exchange;
    this.paper = parts.paper;
    this.state = parts.state;
    this.begins = parts.begins;
    this.#file = file;
    this.#held = held;
    this.venue = venue;
  }

  /**
   * Refuses with `bad_state` where the folder holds another thing, with `account_locked` while
   * another demo trades in it.
   */
  static async start(options: DemoOptions): Promise<Result<Demo>> {
    const { folder } = options;
    const held = await holdState(demoStatePath(folder), `the demo in ${folder}`);
    if (!held.ok) return held;
    const begun = await Demo.#begin(options, held.value).catch(async (error: unknown) => {
      await held.value.close();
      throw error;
    });
    if (!begun.ok) await held.value.close();
    return begun;
  }

  static async #begin(options: DemoOptions, held: HeldAccount): Promise<Result<Demo>> {
    const { folder, port, onFault } = options;
    const known = await readDemoState(folder);
    if (!known.ok) return known;
    const { state, begins } = goneOn(known.value, (Date.now() * MICROS_PER_MS) as Timestamp);
    const file = new StateFile<DemoState>(demoStatePath(folder));
    const exchange = await openExchange(
      {
        port,
        seed: state.seed,
        beganAt: state.beganAt,
        assets: ASSETS,
        frames: FRAMES,
        tradesPerMinute: TRADES_PER_MINUTE,
      },
      onFault,
    );
    const venue = openVenue(servicesAt(exchange.base));
    try {
      // A run that does not come to its end counts: its dataset is there.
      await file.keep({ ...state, runs: state.runs + 1 });
      const paper = await PaperRun.start(paperOptions(options, state, venue));
      return ok(new Demo({ exchange, paper, state, begins }, { file, held, venue }));
    } catch (error) {
      venue.close();
      await exchange.stop();
      throw error;
    }
  }

  /** Of its dataset. */
  get name(): string {
    return `demo-${this.state.runs + 1}`;
  }

  /** Keeps where it stands now, so that a later run can go on from there. */
  save(): Promise<void> {
    return this.#file.keep({ ...this.state, runs: this.state.runs + 1, ...this.paper.account });
  }

  /** Ends the run, keeps where it stands, closes the exchange. */
  async stop(): Promise<PaperEnd | undefined> {
    try {
      const end = await this.paper.stop();
      await this.save();
      return end;
    } finally {
      this.venue.close();
      await this.exchange.stop();
      await this.#held.close();
    }
  }
}

/** The state to go on from: that of before, or a new world. */
export function goneOn(
  before: DemoState | undefined,
  now: Timestamp,
): Pick<Demo, 'state' | 'begins'> {
  if (before !== undefined && now - before.beganAt <= WORLD_DAYS_MOST * DAY) {
    return { state: { ...before, risk: riskToGoOn(before) }, begins: { how: 'where_it_stopped' } };
  }
  const { cash, nextOrder } = before ?? newAccount(CASH);
  const state: DemoState = {
    provenance: 'simulated',
    seed: (before?.seed ?? 0) + 1,
    beganAt: now,
    runs: before?.runs ?? 0,
    cash,
    // Shares of a world that is gone are worth nothing that anybody could know.
    positions: [],
    nextOrder,
    haltedFeeds: [],
    tallies: before?.tallies ?? [],
  };
  if (before === undefined) return { state, begins: { how: 'anew' } };
  return { state, begins: { how: 'in_a_new_world', lost: before.positions.length } };
}

/**
 * What earlier runs have lost counts on, as on paper. Only a kill does not outlive the run: the
 * money is invented, so whoever starts again has said that it may go on.
 */
function riskToGoOn({ risk }: DemoState): DemoState['risk'] {
  return risk === undefined || isStopped(risk) ? undefined : risk;
}

function paperOptions(
  { folder, run, charts, onNews, onAlarm, onFault }: DemoOptions,
  state: DemoState,
  venue: Venue,
) {
  return {
    mode: 'demo' as const,
    recording: {
      venue,
      root: join(folder, 'archive'),
      dataset: `demo-${state.runs + 1}`,
      assets: ASSETS,
      frames: FRAMES,
      feeds: [],
      credentials: undefined,
      keepFramesMs: undefined,
      segmentMicros: SEGMENT,
      userAgent: `polydesk/${SOFTWARE.version}`,
      onNews,
    },
    run,
    account: state,
    earlier: state.runs === 0 ? undefined : `demo-${state.runs}`,
    charts,
    onAlarm,
    onFault,
  };
}
