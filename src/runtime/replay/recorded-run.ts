import type { RecordedEvent } from '../../archive/frame-log/event-text.ts';
import type { RecordingListener } from '../../archive/frame-log/recording-listener.ts';
import type { LateGap } from '../../archive/gaps-as-heard.ts';
import { datasetFolder } from '../../archive/layout.ts';
import { readManifest } from '../../archive/manifest-file.ts';
import { marketOf, outcomeOf, type TokenIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Execution } from '../../ports/execution.ts';
import type { Journal } from '../../ports/journal.ts';
import type { KnownValue } from '../../screen/known-value.ts';
import type { Buckets } from '../../server/metrics/buckets.ts';
import { runningDesks } from '../desk/desk-file.ts';
import type { LiveSession } from '../live/live-session.ts';
import { wholeDataset } from '../live/whole-dataset.ts';
import { equityNow } from '../live/worth-now.ts';
import type { LiveRecordingOptions } from '../record/live-recording.ts';
import type { SessionOptions } from '../session.ts';
import { StoreBehind } from '../store/store-behind.ts';
import type { AlarmListener } from '../supervise/alarm.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import { EquityNotes } from './equity-notes.ts';
import { RunJournal, runJournalPath } from './run-journal.ts';
import { type RunMode, runBegun } from './written-run.ts';

/** Undefined: it is no gap, or none that began before it was heard of, or of a mirrored book. */
export function lateGapOf(event: RecordedEvent, at: Timestamp): LateGap | undefined {
  if (event.kind !== 'gap' || event.from >= at || outcomeOf(event.token as TokenIndex) !== 0) {
    return undefined;
  }
  const { token, from, reason } = event;
  return { market: marketOf(token as TokenIndex), from, at, reason };
}

type Recording = Omit<LiveRecordingOptions, 'listener'>;

/**
 * What a run that records into a dataset of its own writes down: its journal, and behind that the
 * store that can be asked by SQL. Nothing waits for either.
 */
export class RecordedRun implements Journal {
  readonly #journal: RunJournal;
  readonly #store: StoreBehind;
  readonly #recording: Recording;
  /** What it heard late of its books. */
  readonly lateGaps: LateGap[] = [];
  #equity: EquityNotes | undefined;

  private constructor(journal: RunJournal, store: StoreBehind, recording: Recording) {
    this.#journal = journal;
    this.#store = store;
    this.#recording = recording;
  }

  static async begin(
    mode: RunMode,
    recording: Recording,
    run: SessionOptions,
    onAlarm: AlarmListener,
  ): Promise<RecordedRun> {
    const { root, dataset, venue, onNews } = recording;
    const data = wholeDataset({ root, dataset });
    const heard = { provenance: venue.provenance, heardFrom: venue.services.marketSocket };
    const named = { name: dataset, mode, at: venue.clock.now() };
    const tell = (text: string) => onNews({ kind: 'note', text });
    const journal = await RunJournal.begin({
      path: runJournalPath(root, dataset),
      begun: runBegun(named, { ...run, data, charts: 0 }, heard),
      onTrouble: tell,
    });
    const others = (await runningDesks()).map(({ name }) => name);
    const store = new StoreBehind({ root, run: dataset, others, onNews: tell, onAlarm });
    return new RecordedRun(journal, store, recording);
  }

  get path(): string {
    return this.#journal.path;
  }

  /** How long the disk took to keep its journal. */
  get syncs(): Buckets {
    return this.#journal.syncs;
  }

  /** How store and log do behind it. */
  get health(): readonly LoopHealth[] {
    return this.#store.health;
  }

  append(entry: JournalEntry): void {
    this.#journal.append(entry);
  }

  /** A person was told. */
  noticed({ code, message }: { readonly code: string; readonly message: string }): void {
    const at = this.#recording.venue.clock.now();
    this.#journal.beside({ kind: 'Noticed', at, code, message });
  }

  /** What it was worth when that was known last; undefined: it never was. */
  get lastEquity(): KnownValue | undefined {
    return this.#equity?.last;
  }

  /** Hears the recording for a session, and writes down what no entry of the run tells. */
  besides(session: LiveSession<Execution>): RecordingListener {
    const equity = new EquityNotes(
      () => (session.isOver ? undefined : equityNow(session.session.engine)),
      (value, at) => this.#journal.beside({ kind: 'EquityKnown', at, equity: value }),
    );
    this.#equity = equity;
    return {
      get actedUntil() {
        return session.actedUntil;
      },
      declared: (market, facts, at) => {
        this.#journal.beside({ kind: 'MarketDeclared', at, market, facts });
        session.declared(market, facts, at);
      },
      resolved: (market, resolution, at) => {
        this.#journal.beside({ kind: 'ResolutionHeard', at, market, resolution });
        session.resolved(market, resolution, at);
      },
      event: (event, at) => {
        const late = lateGapOf(event, at);
        if (late !== undefined) {
          this.lateGaps.push(late);
          this.#journal.beside({ kind: 'GapHeard', ...late });
        }
        session.event(event, at);
        equity.heard(at);
      },
      forgotten: (market) => session.forgotten(market),
      stopped: (at) => {
        // Its end breaks every book.
        equity.look(at);
        session.stopped(at);
      },
    };
  }

  /** When the recording has been taken in. `fault`: what broke off the run. */
  async end(engine: Engine, fault: string | undefined): Promise<void> {
    const { root, dataset, venue } = this.#recording;
    const manifest = await readManifest(datasetFolder(root, dataset)).catch(() => undefined);
    this.#equity?.writeLast();
    await this.#journal.close({
      at: venue.clock.now(),
      hash: engine.log.digest(),
      datasets: [{ dataset, hash: manifest?.contentHash }],
      fault,
    });
    await this.#store.stop();
  }

  /** It came to no end that could be told. */
  async breakOff(): Promise<void> {
    this.#equity?.writeLast();
    await this.#journal.close(undefined);
    await this.#store.stop();
  }
}
