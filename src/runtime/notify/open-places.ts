import type { Place } from '../../notify/notify-service.ts';
import type { AlertLog } from '../../notify/outbox/alert-log.ts';
import { Outbox } from '../../notify/outbox/outbox.ts';
import { TelegramLine } from '../../notify/telegram/telegram-line.ts';
import { TelegramNotifier } from '../../notify/telegram/telegram-notifier.ts';
import { WebhookNotifier } from '../../notify/webhook/webhook-notifier.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { NotifySecrets } from './notify-secrets.ts';
import type { NotifySettings, ToldThere } from './notify-settings.ts';

/** Everything that alerts are told by. */
export type Notifiers = {
  readonly all: readonly { readonly notifier: Notifier; readonly told: ToldThere }[];
  /** Undefined: no Telegram is configured. */
  readonly line: TelegramLine | undefined;
};

/** A notifier for each chat and each webhook: what fails in one holds up no other. */
export function openNotifiers(
  settings: NotifySettings,
  secrets: NotifySecrets,
  clock: Clock,
): Notifiers {
  const { telegram } = settings;
  const webhooks = settings.webhooks.flatMap((told, i) => {
    const found = secrets.webhooks[i];
    if (found === undefined) return [];
    const name = `webhook ${i + 1}`;
    return [{ notifier: new WebhookNotifier({ name, ...found, clock }), told }];
  });
  if (telegram === undefined || secrets.token === undefined) {
    return { all: webhooks, line: undefined };
  }
  const { users, group, api } = telegram;
  const chats = group === undefined ? users : [...users, group];
  const line = new TelegramLine({ token: secrets.token, api, chats, clock });
  const told = group === undefined ? users : [group];
  const telegrams = told.map((chat) => ({
    notifier: new TelegramNotifier(line, chat, clock),
    told: telegram,
  }));
  return { all: [...telegrams, ...webhooks], line };
}

type PlaceOptions = {
  readonly clock: Clock;
  readonly random: () => number;
  readonly onTrouble: (text: string) => void;
  /** Where alerts are kept until they are told; undefined: nowhere. */
  readonly log: AlertLog | undefined;
};

/** With an outbox for each, that goes on with what the place has still to be told. */
export function placesOf({ all }: Notifiers, { log, ...options }: PlaceOptions): readonly Place[] {
  const names = all.map(({ notifier }) => notifier.place);
  return all.map(({ notifier, told: { level, kinds } }, i) => {
    const { place } = notifier;
    // One place may be configured twice, for other kinds: what it was left with is told there once.
    const isFirst = names.indexOf(place) === i;
    const kept = log && {
      ...(isFirst && { left: { alerts: log.waitingFor(place), dropped: log.droppedAt(place) } }),
      onOver: (ids: readonly string[], dropped: number) => log.over(place, ids, dropped),
    };
    return { outbox: new Outbox({ notifier, ...options, ...kept }), level, kinds };
  });
}
