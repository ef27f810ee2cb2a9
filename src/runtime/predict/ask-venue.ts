import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Execution } from '../../ports/execution.ts';
import type { StrategyChoice } from '../backtest-options.ts';
import { LiveSession } from '../live/live-session.ts';
import { LiveRecording, type LiveRecordingOptions } from '../record/live-recording.ts';
import { type RecordingStatus, statusOf } from '../record/recording-status.ts';
import { type LookingAs, lookingSession } from './looking-session.ts';
import { type WindowOpinions, windowOpinions } from './window-opinions.ts';

export type VenueQuestion = {
  readonly hearing: Omit<LiveRecordingOptions, 'listener' | 'root' | 'dataset' | 'keepFramesMs'>;
  readonly strategies: readonly StrategyChoice[];
  readonly as: LookingAs;
  /** The program broke: nothing more is heard. */
  readonly onFault: (error: unknown) => void;
};

/** Strategies that hear the venue as a desk does, and are asked what they think of it. */
export class VenueOpinions {
  readonly #session: LiveSession<Execution>;
  readonly #recording: LiveRecording;
  readonly #folder: string;
  readonly #clock: LiveRecordingOptions['venue']['clock'];

  private constructor(
    session: LiveSession<Execution>,
    recording: LiveRecording,
    folder: string,
    clock: LiveRecordingOptions['venue']['clock'],
  ) {
    this.#session = session;
    this.#recording = recording;
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Begins to listen. What is heard stands in a folder of its own that goes away with it. */
  static async start({ hearing, strategies, as, onFault }: VenueQuestion): Promise<VenueOpinions> {
    const { clock } = hearing.venue;
    const folder = await mkdtemp(join(tmpdir(), 'polydesk-predict-'));
    const session = new LiveSession({
      open: (universe) => lookingSession(universe, strategies, as),
      clock,
      onFault,
    });
    try {
      const recording = await LiveRecording.start({
        ...hearing,
        root: folder,
        dataset: 'predict',
        keepFramesMs: undefined,
        listener: session,
        isKept: false,
      });
      return new VenueOpinions(session, recording, folder, clock);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** What they think now. */
  get windows(): WindowOpinions[] {
    return windowOpinions(this.#session.session, this.#clock.now());
  }

  get status(): RecordingStatus {
    return statusOf(this.#recording);
  }

  async stop(): Promise<void> {
    try {
      await this.#recording.stop();
    } finally {
      await rm(this.#folder, { recursive: true, force: true });
    }
  }
}
