import { randomInt } from 'node:crypto';
import { ok, type Result } from '../../domain/result.ts';
import { Backoff } from '../../net/backoff.ts';
import { pause } from '../../net/pause.ts';
import { NotifyService } from '../../notify/notify-service.ts';
import type { NotifyState } from '../../notify/notify-state.ts';
import type { AlertLog } from '../../notify/outbox/alert-log.ts';
import type { Clock } from '../../ports/clock.ts';
import { plural } from '../../report/format.ts';
import { loadConfig, loadSettings } from '../config-file.ts';
import { type Followed, followDesk } from '../desk/follow-desk.ts';
import { SOFTWARE } from '../software.ts';
import { AlertsFolder } from './alerts-folder.ts';
import { DeskPlaces } from './desk-places.ts';
import { takeLeftAlerts } from './left-alerts.ts';
import type { AlertTally, NotifyEnd, NotifyStart } from './notify-messages.ts';
import { notifySecrets } from './notify-secrets.ts';
import type { NotifySettings } from './notify-settings.ts';
import { ToldDesk } from './told-desk.ts';

const TIMES = { fillsForMs: 10_000, patienceMs: 30_000, repeatsForMs: 60_000 };
const WAITS = { leastMs: 500, firstMs: 1_000, mostMs: 15_000 };
/** How often is looked whether who tells the alerts of the desk is gone. */
const TURN_MS = 2_000;
/** What is left at the end is told within that, or by the next desk of the archive. */
const END_WITHIN_MS = 8_000;

export type NotifyAround = {
  readonly clock: Clock;
  readonly random: () => number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onTrouble: (text: string) => void;
  /** Told of settings that were read anew. */
  readonly onSettings?: (settings: NotifySettings) => void;
};

/** What is kept of an earlier one: another version of the program makes nothing of it. */
type Kept = { readonly software: string; readonly state: NotifyState };

/**
 * Follows one desk, tells what happens to it, and takes words to it; as long as another process
 * does that, it waits.
 */
export class DeskNotify {
  readonly #start: NotifyStart;
  readonly #around: NotifyAround;
  readonly #desk: ToldDesk;
  readonly #left = new AbortController();
  /** Undefined: it is not its turn yet. */
  #folder: AlertsFolder | undefined;
  #service: NotifyService | undefined;
  #places: DeskPlaces | undefined;
  #begun: Promise<void> = Promise.resolve();
  #following: Promise<void> | undefined;
  #reloads = 0;
  /** How often in a row what the desk shows could not be looked at. */
  #unseen = 0;

