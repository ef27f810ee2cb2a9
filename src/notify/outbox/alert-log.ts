import {
  closeSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import type { Alert } from '../../ports/notifier.ts';
import { type LogLine, parseLine } from './log-line.ts';
import { UntoldAlerts } from './untold-alerts.ts';

/** Once so many characters were added the file is written anew, with what still waits alone. */
const ADDED_MOST = 1_000_000;

/** An alert, and the places where it is to be told. */
export type Addressed = { readonly alert: Alert; readonly to: readonly string[] };

/**
 * Alerts that are not told yet, in a file that outlives whoever tells them: an alert stands in it
 * before it is told anywhere, and is over in it once a place has it. Whoever ends between the two
 * has it told again: by its id the other side knows it. A disk that fails costs the safety alone:
 * alerts are told all the same.
 */
export class AlertLog {
  readonly #path: string;
  readonly #onTrouble: (text: string) => void;
  readonly #untold = new UntoldAlerts();
  #file: number | undefined;
  #added = 0;
  #state: unknown;
  #hasFailed = false;
  #isClosed = false;

  /** Takes up what stands in the file, if there is one. */
  constructor(path: string, onTrouble: (text: string) => void) {
    this.#path = path;
    this.#onTrouble = onTrouble;
    this.#read();
    this.#try(() => this.#renew());
  }

  /** What was kept with the newest alerts: where whoever made them stood. */
  get state(): unknown {
    return this.#state;
  }

  /** How many wait, each once for each place. */
  get waiting(): number {
    return this.#untold.size;
  }

  get places(): readonly string[] {
    return this.#untold.places;
  }

  /** What a place is still to be told, oldest first. */
  waitingFor(place: string): readonly Alert[] {
    return this.#untold.waitingFor(place);
  }

  /** How many were dropped there since that was told. */
  droppedAt(place: string): number {
    return this.#untold.droppedAt(place);
  }

  /** Keeps alerts, and where whoever made them stands now: both or neither. */
  put(alerts: readonly Addressed[], state?: unknown): void {
    this.#append({ put: alerts, ...(state === undefined ? {} : { state }) });
  }

  /** Of that place they are over: told, refused, dropped. */
  over(place: string, ids: readonly string[], dropped: number): void {
    this.#append({ over: { place, ids, dropped } });
  }

  /** Writes nothing any more. */
  close(): void {
    this.#isClosed = true;
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) this.#try(() => closeSync(file));
  }

  #append(line: LogLine): void {
    this.#take(line);
    if (this.#isClosed) return;
    const file = this.#file;
    this.#try(() => {
      // After a failure lines are missing in it.
      if (file === undefined || this.#hasFailed) {
        this.#renew();
        return;
      }
      const text = `${JSON.stringify(line)}\n`;
      writeSync(file, text);
      this.#added += text.length;
      // What is told twice after a loss of power does no harm; what is lost does.
      if (line.put !== undefined) fdatasyncSync(file);
      if (this.#added > ADDED_MOST) this.#renew();
    });
  }

  #take({ put = [], over, state }: LogLine): void {
    for (const { alert, to } of put) this.#untold.put(alert, to);
    if (over !== undefined) this.#untold.over(over.place, over.ids, over.dropped);
    if (state !== undefined) this.#state = state;
  }

  #read(): void {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') this.#onTrouble(`${this.#path} cannot be read: ${code}`);
      return;
    }
    // Behind the last end of a line stands what was being written as the program ended.
    const [, ...whole] = text.split('\n').toReversed();
    let unread = 0;
    for (const one of whole.toReversed()) {
      const line = parseLine(one);
      if (line === undefined) unread++;
      else this.#take(line);
    }
    if (unread > 0) this.#onTrouble(`${this.#path}: ${unread} lines cannot be read`);
  }

  /** Puts a file with what waits in the place of the one that is there: the old or the new. */
  #renew(): void {
    const lines: LogLine[] = [
      { put: this.#untold.addressed, ...(this.#state === undefined ? {} : { state: this.#state }) },
      ...this.#untold.drops.map(([place, dropped]) => ({ over: { place, ids: [], dropped } })),
    ];
    const beside = `${this.#path}.new`;
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(beside, text, { mode: 0o600, flush: true });
    // Windows lets no file that is open be put out of its place.
    const before = this.#file;
    this.#file = undefined;
    if (before !== undefined) closeSync(before);
    renameSync(beside, this.#path);
    this.#file = openSync(this.#path, 'a');
    this.#added = 0;
  }

  /** The log hears of it once. */
  #try(work: () => void): void {
    try {
      work();
      this.#hasFailed = false;
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      if (!this.#hasFailed) this.#onTrouble(`alerts are told, but not kept: ${code}`);
      this.#hasFailed = true;
    }
  }
}
