import { takeLock } from '../../archive/folder-lock.ts';
import { Recording, type RecordingOptions } from '../../archive/frame-log/recording.ts';
import { refuseOtherDataset } from '../../archive/frame-log/refuse-other-dataset.ts';
import type { TakenSegments, TakeOptions } from '../../archive/frame-log/take-segments.ts';
import { segmentFolder } from '../../archive/frame-log/take-segments.ts';
import { datasetFolder, dayOf } from '../../archive/layout.ts';
import { makeFolder } from '../../archive/make-folder.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import { freeBytes } from '../free-bytes.ts';

export type RecorderOptions = Omit<RecordingOptions, 'folder' | 'session'> & {
  /** The archive's root. */
  readonly root: string;
  readonly clock: Clock;
  /** What was heard reaches the disk after so long at most; what a kill costs. */
  readonly flushMs: number;
  /** Below, frames are no longer kept; below half of it, recording stops. */
  readonly leastFreeBytes: number;
  /** Frames are kept for so long after their rows are in the archive; undefined: for ever. */
  readonly keepFramesMs?: number | undefined;
  readonly take: (options: TakeOptions) => Promise<TakenSegments>;
  readonly onTaken?: (taken: TakenSegments) => void;
  /** Something that a person must know; recording goes on unless it says otherwise. */
  readonly onTrouble: (trouble: Trouble) => void;
};

export type Trouble = {
  readonly code: 'disk_low' | 'disk_full' | 'disk_failed' | 'take_failed' | 'clock_set';
  readonly message: string;
};

const HOUSEKEEPING_MS = 1_000;

/** Keeps a recording going: to disk, from segment to segment, into the archive. */
export class Recorder {
  readonly recording: Recording;
  readonly #options: RecorderOptions;
  readonly #timers = new Set<Timer>();
  readonly #release: () => Promise<void>;
  #isStopped = false;
  /** When it has ended, or has begun to. */
  #stopped: Promise<void> | undefined;
  /** Flushes and housekeeping under way; none of them fails. */
  readonly #working = new Set<Promise<void>>();
  /** The oldest segment that may still be written to; undefined when none is. */
  #open: string | undefined;
  #taking: Promise<void> = Promise.resolve();
  #caughtUp: Promise<void> = Promise.resolve();
  #isDiskLow = false;
  #untaken: string | undefined;

  private constructor(
    options: RecorderOptions,
    recording: Recording,
    release: () => Promise<void>,
  ) {
    this.#options = options;
    this.#release = release;
    this.recording = recording;
    this.#open = recording.path;
  }

  /**
   * Begins a session; what an earlier run left behind is taken into the archive meanwhile. Whatever
   * is wrong with that keeps nothing from being heard.
   * @throws ArchiveError when another recorder is at work on the dataset, or when the dataset is
   * not one that this recording could ever be taken into.
   */
  static async start(options: RecorderOptions): Promise<Recorder> {
    const { root, clock, dataset } = options;
    const home = datasetFolder(root, dataset);
    await makeFolder(root, home);
    const release = await takeLock(home, 'record');
    try {
      await refuseOtherDataset(home, options);
      const now = clock.now();
      const session = new Date(now / MICROS_PER_MS).toISOString().replaceAll(/[-:.]/g, '');
      const folder = segmentFolder(root, dataset);
      const recording = await Recording.start({ ...options, folder, session }, now);
      const recorder = new Recorder(options, recording, release);
      recorder.#every(options.flushMs, () => recorder.#flush());
      recorder.#every(HOUSEKEEPING_MS, () => recorder.#keepHouse());
      recorder.#take();
      recorder.#caughtUp = recorder.#taking;
      return recorder;
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Asked to, or because the disk failed: nothing more is recorded. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Resolves when what earlier runs left has been taken, as far as it can be. */
  get caughtUp(): Promise<void> {
    return this.#caughtUp;
  }

  /** Why the last take failed, so that the archive lacks what was heard; undefined: it did not. */
  get untaken(): string | undefined {
    return this.#untaken;
  }

  /**
   * Ends the session and takes its last segment: everything heard is in the archive then, unless
   * {@link untaken} says why not. After a failure, waits until the dataset is free.
   */
  stop(): Promise<void> {
    this.#end();
    this.#stopped ??= this.#finish();
    return this.#stopped;
  }

  /** Gives the dataset free, whatever else goes wrong. */
  async #finish(): Promise<void> {
    try {
      await Promise.all(this.#working);
      await this.recording.stop(this.#options.clock.now());
    } finally {
      this.#open = undefined;
      this.#take();
      await this.#taking;
      await this.#release();
    }
  }

  #end(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) this.#options.clock.clearTimer(timer);
    this.#timers.clear();
  }

  /** One after the other: the next is set when the one before has ended. */
  #every(ms: number, work: () => Promise<void>): void {
    const { clock } = this.#options;
    const timer = clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      const working = work()
        .catch((error: unknown) => this.#fail('disk_failed', error))
        .finally(() => {
          this.#working.delete(working);
          if (!this.#isStopped) this.#every(ms, work);
        });
      this.#working.add(working);
    });
    this.#timers.add(timer);
  }

  #flush(): Promise<void> {
    return this.recording.flush();
  }

  async #keepHouse(): Promise<void> {
    await this.recording.sync();
    const closed = await this.recording.rotateIfDue(this.#options.clock.now());
    if (closed !== undefined) {
      this.#open = this.recording.path;
      this.#take();
    }
    await this.#watchDisk();
  }

  /**
   * Into the archive, one take after the other; a failure is told, and the next one makes up.
   * What is open is asked when the take begins: until then other segments may have come.
   */
  #take(): void {
    const { take, onTaken } = this.#options;
    this.#taking = this.#taking.then(async () => {
      try {
        const taken = await take(takeOptions(this.#options, this.#open));
        this.#untaken = undefined;
        onTaken?.(taken);
      } catch (error) {
        this.#untaken = textOf(error);
        this.#tell('take_failed', `${textOf(error)}; the frames are kept and taken next time`);
      }
    });
  }

  async #watchDisk(): Promise<void> {
    const { root, leastFreeBytes } = this.#options;
    const free = await freeBytes(root);
    const isLow = free < leastFreeBytes;
    if (isLow !== this.#isDiskLow) {
      this.#isDiskLow = isLow;
      this.recording.keepsFrames = !isLow;
      if (isLow) this.#tell('disk_low', `${megabytes(free)} free: frames are no longer kept`);
    }
    if (free * 2 < leastFreeBytes) {
      this.#fail('disk_full', new Error(`${megabytes(free)} free at ${root}: make room`));
    }
  }

  /** What is on the disk stays; nothing more is written. */
  #fail(code: Trouble['code'], error: unknown): void {
    if (this.#isStopped) return;
    this.#end();
    this.#tell(code, `${textOf(error)}; recording has stopped`);
    // Told already.
    this.#stopped = this.#finish().catch(() => undefined);
  }

  #tell(code: Trouble['code'], message: string): void {
    this.#options.onTrouble({ code, message });
  }
}

function takeOptions(options: RecorderOptions, open: string | undefined): TakeOptions {
  const { root, dataset, provenance, heardFrom, keepFramesMs, clock } = options;
  const now = clock.now() / MICROS_PER_MS;
  return {
    root,
    begin: { dataset, provenance, heardFrom },
    open,
    compactBefore: dayOf(clock.now()),
    deleteBefore: keepFramesMs === undefined ? undefined : now - keepFramesMs,
  };
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 2 ** 20).toLocaleString('en')} MB`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
