import type { NotifySettings } from '../../runtime/notify/notify-settings.ts';
import { lookAtBot } from '../../runtime/notify/try-notify.ts';
import type { Finding } from './finding.ts';

const telegram = { name: 'Telegram', about: 'configuration' as const };

/** Whether the bot that is configured is one, and may tell in its chats. Nothing is sent. */
export async function checkNotify(
  settings: NotifySettings | undefined,
): Promise<readonly Finding[]> {
  if (settings === undefined) return [];
  const look = await lookAtBot(settings, process.env);
  if (!look.ok) {
    const remedy = REMEDIES[look.code] ?? REMEDY;
    return [{ ...telegram, status: 'fail', text: look.message, remedy }];
  }
  if (look.value === undefined) return [];
  const { bot, closed } = look.value;
  const chats = closed.map(({ chat, why }) => `${chat} (${why})`).join(', ');
  if (closed.length > 0) {
    const remedy = 'Write to the bot from there once, or take the number out of "notify".';
    return [{ ...telegram, status: 'fail', text: `@${bot} may not tell in ${chats}`, remedy }];
  }
  return [{ ...telegram, status: 'ok', text: `@${bot} answers, and may tell in every chat` }];
}

const REMEDY = 'Look at the token that BotFather gave, and whether api.telegram.org is reachable.';

const REMEDIES: Readonly<Record<string, string>> = {
  no_token: 'Set it in the environment, name its file, or take "telegram" out of "notify".',
  open_permissions: 'Close the file to others, as the message says.',
  bad_token: 'Copy it from BotFather again: digits, a colon, letters.',
};
