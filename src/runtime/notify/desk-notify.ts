import { randomInt } from 'node:crypto';
import { ok, type Result } from '../../domain/result.ts';
import { Backoff } from '../../net/backoff.ts';
import { pause } from '../../net/pause.ts';
import { NotifyService, type Place } from '../../notify/notify-service.ts';
import { TelegramBot } from '../../notify/telegram/telegram-bot.ts';
import type { TelegramLine } from '../../notify/telegram/telegram-line.ts';
import type { Clock } from '../../ports/clock.ts';
import { plural } from '../../report/format.ts';
import { loadConfig, loadSettings } from '../config-file.ts';
import { followDesk } from '../desk/follow-desk.ts';
import type { NotifyEnd, NotifyStart } from './notify-messages.ts';
import { type NotifySecrets, notifySecrets } from './notify-secrets.ts';
import type { NotifySettings } from './notify-settings.ts';
import { openNotifiers, placesOf } from './open-places.ts';
import { ToldDesk } from './told-desk.ts';

const TIMES = { fillsForMs: 10_000, patienceMs: 30_000, repeatsForMs: 60_000 };
const WAITS = { leastMs: 500, firstMs: 1_000, mostMs: 15_000 };
/** What is left at the end is told within that, or not at all. */
const END_WITHIN_MS = 8_000;

export type NotifyAround = {
  readonly clock: Clock;
  readonly random: () => number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onTrouble: (text: string) => void;
};

/** What is open towards the outside: it is made anew when the settings are. */
type Outside = {
  readonly places: readonly Place[];
  readonly bot: TelegramBot | undefined;
  readonly line: TelegramLine | undefined;
};

/** Follows one desk, tells what happens to it, and takes words to it. */
export class DeskNotify {
  readonly #start: NotifyStart;
  readonly #around: NotifyAround;
  readonly #desk: ToldDesk;
  readonly #service: NotifyService;
  readonly #left = new AbortController();
  #outside: Outside = { places: [], bot: undefined, line: undefined };
  #following: Promise<void> | undefined;
  /** One at a time: each closes what the one before has opened. */
  #swapping: Promise<void> = Promise.resolve();
  #reloads = 0;

  private constructor(start: NotifyStart, around: NotifyAround) {
    this.#start = start;
    this.#around = around;
    const { clock } = around;
    this.#desk = new ToldDesk({
      ...start,
      heard: () => ({ document: this.#service.document, isHeard: this.#service.isHeard }),
      reload: () => this.#reload(),
    });
    this.#service = new NotifyService({
      clock,
      times: { ...TIMES, dailyAt: start.settings.dailyAt },
      profit: (since) => this.#desk.profit(since),
      places: [],
    });
  }

  static begin(start: NotifyStart, around: NotifyAround): DeskNotify {
    const notify = new DeskNotify(start, around);
    const secrets = notifySecrets(start.settings, around.environment);
    // The command has looked before; an environment that changed since leaves alerts out.
    if (secrets.ok) notify.#open(start.settings, secrets.value);
    else around.onTrouble(secrets.message);
    notify.#service.start();
    notify.#following = notify.#follow();
    return notify;
  }

  /** Tells how the desk has ended, and what is left; gives how many alerts it could not tell. */
  async end({ isBad, text }: NotifyEnd): Promise<number> {
    const level = isBad ? 'critical' : 'info';
    const last = { kind: 'desk', level, code: 'ended', text } as const;
    this.#left.abort();
    const { places } = this.#outside;
    await Promise.all([this.#service.close(END_WITHIN_MS, last), this.#outside.bot?.close()]);
    this.#outside.line?.close();
    await this.#following;
    return places.reduce((sum, { outbox }) => sum + outbox.state.waiting, 0);
  }

  #open(settings: NotifySettings, secrets: NotifySecrets): void {
    const { clock, random, onTrouble } = this.#around;
    const notifiers = openNotifiers(settings, secrets, clock);
    const places = placesOf(notifiers, { clock, random, onTrouble });
    const { line } = notifiers;
    this.#outside = { places, line, bot: line && this.#botAt(line, settings) };
    this.#service.renew(places, settings.dailyAt);
    this.#outside.bot?.start();
  }

  #botAt(line: TelegramLine, { telegram }: NotifySettings): TelegramBot {
    return new TelegramBot({
      ...this.#around,
      ...{ line, users: telegram?.users ?? [], group: telegram?.group, desk: this.#desk },
      ...{ pick: (below) => randomInt(below), since: this.#start.since },
    });
  }

  /** Until it is left: a desk that is not heard is looked for again. */
  async #follow(): Promise<void> {
    const { clock, random } = this.#around;
    const { signal } = this.#left;
    const backoff = new Backoff(WAITS, random);
    while (!signal.aborted) {
      try {
        const file = await this.#desk.file();
        if (file !== undefined) {
          for await (const followed of followDesk(file, signal)) {
            backoff.reset();
            this.#service.hear(followed);
          }
        }
      } catch {
        // That nothing is heard is told when it lasts, whatever the reason.
      }
      await pause(clock, backoff.next(), signal);
    }
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
    // After the answer, which goes by what is open until then.
    setImmediate(() => {
      this.#swapping = this.#swapping.then(() => this.#swap(settings, secrets.value));
    });
    const users = settings.telegram?.users.length ?? 0;
    const hooks = plural(settings.webhooks.length, 'webhook');
    return ok(`Read anew: ${plural(users, 'user')} of Telegram, ${hooks}. ${FIXED}`);
  }

  async #swap(settings: NotifySettings, secrets: NotifySecrets): Promise<void> {
    const { bot, places, line } = this.#outside;
    await bot?.close();
    // The desk has ended meanwhile: what is open then is closed there.
    if (this.#left.signal.aborted) return;
    this.#open(settings, secrets);
    await Promise.all(places.map(({ outbox }) => outbox.close(END_WITHIN_MS)));
    line?.close();
  }
}

const FIXED =
  'Strategies, parameters, limits and money stay as the run began, until its next start.';
