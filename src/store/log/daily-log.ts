import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { linesBackward } from './lines-backward.ts';

/** An event, as it is written: `text` is JSON on one line, `time` µs UTC. */
export type LogLine = { readonly time: number; readonly text: string };

const MICROS_PER_MS = 1_000;
const NEWLINE = 0x0a;
const NAME = /^\d{4}-\d\d-\d\d\.jsonl$/;

/**
 * A log of one JSON object a line and one file a UTC day, by the time of the event. Several
 * processes may append; what a crash cut off stays a line of its own, which readers pass over.
 */
export class DailyLog {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Appends lines, and takes them out of the list as they are written: after an error the rest is
   * in it. @throws what the file system says
   */
  append(lines: LogLine[]): void {
    mkdirSync(this.folder, { recursive: true });
    while (lines.length > 0) {
      const day = dayOf(lines[0] as LogLine);
      const later = lines.findIndex((line) => dayOf(line) !== day);
      const most = later < 0 ? lines.length : later;
      const texts = lines.slice(0, most).map(({ text }) => `${text}\n`);
      appendWhole(join(this.folder, `${day}.jsonl`), texts.join(''));
      lines.splice(0, most);
    }
  }

  /** The files, oldest first. */
  files(): string[] {
    if (!existsSync(this.folder)) return [];
    const names = readdirSync(this.folder).filter((name) => NAME.test(name));
    return names.sort().map((name) => join(this.folder, name));
  }

  /** The newest line of a run in the file of a day, as an object; undefined: there is none. */
  newestOf(run: string, time: number): Record<string, unknown> | undefined {
    const path = join(this.folder, `${dayOf({ time })}.jsonl`);
    if (!existsSync(path)) return undefined;
    const named = JSON.stringify(run);
    for (const line of linesBackward(path)) {
      const object = line.includes(named) ? objectOf(line) : undefined;
      if (object?.run === run) return object;
    }
    return undefined;
  }
}

function dayOf({ time }: Pick<LogLine, 'time'>): string {
  return new Date(Math.floor(time / MICROS_PER_MS)).toISOString().slice(0, 10);
}

/** All of it or nothing, as far as the disk lets us. */
function appendWhole(path: string, text: string): void {
  const file = openSync(path, 'a+');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.from(isTorn(file, size) ? `\n${text}` : text);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    } catch (error) {
      ftruncateSync(file, size);
      throw error;
    }
  } finally {
    closeSync(file);
  }
}

/** Whether the last line was cut off: what follows must not become part of it. */
function isTorn(file: number, size: number): boolean {
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] !== NEWLINE;
}

/** Undefined: the line was cut off. */
function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
