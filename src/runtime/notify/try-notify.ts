import { randomUUID } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { inTime } from '../../net/in-time.ts';
import { SystemClock } from '../../net/system-clock.ts';
import { TelegramLine } from '../../notify/telegram/telegram-line.ts';
import { deliveryAfter } from '../../notify/telegram/trouble.ts';
import type { Alert, Delivery } from '../../ports/notifier.ts';
import { notifySecrets } from './notify-secrets.ts';
import type { NotifySettings } from './notify-settings.ts';
import { openNotifiers } from './open-places.ts';

/** What became of an alert in one place. */
export type Tried = { readonly name: string; readonly delivery: Delivery };

const WITHIN_MS = 30_000;

type Environment = Parameters<typeof notifySecrets>[1];

/** Tells a test alert in every place once, whatever is wanted there. Refuses as notifySecrets. */
export async function tellTest(
  settings: NotifySettings,
  environment: Environment,
  machine: string,
): Promise<Result<readonly Tried[]>> {
  const secrets = notifySecrets(settings, environment);
  if (!secrets.ok) return secrets;
  const clock = new SystemClock();
  const { all, line } = openNotifiers(settings, secrets.value, clock);
  const alert = testAlert(machine, clock.now());
  const tried = await Promise.all(
    all.map(async ({ notifier }): Promise<Tried> => {
      const delivery = await inTime(clock, WITHIN_MS, notifier.tell([alert]));
      return { name: notifier.name, delivery: delivery ?? { kind: 'later', why: 'no answer' } };
    }),
  );
  line?.close();
  return ok(tried);
}

function testAlert(machine: string, at: Timestamp): Alert {
  return {
    id: randomUUID(),
    ...{ kind: 'test', level: 'info', at, desk: 'no desk', isSimulated: true, code: 'test' },
    ...{ subject: machine, numbers: {}, count: 1 },
    text: `A test from ${machine}: alerts of its desks arrive here.`,
  };
}

/** What Telegram says of the bot and of the chats that it is to tell in. */
export type BotLook = {
  readonly bot: string;
  /** Chats that it cannot tell in, and why. */
  readonly closed: readonly { readonly chat: number; readonly why: string }[];
};

/** Asks Telegram who the bot is, and whether it may tell in its chats. Refuses `bot_refused`. */
export async function lookAtBot(
  { telegram }: NotifySettings,
  environment: Environment,
): Promise<Result<BotLook | undefined>> {
  if (telegram === undefined) return ok(undefined);
  const only = { telegram, webhooks: [], dailyAt: undefined };
  const secrets = notifySecrets(only, environment);
  if (!secrets.ok) return secrets;
  const { token } = secrets.value;
  if (token === undefined) return ok(undefined);
  const { users, group, api } = telegram;
  const chats = group === undefined ? users : [group];
  const line = new TelegramLine({ token, api, chats, clock: new SystemClock() });
  try {
    const { username } = await line.me();
    const looks = await Promise.all(chats.map((chat) => lookAtChat(line, chat)));
    return ok({ bot: username, closed: looks.flat() });
  } catch (error) {
    return refuse('bot_refused', deliveryAfter(error).why);
  } finally {
    line.close();
  }
}

async function lookAtChat(line: TelegramLine, chat: number): Promise<BotLook['closed']> {
  try {
    await line.chat(chat);
    return [];
  } catch (error) {
    return [{ chat, why: deliveryAfter(error).why }];
  }
}
