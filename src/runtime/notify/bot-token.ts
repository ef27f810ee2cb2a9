/** As BotFather gives it (Bot API, "Authorizing your bot", 2026-11). */
const TOKEN = /^\d+:[\w-]{8,}$/;

/** Whether the text has the form of a bot's token. */
export function isToken(text: string): boolean {
  return TOKEN.test(text.trim());
}
