import type { NotifyService, Place } from '../../notify/notify-service.ts';
import type { AlertLog } from '../../notify/outbox/alert-log.ts';
import { TelegramBot, type TelegramBotOptions } from '../../notify/telegram/telegram-bot.ts';
import type { TelegramLine } from '../../notify/telegram/telegram-line.ts';
import { followedBy, NOTHING_TOLD, tallyOf } from './alert-tally.ts';
import type { AlertTally } from './notify-messages.ts';
import type { NotifySecrets } from './notify-secrets.ts';
import type { NotifySettings } from './notify-settings.ts';
import { openNotifiers, placesOf } from './open-places.ts';

type Parts = Omit<TelegramBotOptions, 'line' | 'users' | 'group'> & {
  readonly log: AlertLog;
  readonly service: NotifyService;
  /** What waits is told so long when a place is closed, ms. */
  readonly withinMs: number;
};

/** What is open towards the outside. */
type Outside = {
  readonly places: readonly Place[];
  readonly bot: TelegramBot | undefined;
  readonly line: TelegramLine | undefined;
};

/** The places where alerts of a desk are told, and the bot that hears: made anew with settings. */
export class DeskPlaces {
  readonly #parts: Parts;
  #outside: Outside = { places: [], bot: undefined, line: undefined };
  #before = NOTHING_TOLD;
  #isClosed = false;
  /** One at a time: each closes what the one before has opened. */
  #swapping: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Of what such settings open, without opening it for longer than that takes. */
  static namesOf(
    settings: NotifySettings,
    secrets: NotifySecrets,
    clock: Parts['clock'],
  ): readonly string[] {
    const { all, line } = openNotifiers(settings, secrets, clock);
    line?.close();
    return all.map(({ notifier }) => notifier.place);
  }

  /** What became of all alerts since the first were opened. */
  get tally(): AlertTally {
    return { ...followedBy(this.#before, this.#now), unmade: this.#parts.service.unmade };
  }

  open(settings: NotifySettings, secrets: NotifySecrets): void {
    const { clock, random, onTrouble, log, service } = this.#parts;
    const notifiers = openNotifiers(settings, secrets, clock);
    const places = placesOf(notifiers, { clock, random, onTrouble, log });
    const { line } = notifiers;
    const bot = line && this.#botAt(line, settings);
    this.#outside = { places, line, bot };
    service.renew(places, settings.dailyAt);
    bot?.start();
  }

  /** Closes what is open, once what is asked now is answered, and opens what is set from now on. */
  renew(settings: NotifySettings, secrets: NotifySecrets): void {
    // After the answer, which goes by what is open until then.
    setImmediate(() => {
      this.#swapping = this.#swapping.then(() => this.#swap(settings, secrets));
    });
  }

  /** Hears nobody any more. */
  async hush(): Promise<void> {
    this.#isClosed = true;
    await this.#swapping;
    await this.#outside.bot?.close();
  }

  /** To be called once all is told. */
  close(): void {
    this.#outside.line?.close();
  }

  get #now(): AlertTally {
    return tallyOf(this.#outside.places.map(({ outbox }) => outbox.state));
  }

  #botAt(line: TelegramLine, { telegram }: NotifySettings): TelegramBot {
    const { users = [], group } = telegram ?? {};
    return new TelegramBot({ ...this.#parts, line, users, group });
  }

  async #swap(settings: NotifySettings, secrets: NotifySecrets): Promise<void> {
    const { bot, places, line } = this.#outside;
    await bot?.close();
    // The desk has ended meanwhile: what is open then is closed there.
    if (this.#isClosed) return;
    // What is not told by then waits in the log, and so does what comes until the next are open.
    await Promise.all(places.map(({ outbox }) => outbox.close(this.#parts.withinMs)));
    if (this.#isClosed) return;
    line?.close();
    this.#before = this.tally;
    this.open(settings, secrets);
    this.#forget(places);
  }

  /** Nobody is told any more where the settings do not say so: what waits there is over. */
  #forget(before: readonly Place[]): void {
    const { log } = this.#parts;
    const places = this.#outside.places.map(({ outbox }) => outbox.place);
    for (const { outbox } of before) {
      if (places.includes(outbox.place)) continue;
      log.over(
        outbox.place,
        log.waitingFor(outbox.place).map(({ id }) => id),
        0,
      );
    }
  }
}
