import { existsSync } from 'node:fs';
import { ArchiveError } from '../../archive/archive-error.ts';
import { datasetFolder } from '../../archive/layout.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { RunRecord } from '../../report/run-record.ts';
import type { KnownValue } from '../../screen/known-value.ts';
import type { Buckets } from '../../server/metrics/buckets.ts';
import type { SimulatedExchange } from '../../sim/simulated-exchange.ts';
import { backtest } from '../backtest.ts';
import type { LearnedKeeper } from '../learned/learned-keeper.ts';
import type { Operated } from '../operator-script.ts';
import { optimizeEarly } from '../optimize-early.ts';
import { LiveRecording, type LiveRecordingOptions } from '../record/live-recording.ts';
import { takeLeft } from '../record/take-left.ts';
import { RecordedRun } from '../replay/recorded-run.ts';
import { createSession, heardOnly, type SessionOptions, toAll } from '../session.ts';
import type { AlarmListener } from '../supervise/alarm.ts';
import { StrategyAlarms } from '../supervise/strategy-alarms.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import { haltTeller, tellHalted } from './halted-feeds.ts';
import { hearingOf, unchosenOf } from './held-markets.ts';
import { type KillProof, killOnPaper } from './kill-on-paper.ts';
import { LiveSession } from './live-session.ts';
import {
  accountNow,
  type HeldPosition,
  newAccount,
  openingOf,
  type PaperAccount,
  unheardOf,
} from './paper-account.ts';
import { riskTeller, tellStopped } from './risk-alarm.ts';
import { RunEntries } from './run-entries.ts';
import { wholeDataset } from './whole-dataset.ts';

export type PaperOptions = {
  readonly mode: 'paper' | 'demo';
  readonly recording: Omit<LiveRecordingOptions, 'listener'>;
  /** Capital and opening are the account's. */
  readonly run: SessionOptions;
  /** What it begins with; undefined: the capital alone. */
  readonly account?: PaperAccount | undefined;
  /** Dataset of the run before: where that died, what it had heard is taken into the archive. */
  readonly earlier?: string | undefined;
  /** Where what its strategies learn is kept; undefined: nowhere. */
  readonly learned?: LearnedKeeper | undefined;
  /** Price paths in the report. */
  readonly charts: number;
  /** A strategy was halted, started anew or given up; the others and the recording go on. */
  readonly onAlarm: AlarmListener;
  /** Nothing is traded any more: the program broke, or every strategy is given up. */
  readonly onFault: (error: unknown) => void;
};

type Begun = PaperOptions & { readonly account: PaperAccount };

/** How a run on paper ended. */
export type PaperEnd = {
  readonly record: RunRecord;
  /** Whether a backtest of the recording decides as the run did, to the last number. */
  readonly isRepeated: boolean;
  /** The hash of the run itself. */
  readonly hash: string;
  /** Where it wrote down what it decided. */
  readonly journal: string;
};

/** Strategies that trade on what the venue says now, against the simulated exchange. */
export class PaperRun {
  readonly recording: LiveRecording;
  readonly session: LiveSession<SimulatedExchange>;
  readonly journal: RunEntries;
  readonly #options: Begun;
  readonly #written: RecordedRun;
  readonly #takingEarlier: Promise<void>;
  readonly #operated: readonly Operated[];

  private constructor(
    options: Begun,
    parts: Pick<PaperRun, 'session' | 'recording' | 'journal'>,
    written: RecordedRun,
    operated: readonly Operated[],
  ) {
    this.#options = options;
    this.session = parts.session;
    this.recording = parts.recording;
    this.journal = parts.journal;
    this.#written = written;
    this.#operated = operated;
    this.#takingEarlier = takeEarlier(options);
  }