  private constructor(start: NotifyStart, around: NotifyAround) {
    this.#start = start;
    this.#around = around;
    this.#desk = new ToldDesk({
      ...start,
      heard: () => ({
        document: this.#service?.document,
        isHeard: this.#service?.isHeard === true,
      }),
      reload: () => this.#reload(),
    });
  }

  static begin(start: NotifyStart, around: NotifyAround): DeskNotify {
    const notify = new DeskNotify(start, around);
    notify.#begun = notify.#begin();
    return notify;
  }

  /** What became of its alerts; undefined: another process tells them. */
  get tally(): AlertTally | undefined {
    return this.#places?.tally;
  }

  /**
   * Tells what is left, and how the desk has ended; `end` undefined: it goes on, and another may
   * tell of it. Gives how many alerts could not be told.
   */
  async end(end: Omit<NotifyEnd, 'kind'> | undefined): Promise<number> {
    this.#left.abort();
    await this.#begun;
    const [folder, service, places] = [this.#folder, this.#service, this.#places];
    if (folder === undefined || service === undefined || places === undefined) return 0;
    await Promise.all([service.close(END_WITHIN_MS, end && lastWord(end)), places.hush()]);
    places.close();
    await this.#following;
    if (this.#unseen > 0) {
      const times = plural(this.#unseen, 'time');
      this.#around.onTrouble(`${UNSEEN}, ${times}, until it ended: what changed is not told`);
    }
    const untold = folder.log.waiting;
    await folder
      .giveBack(end !== undefined)
      .catch((error: unknown) => this.#around.onTrouble(`the folder of alerts stays: ${error}`));
    return untold;
  }

  async #begin(): Promise<void> {
    const start = this.#start;
    const { clock, environment, onTrouble } = this.#around;
    const folder = await this.#take();
    if (folder === undefined) return;
    const { log } = folder;
    const service = this.#serviceOn(log);
    const places = new DeskPlaces({
      ...{ ...this.#around, log, service, desk: this.#desk, since: start.since },
      ...{ pick: (below: number) => randomInt(below), withinMs: END_WITHIN_MS },
    });
    const secrets = notifySecrets(start.settings, environment);
    // The command has looked before; an environment that changed since leaves alerts out.
    if (secrets.ok) {
      await takeLeftAlerts(start.root, {
        ...{ desk: start.desk.name, now: clock.now(), onTrouble },
        places: DeskPlaces.namesOf(start.settings, secrets.value, clock),
        take: (to, alerts) => log.put(alerts.map((alert) => ({ alert, to: [to] }))),
      });
      places.open(start.settings, secrets.value);
    } else onTrouble(secrets.message);
    service.start();
    [this.#folder, this.#service, this.#places] = [folder, service, places];
    this.#following = this.#follow(service);
  }

  /** When it is its turn; undefined: that has not come when it is left. */
  async #take(): Promise<AlertsFolder | undefined> {
    const { clock, onTrouble } = this.#around;
    const { root, desk } = this.#start;
    const { signal } = this.#left;
    for (let isFirst = true; ; isFirst = false) {
      const taken = await AlertsFolder.take(root, desk.name, onTrouble);
      if (taken.ok) return taken.value;
      // Looked at once more: who told them may be gone together with the desk.
      if (signal.aborted) return undefined;
      if (isFirst) onTrouble(`${taken.message}: this one waits until that is gone`);
      await pause(clock, TURN_MS, signal);
    }
  }

  #serviceOn(log: AlertLog): NotifyService {
    const kept = log.state as Kept | undefined;
    const software = SOFTWARE.version;
    return new NotifyService({
      clock: this.#around.clock,
      times: { ...TIMES, dailyAt: this.#start.settings.dailyAt },
      profit: (since) => this.#desk.profit(since),
      places: [],
      onTrouble: this.#around.onTrouble,
      keeper: { put: (alerts, state) => log.put(alerts, { software, state } satisfies Kept) },
      state: kept?.software === software ? kept.state : undefined,
    });
  }

  /** Until it is left: a desk that is not heard is looked for again. */
  async #follow(service: NotifyService): Promise<void> {
    const { clock, random } = this.#around;
    const { signal } = this.#left;
    const backoff = new Backoff(WAITS, random);
    while (!signal.aborted) {
      try {
        const file = await this.#desk.file();
        if (file !== undefined) {
          for await (const followed of followDesk(file, signal)) {
            // Asked again later, for all of it: what changed meanwhile is told then.
            if (!this.#hear(service, followed)) break;
            backoff.reset();
          }
        }
      } catch {
        // That nothing is heard is told when it lasts, whatever the reason; what happens meanwhile
        // is told with the next document, which is compared with the last that was heard.
      }
      await pause(clock, backoff.next(), signal);
    }
  }

  /** False: it is none that can be looked at. That is said once, and how often it was, after. */
  #hear(service: NotifyService, followed: Followed): boolean {
    const { onTrouble } = this.#around;
    try {
      service.hear(followed);
    } catch (error) {
      if (this.#unseen === 0) onTrouble(`${UNSEEN} (${error}): it is tried again`);
      this.#unseen++;
      return false;
    }
    if (this.#unseen > 0) {
      const times = plural(this.#unseen, 'time');
      onTrouble(`${UNSEEN}, ${times}: what changed meanwhile is told by now`);
    }
    this.#unseen = 0;
    return true;
  }

  async #reload(): Promise<Result<string>> {
    const { configPath } = this.#start;
    const version = ++this.#reloads;
    const loaded = await (configPath === undefined
      ? loadSettings('.')
      : loadConfig(configPath, version));
    if (!loaded.ok) return loaded;
    const settings = loaded.value.notify ?? {
      telegram: undefined,
      webhooks: [],
      dailyAt: undefined,
    };
    const secrets = notifySecrets(settings, this.#around.environment);
    if (!secrets.ok) return secrets;
    this.#around.onSettings?.(settings);
    this.#places?.renew(settings, secrets.value);
    const users = settings.telegram?.users.length ?? 0;
    const hooks = plural(settings.webhooks.length, 'webhook');
    return ok(`Read anew: ${plural(users, 'user')} of Telegram, ${hooks}. ${FIXED}`);
  }
}

function lastWord({ isBad, text }: Omit<NotifyEnd, 'kind'>) {
  return { kind: 'desk', level: isBad ? 'critical' : 'info', code: 'ended', text } as const;
}

const UNSEEN = 'what the desk shows cannot be looked at for alerts';
const FIXED =
  'Strategies, parameters, limits and money stay as the run began, until its next start.';
