import { join } from 'node:path';
import type { ClientOrderId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import {
  MICROS_PER_MS,
  MICROS_PER_SECOND,
  SCALE,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { LocalExchange } from '../exchange/local-exchange.ts';
import { openExchange } from '../exchange/open-exchange.ts';
import { marketsOf } from '../live/held-markets.ts';
import { heldBy } from '../live/opening-of.ts';
import { type PaperEnd, PaperRun } from '../live/paper-run.ts';
import type { RecordingNews } from '../record/live-recording.ts';
import type { SessionOptions } from '../session.ts';
import { SOFTWARE } from '../software.ts';
import { openVenue, servicesAt, type Venue } from '../venue.ts';
import { type DemoState, readDemoState, writeDemoState } from './demo-state.ts';

export type DemoOptions = {
  /** Where the demo keeps its recordings and where it stands. */
  readonly folder: string;
  /** Of the exchange; 0: any that is free. */
  readonly port: number;
  readonly run: SessionOptions;
  readonly charts: number;
  readonly onNews: (news: RecordingNews) => void;
  readonly onFault: (error: unknown) => void;
};

/** A world that is older is not made up for: a new one begins. */
const WORLD_DAYS_MOST = 7;
const DAY = 24 * 60 * 60 * MICROS_PER_SECOND;
const CASH = (1_000 * SCALE) as Usd;
const ASSETS = ['btc', 'eth'] as const;
const FRAMES = ['5m', '15m'] as const;
/** Livelier than an exchange that is left to itself: somebody is watching. */
const TRADES_PER_MINUTE = 12;

/** The local exchange and a desk that trades on it on paper; it goes on where it stopped. */
export class Demo {
  readonly exchange: LocalExchange;
  readonly paper: PaperRun;
  readonly state: DemoState;
  readonly #folder: string;
  readonly #venue: Venue;
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    folder: string,
    parts: { exchange: LocalExchange; paper: PaperRun; state: DemoState; venue: Venue },
  ) {
    this.#folder = folder;
    this.exchange = parts.exchange;
    this.paper = parts.paper;
    this.state = parts.state;
    this.#venue = parts.venue;
  }

  /** Refuses with `bad_demo_state`, and where the exchange does not say what is held. */
  static async start(options: DemoOptions): Promise<Result<Demo>> {
    const { folder, port, onFault } = options;
    const known = await readDemoState(folder);
    if (!known.ok) return known;
    const state = goneOn(known.value, (Date.now() * MICROS_PER_MS) as Timestamp);
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
    const stop = async () => {
      venue.close();
      await exchange.stop();
    };
    let paper: PaperRun | undefined;
    try {
      const held = [...new Set(state.positions.map(({ token }) => token))];
      const markets = await marketsOf(venue.gamma, held);
      if (!markets.ok) {
        await stop();
        return markets;
      }
      const names = markets.value.map(({ slug }) => slug);
      // A run that does not come to its end counts: its dataset is there.
      await writeDemoState(folder, { ...state, runs: state.runs + 1 });
      paper = await PaperRun.start(paperOptions(options, state, venue, names));
      return ok(new Demo(folder, { exchange, paper, state, venue }));
    } catch (error) {
      await paper?.recording.stop();
      await stop();
      throw error;
    }
  }

  get archive(): string {
    return archiveIn(this.#folder);
  }

  /** Keeps where it stands now, so that a later run can go on from there. */
  save(): Promise<void> {
    const { engine } = this.paper.session.session;
    const state = {
      ...this.state,
      runs: this.state.runs + 1,
      cash: engine.state.account.cash,
      positions: heldBy(engine),
      nextOrder: engine.nextOrder,
    };
    // One after the other: they share a file.
    this.#saving = this.#saving.catch(() => {}).then(() => writeDemoState(this.#folder, state));
    return this.#saving;
  }

  /** Ends the run, keeps where it stands, closes the exchange. */
  async stop(): Promise<PaperEnd | undefined> {
    try {
      const end = await this.paper.stop();
      await this.save();
      return end;
    } finally {
      this.#venue.close();
      await this.exchange.stop();
    }
  }
}

function archiveIn(folder: string): string {
  return join(folder, 'archive');
}

/** The state to go on from: that of before, or a new world. */
function goneOn(before: DemoState | undefined, now: Timestamp): DemoState {
  if (before !== undefined && now - before.beganAt <= WORLD_DAYS_MOST * DAY) return before;
  const runs = before?.runs ?? 0;
  return {
    seed: (before?.seed ?? 0) + 1,
    beganAt: now,
    runs,
    cash: before?.cash ?? CASH,
    // Shares of a world that is gone are worth nothing that anybody could know.
    positions: [],
    nextOrder: before?.nextOrder ?? (1 as ClientOrderId),
  };
}

function paperOptions(
  { folder, run, charts, onNews, onFault }: DemoOptions,
  { runs, cash, positions, nextOrder }: DemoState,
  venue: Venue,
  names: readonly string[],
) {
  return {
    mode: 'demo' as const,
    recording: {
      venue,
      root: archiveIn(folder),
      dataset: `demo-${runs + 1}`,
      assets: ASSETS,
      frames: FRAMES,
      choice: { names: [], markets: names, top: undefined, refreshMs: 60_000 },
      feeds: [],
      credentials: undefined,
      keepFramesMs: undefined,
      userAgent: `polydesk/${SOFTWARE.version}`,
      onNews,
    },
    run: { ...run, capital: cash, opening: { positions, firstOrder: nextOrder } },
    charts,
    onFault,
  };
}
