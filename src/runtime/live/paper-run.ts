import { existsSync } from 'node:fs';
import { ArchiveError } from '../../archive/archive-error.ts';
import { datasetFolder } from '../../archive/layout.ts';
import type { RunRecord } from '../../report/run-record.ts';
import type { SimulatedExchange } from '../../sim/simulated-exchange.ts';
import { backtest } from '../backtest.ts';
import { LiveRecording, type LiveRecordingOptions } from '../record/live-recording.ts';
import { createSession, KeptJournal, type SessionOptions } from '../session.ts';
import { LiveSession } from './live-session.ts';
import { wholeDataset } from './whole-dataset.ts';

export type PaperOptions = {
  readonly recording: Omit<LiveRecordingOptions, 'listener'>;
  readonly run: SessionOptions;
  /** Price paths in the report. */
  readonly charts: number;
  /** The session is over: something in the program or in a strategy broke. Recording goes on. */
  readonly onFault: (error: unknown) => void;
};

/** How a run on paper ended. */
export type PaperEnd = {
  readonly record: RunRecord;
  /** Whether a backtest of the recording decides as the run did, to the last number. */
  readonly isRepeated: boolean;
  /** The hash of the run itself. */
  readonly hash: string;
};

/** Strategies that trade on what the venue says now, against the simulated exchange. */
export class PaperRun {
  readonly recording: LiveRecording;
  readonly session: LiveSession<SimulatedExchange>;
  readonly journal: KeptJournal;
  readonly #options: PaperOptions;

  private constructor(
    options: PaperOptions,
    session: LiveSession<SimulatedExchange>,
    recording: LiveRecording,
    journal: KeptJournal,
  ) {
    this.#options = options;
    this.session = session;
    this.recording = recording;
    this.journal = journal;
  }

  /**
   * The dataset must be a new one: the run is held against a replay of all that is in it.
   * @throws ArchiveError dataset_exists.
   */
  static async start(options: PaperOptions): Promise<PaperRun> {
    const { recording, run, onFault } = options;
    const { root, dataset } = recording;
    if (existsSync(datasetFolder(root, dataset))) {
      const remedy = 'a run on paper needs one of its own, name another by --name';
      throw new ArchiveError('dataset_exists', `${root} has a dataset ${dataset}: ${remedy}`);
    }
    const journal = new KeptJournal();
    // Data comes as late as it comes: nothing is added to that.
    const latency = { ...run.latency, feed: 0 };
    const { clock } = recording.venue;
    const session = new LiveSession({
      open: (universe) => createSession(universe, { ...run, latency }, journal),
      clock,
      onFault,
    });
    const heard = await LiveRecording.start({ ...recording, listener: session });
    return new PaperRun(options, session, heard, journal);
  }

  /**
   * Ends the run and the recording, and replays the recording: the report is made of that. What is
   * still open at the end is closed as in a backtest that ends there. Undefined when nothing was
   * heard of any market, when the session broke, or when the recording could not be taken into the
   * archive.
   */
  async stop(): Promise<PaperEnd | undefined> {
    await this.recording.stop();
    const hash = this.session.session.engine.log.digest();
    const { untaken } = this.recording.venueRecorder.recorder;
    const { hasBroken, universe } = this.session;
    if (untaken !== undefined || hasBroken || universe.markets.length === 0) return undefined;
    const { recording, run, charts } = this.#options;
    const record = await backtest({
      ...run,
      latency: { ...run.latency, feed: 0 },
      data: wholeDataset(recording),
      charts,
    });
    return { record: { ...record, mode: 'paper' }, isRepeated: record.hash === hash, hash };
  }
}
