import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StorePosition } from '../../store/desk/desk-store.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import { DailyLog, type LogLine } from '../../store/log/daily-log.ts';
import { runJournalPath } from '../replay/run-journal.ts';
import { deskBegun } from './desk-begun.ts';
import { JournalTail } from './journal-tail.ts';
import { journalsOf, type KeptOptions } from './kept-store.ts';
import { LogLines } from './log-lines.ts';
import type { WrittenRecord } from './run-fold.ts';

/** Where the daily log of an archive's desks is. */
export function logFolder(root: string): string {
  return join(root, 'log');
}

/** Brings the journal of one run into the log, each record once. */
class LogFollower {
  readonly #tail: JournalTail;
  readonly #log: DailyLog;
  /** Of a run that died: what the log has of it already. */
  readonly #isLate: boolean;
  #lines: LogLines | undefined;
  #waiting: LogLine[] = [];
  /** There is nothing to follow. */
  #isNone = false;
  #run = '';
  /** The last of its records that is in the log, by the days looked at; the newest is this. */
  #logged = 0;
  #looked = '';

  readonly #mark: LoggedMark;
  /** The record up to which the mark said that it was logged. */
  readonly #marked: number;

  constructor(path: string, log: DailyLog, mark: LoggedMark, isLate: boolean) {
    this.#mark = mark;
    this.#marked = mark.read()?.records ?? 0;
    this.#tail = new JournalTail(path);
    this.#log = log;
    this.#isLate = isLate;
  }

  /** One piece of work; false: all of the journal is in the log. @throws what went wrong */
  step(): boolean {
    if (this.#waiting.length === 0 && !this.#read()) return false;
    this.#log.append(this.#waiting);
    // A run that is read again from its beginning is logged as far as it was.
    if (this.#tail.position.records > this.#marked) this.#mark.write(this.#tail.position);
    return true;
  }

  #read(): boolean {
    if (this.#isNone) return false;
    const records = this.#tail.next();
    for (const { value } of records) {
      const record = value as WrittenRecord;
      this.#lines ??= this.#begin(record);
      if (this.#lines === undefined) return false;
      const line = this.#lines.lineOf(record);
      if (this.#isLate) this.#look(line.time);
      if (line.record > this.#logged) this.#waiting.push(line);
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
    const had = (this.#log.of(time) ?? []).flatMap(({ run, record }) =>
      run === this.#run && typeof record === 'number' ? [record] : [],
    );
    // Nothing of it on that day: what was logged has been put away, and is not to come back.
    const newest = had.length === 0 ? this.#marked : 0;
    this.#logged = had.reduce((most, one) => Math.max(most, one), Math.max(this.#logged, newest));
  }
}

/** The daily log behind a run, and behind those before it that died. */
export class KeptLog {
  readonly #own: LogFollower;
  readonly #late: LogFollower[];

  constructor({ root, run, others }: KeptOptions) {
    const log = new DailyLog(logFolder(root));
    this.#own = new LogFollower(runJournalPath(root, run), log, new LoggedMark(root, run), false);
    this.#late = journalsOf(root)
      .filter((one) => one.run !== run && !others.includes(one.run))
      .map((one) => ({ ...one, mark: new LoggedMark(root, one.run) }))
      .filter(({ bytes, mark }) => mark.read()?.bytes !== bytes)
      .map(({ path, mark }) => new LogFollower(path, log, mark, true));
  }

  /** One piece of work; false: there is no more for now. @throws what went wrong */
  step(): boolean {
    if (this.#own.step()) return true;
    const late = this.#late[0];
    if (late === undefined) return false;
    let isOver = true;
    try {
      isOver = !late.step();
    } catch (error) {
      // What is behind the damage of a journal is in no log; the store has told it.
      if (!(error instanceof JournalError)) throw error;
    }
    if (isOver) this.#late.shift();
    return true;
  }

  finish(): void {
    while (this.#own.step());
  }
}

/** How far a journal is in the log, in a file of its own: it outlives the log's files. */
class LoggedMark {
  readonly #path: string;

  constructor(root: string, run: string) {
    this.#path = join(root, 'logged', run);
  }

  /** Undefined: nothing of the run was ever logged, as far as is known. */
  read(): StorePosition | undefined {
    if (!existsSync(this.#path)) return undefined;
    const found = /^(\d+) (\d+)\n$/.exec(readFileSync(this.#path, 'utf8'));
    return found === null ? undefined : { records: Number(found[1]), bytes: Number(found[2]) };
  }

  write({ records, bytes }: StorePosition): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, `${records} ${bytes}\n`);
  }
}
