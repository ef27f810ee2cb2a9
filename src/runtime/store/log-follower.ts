import type { DailyLog, LogLine } from '../../store/log/daily-log.ts';
import { deskBegun } from './desk-begun.ts';
import { JournalTail } from './journal-tail.ts';
import { LogLines } from './log-lines.ts';
import type { LoggedRun } from './logged-run.ts';
import type { WrittenRecord } from './run-fold.ts';

/** Brings the journal of one run into the log, each record once. */
export class LogFollower {
  readonly #tail: JournalTail;
  readonly #log: DailyLog;
  readonly #logged: LoggedRun;
  /** The record up to which it was said to be logged when this began. */
  readonly #marked: number;
  /** Another desk has logged of it, or may have: the files say how much. */
  readonly #isBegun: boolean;
  #lines: LogLines | undefined;
  #waiting: LogLine[] = [];
  /** There is nothing to follow. */
  #isNone = false;
  #run = '';
  /** The last of its records that is in the log, by the days looked at; the newest is this. */
  #newest = 0;
  #looked = '';

  /** `isNew`: nobody has had the journal before. */
  constructor(path: string, log: DailyLog, logged: LoggedRun, isNew: boolean) {
    const mark = logged.read();
    this.#logged = logged;
    this.#marked = mark?.records ?? 0;
    this.#isBegun = !isNew || mark !== undefined;
    this.#tail = new JournalTail(path);
    this.#log = log;
  }

  /** One piece of work; false: all of the journal is in the log. @throws what went wrong */
  step(): boolean {
    if (this.#waiting.length === 0 && !this.#read()) return false;
    this.#log.append(this.#waiting);
    // A run that is read again from its beginning is logged as far as it was.
    if (this.#tail.position.records > this.#marked) this.#logged.write(this.#tail.position);
    return true;
  }

  /** To be called when all is in the log of a run that goes on no more: its end may be torn. */
  end(): void {
    // A later program may read what this one does not.
    if (this.#isNone) return;
    const { position, size } = this.#tail;
    this.#logged.write({ ...position, bytes: Math.max(size, position.bytes) });
  }

  #read(): boolean {
    if (this.#isNone) return false;
    const records = this.#tail.next();
    for (const { value } of records) {
      const record = value as WrittenRecord;
      this.#lines ??= this.#begin(record);
      if (this.#lines === undefined) return false;
      const line = this.#lines.lineOf(record);
      if (this.#isBegun) this.#look(line.time);
      if (line.record > this.#newest) this.#waiting.push(line);
    }
    return records.length > 0;
  }

  #begin(record: Partial<WrittenRecord>): LogLines | undefined {
    const begun = deskBegun(record);
    this.#isNone = begun === undefined;
    if (begun === undefined) return undefined;
    this.#run = begun.name;
    return new LogLines(begun);
  }

  /** What the file of a day has of the run. */
  #look(time: number): void {
    const day = new Date(time / 1_000).toISOString().slice(0, 10);
    if (day === this.#looked) return;
    this.#looked = day;
    const { record } = this.#log.newestOf(this.#run, time) ?? {};
    // Nothing of it on that day: what was logged has been put away, and is not to come back.
    const newest = typeof record === 'number' ? record : this.#marked;
    this.#newest = Math.max(this.#newest, newest);
  }
}
