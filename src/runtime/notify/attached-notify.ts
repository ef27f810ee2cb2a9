import { MICROS_PER_MS } from '../../domain/units.ts';
import { pause } from '../../net/pause.ts';
import { SystemClock } from '../../net/system-clock.ts';
import { type DeskFile, knownDesks, runningDesks } from '../desk/desk-file.ts';
import { DeskNotify, type NotifyAround } from './desk-notify.ts';
import type { NotifyEnd, NotifyStart } from './notify-messages.ts';
import type { NotifySettings } from './notify-settings.ts';

const LOOK_MS = 1_000;

export type AttachedNotifyOptions = Pick<
  NotifyStart,
  'settings' | 'configPath' | 'desksFolder' | 'root'
> & {
  /** The desk of that name; undefined: the newest on the archive. */
  readonly name: string | undefined;
  readonly onTrouble: (text: string) => void;
  /** Told whose alerts are told. */
  readonly onDesk: (desk: DeskFile) => void;
};

/**
 * Tells the alerts of a desk that runs, in a process of its own; after its end those of the next.
 * Unlike a thread of the desk it tells also that the desk's process is gone.
 */
export class AttachedNotify {
  readonly #options: AttachedNotifyOptions;
  readonly #around: NotifyAround;
  readonly #left = new AbortController();
  /** As they were read last: who was taken off the list stays off it for every desk. */
  #settings: NotifySettings;
  #untold = 0;
  readonly #working: Promise<void>;

  constructor(options: AttachedNotifyOptions) {
    this.#options = options;
    this.#settings = options.settings;
    const { onTrouble } = options;
    const clock = new SystemClock();
    this.#around = {
      ...{ clock, random: Math.random, environment: process.env, onTrouble },
      onSettings: (settings) => {
        this.#settings = settings;
      },
    };
    this.#working = this.#work();
  }

  /** Tells what waits; the desk goes on. Gives how many alerts could not be told. */
  async close(): Promise<number> {
    this.#left.abort();
    await this.#working;
    return this.#untold;
  }

  async #work(): Promise<void> {
    const { onDesk } = this.#options;
    const { signal } = this.#left;
    while (!signal.aborted) {
      const desk = await this.#newest();
      if (desk !== undefined) {
        onDesk(desk);
        await this.#tellOf(desk);
      }
      await pause(this.#around.clock, LOOK_MS, signal);
    }
  }

  async #newest(): Promise<DeskFile | undefined> {
    const { name, root, desksFolder } = this.#options;
    const all = await runningDesks(desksFolder);
    return all.findLast((desk) =>
      name === undefined ? (desk.archive ?? root) === root : desk.name === name,
    );
  }

  /** Until it has ended, or nobody wants to be told any more. */
  async #tellOf(desk: DeskFile): Promise<void> {
    const { configPath, desksFolder, root } = this.#options;
    const settings = this.#settings;
    const { signal } = this.#left;
    const since = Date.now() * MICROS_PER_MS;
    const notify = DeskNotify.begin(
      { settings, configPath, desksFolder, root, desk, since },
      this.#around,
    );
    let end: Ended | undefined;
    while (end === undefined && !signal.aborted) {
      await pause(this.#around.clock, LOOK_MS, signal);
      end = await this.#endOf(desk);
    }
    this.#untold = await notify.end(end);
  }

  /** How it has ended; undefined: it runs. */
  async #endOf({ pid, startedAt, name, mode }: DeskFile): Promise<Ended | undefined> {
    const known = await knownDesks(this.#options.desksFolder);
    const found = known.find((desk) => desk.pid === pid && desk.startedAt === startedAt);
    // It takes back that it runs when it ends by itself.
    if (found === undefined) return { isBad: false, text: `${name} has ended.` };
    if (found.isRunning) return undefined;
    const open = `ITS ORDERS MAY BE OPEN: "polydesk kill --desk ${name}" cancels them.`;
    const what = `${name} is gone without having ended.`;
    return { isBad: true, text: mode === 'live' ? `${what} ${open}` : what };
  }
}

type Ended = Omit<NotifyEnd, 'kind'>;