  /**
   * The dataset must be a new one: the run is held against a replay of all that is in it.
   * @throws ArchiveError dataset_exists.
   */
  static async start(options: PaperOptions): Promise<PaperRun> {
    optimizeEarly();
    const { mode, onFault, account = newAccount(options.run.capital) } = options;
    const held = account.positions.map(({ market }) => market);
    const awaited = options.learned?.awaited ?? [];
    const recording = hearingOf(options.recording, [...held, ...awaited]);
    const { root, dataset } = recording;
    if (existsSync(datasetFolder(root, dataset))) {
      const remedy = 'a run on paper needs one of its own, name another by --name';
      throw new ArchiveError('dataset_exists', `${root} has a dataset ${dataset}: ${remedy}`);
    }
    const { cash: capital, haltedFeeds } = account;
    const names = options.run.strategies.map(({ name }) => name);
    const now = recording.venue.clock.now();
    const opening = openingOf(account, names, now);
    const unheld = awaited.filter((market) => !held.includes(market));
    const unchosen = unchosenOf(options.recording, unheld, now);
    const run = heardOnly({ ...options.run, capital, opening, unchosen });
    const journal = new RunEntries();
    const learns = options.learned === undefined ? [] : [options.learned];
    const onAlarm: AlarmListener = (alarm) => {
      written.noticed(alarm);
      options.onAlarm(alarm);
    };
    const written = await RecordedRun.begin(mode, recording, run, onAlarm);
    tellHalted(haltedFeeds, onAlarm);
    tellStopped(account.risk, onAlarm);
    const operated: Operated[] = [];
    const words = {
      append: (entry: JournalEntry) => void (entry.kind === 'Operated' && operated.push(entry)),
    };
    const alarms = new StrategyAlarms(names, { onAlarm, onAllGivenUp: onFault });
    try {
      const session = new LiveSession({
        open: (universe) => {
          const halts = haltTeller(() => universe.markets, onAlarm);
          const risks = riskTeller(() => universe.markets, onAlarm);
          const heard = toAll(journal, written, alarms, halts, risks, words, ...learns);
          return createSession(universe, run, heard);
        },
        clock: recording.venue.clock,
        onFault,
      });
      const listener = written.besides(session);
      const heard = await LiveRecording.start({ ...recording, listener });
      return new PaperRun(
        { ...options, run, account },
        { session, recording: heard, journal },
        written,
        operated,
      );
    } catch (error) {
      await written.breakOff();
      throw error;
    }
  }

  get beganWith(): PaperAccount {
    return this.#options.account;
  }

  /** What a later run goes on from. */
  get account(): PaperAccount {
    return accountNow(this.session.session, this.#options.account);
  }

  /** What it holds of markets that it has not heard of: over meanwhile, or not reached yet. */
  get awaited(): readonly HeldPosition[] {
    const { unlisted } = this.session.session.engine.opening;
    return unheardOf(unlisted, this.#options.account);
  }

  /** Equity as it was known last, a second ago at most while it is; undefined: it never was. */
  get lastEquity(): KnownValue | undefined {
    return this.#written.lastEquity;
  }

  /** How long the disk took to keep its journal. */
  get syncs(): Buckets {
    return this.#written.syncs;
  }

  /** How the work behind it does. */
  get health(): readonly LoopHealth[] {
    return this.#written.health;
  }

  /** Keeps what its strategies have learned since the last time, as soon as it is due. */
  async keepLearned(): Promise<void> {
    await this.#options.learned?.keepDue(this.session.session.engine);
  }

  /** Takes everything out, and proves it by the exchange's own count; to be followed by stop. */
  kill(): Promise<KillProof> {
    return killOnPaper({ session: this.session, clock: this.#options.recording.venue.clock });
  }

  /** Where it writes down what it decides, to be replayed. */
  get journalPath(): string {
    return this.#written.path;
  }

  /**
   * Ends the run and the recording, and replays the recording: the report is made of that. What is
   * still open at the end is closed as in a backtest that ends there. Undefined when nothing was
   * heard of any market, when the session broke, or when the recording could not be taken into the
   * archive.
   */
  async stop(): Promise<PaperEnd | undefined> {
    const { recording, run, charts } = this.#options;
    await Promise.all([this.recording.stop(), this.#takingEarlier]);
    const { session, fault, universe } = this.session;
    await this.#options.learned?.keep(session.engine);
    await this.#written.end(session.engine, fault);
    const hash = session.engine.log.digest();
    const { untaken } = this.recording.venueRecorder.recorder;
    const isTold = untaken === undefined && fault === undefined && universe.markets.length > 0;
    if (!isTold) return undefined;
    const { path: journal } = this.#written;
    const data = wholeDataset(recording);
    const { lateGaps } = this.#written;
    const options = { ...run, operated: this.#operated, data, charts };
    const record = await backtest(options, { lateGaps });
    return {
      record: { ...record, mode: 'paper' },
      isRepeated: record.hash === hash,
      hash,
      journal,
    };
  }
}

/** Beside the run: whatever is wrong with an earlier one keeps nothing from being traded. */
async function takeEarlier({ earlier, recording }: Begun): Promise<void> {
  if (earlier === undefined) return;
  const { root, venue, onNews } = recording;
  const tell = (text: string) => onNews({ kind: 'note', text });
  const heard = { provenance: venue.provenance, heardFrom: venue.services.marketSocket };
  try {
    const left = await takeLeft(root, earlier, heard);
    if (left === 'taken') tell(`What ${earlier} had left is taken into the archive`);
  } catch (error) {
    tell(`What ${earlier} had left is not taken into the archive: ${error}`);
  }
}
