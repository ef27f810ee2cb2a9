import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import type { NotifySettings, WebhookSettings } from './notify-settings.ts';
import { isSafeAddress } from './safe-address.ts';

/** Where the token of the bot stands, and nowhere else. */
const TOKEN_VARIABLE = 'POLYDESK_TELEGRAM_TOKEN';
/** As BotFather gives it (Bot API, "Authorizing your bot", 2026-11). */
const TOKEN = /^\d+:[\w-]{8,}$/;

type Environment = Readonly<Record<string, string | undefined>>;

export type NotifySecrets = {
  /** Undefined: no Telegram is configured. */
  readonly token: Secret | undefined;
  /** Of each webhook, in order. */
  readonly webhooks: readonly { readonly url: Secret; readonly secret: Secret | undefined }[];
};

/**
 * What the settings need out of the environment. Refuses `no_token`, `bad_token`, `no_address`,
 * `bad_address` and `no_secret`, by the names of the variables and never by what they hold.
 */
export function notifySecrets(
  { telegram, webhooks }: NotifySettings,
  environment: Environment,
): Result<NotifySecrets> {
  const token = telegram === undefined ? ok(undefined) : tokenIn(environment);
  if (!token.ok) return token;
  const addresses: NotifySecrets['webhooks'][number][] = [];
  for (const [i, webhook] of webhooks.entries()) {
    const found = webhookIn(webhook, `notify.webhooks[${i}]`, environment);
    if (!found.ok) return found;
    addresses.push(found.value);
  }
  return ok({ token: token.value, webhooks: addresses });
}

function tokenIn(environment: Environment): Result<Secret> {
  const text = environment[TOKEN_VARIABLE]?.trim() ?? '';
  if (text === '') return refuse('no_token', `notify.telegram: ${TOKEN_VARIABLE} is not set`);
  if (TOKEN.test(text)) return ok(new Secret(text));
  return refuse('bad_token', `${TOKEN_VARIABLE} holds no token as BotFather gives them`);
}

function webhookIn(
  { url, urlFrom, secretFrom }: WebhookSettings,
  where: string,
  environment: Environment,
): Result<NotifySecrets['webhooks'][number]> {
  const text = url ?? environment[urlFrom ?? '']?.trim() ?? '';
  if (text === '') return refuse('no_address', `${where}.urlFrom: ${urlFrom} is not set`);
  if (!isSafeAddress(text)) {
    const what = 'holds no address by https, or by http on this machine';
    return refuse('bad_address', `${where}.urlFrom: ${urlFrom} ${what}`);
  }
  if (secretFrom === undefined) return ok({ url: new Secret(text), secret: undefined });
  const secret = environment[secretFrom] ?? '';
  if (secret === '') return refuse('no_secret', `${where}.secretFrom: ${secretFrom} is not set`);
  return ok({ url: new Secret(text), secret: new Secret(secret) });
}
