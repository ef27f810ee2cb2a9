import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { JournalError } from '../../store/journal/journal-error.ts';
import { DailyLog, type LogLine } from '../../store/log/daily-log.ts';
import { runJournalPath } from '../replay/run-journal.ts';
import type { RunBegun } from '../replay/written-run.ts';
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

  constructor(path: string, log: DailyLog, isLate: boolean) {
    this.#tail = new JournalTail(path);
    this.#log = log;
    this.#isLate = isLate;
  }

  /** One piece of work; false: all of the journal is in the log. @throws what went wrong */
  step(): boolean {
    if (this.#waiting.length === 0 && !this.#read()) return false;
    this.#log.append(this.#waiting);
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
    const isDesk = record.kind === 'RunBegun' && record.mode !== 'backtest';
    // Without a file of that day it was put away, and is not to come back; or it was never there.
    const isGone = this.#isLate && isDesk && this.#log.of(record.at as number) === undefined;
    this.#isNone = !isDesk || isGone;
    if (this.#isNone) return undefined;
    this.#run = (record as RunBegun).name;
    return new LogLines(record as RunBegun);
  }

  /** What the file of a day has of the run. */
  #look(time: number): void {
    const day = new Date(time / 1_000).toISOString().slice(0, 10);
    if (day === this.#looked) return;
    this.#looked = day;
    for (const { run, record } of this.#log.of(time) ?? []) {
      if (run === this.#run && typeof record === 'number') {
        this.#logged = Math.max(this.#logged, record);
      }
    }
  }
}

/** The daily log behind a run, and behind those before it that died. */
export class KeptLog {
  readonly #own: LogFollower;
  readonly #late: LogFollower[];

  constructor({ root, run, others }: KeptOptions) {
    const log = new DailyLog(logFolder(root));
    this.#own = new LogFollower(runJournalPath(root, run), log, false);
    this.#late = journalsOf(root)
      .filter((one) => one.run !== run && !others.includes(one.run) && !hasEnded(one.path))
      .map(({ path }) => new LogFollower(path, log, true));
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

/** Longer than the record with which a run ends. */
const END_BYTES = 4_096;

function hasEnded(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const from = Math.max(0, fstatSync(file).size - END_BYTES);
    const bytes = Buffer.alloc(END_BYTES);
    const end = bytes.toString('utf8', 0, readSync(file, bytes, 0, END_BYTES, from));
    return end.trimEnd().split('\n').at(-1)?.includes('{"kind":"RunEnded"') === true;
  } finally {
    closeSync(file);
  }
}
