import { ok, type Result, refuse } from '../../domain/result.ts';
import { Secret } from '../../domain/secret.ts';
import { isToken } from './bot-token.ts';
import type { NotifySettings, TelegramSettings, WebhookSettings } from './notify-settings.ts';
import { isSafeAddress } from './safe-address.ts';
import { readSecretFile } from './secret-file.ts';

/** Where the token of the bot stands, unless a file is named. */
const TOKEN_VARIABLE = 'POLYDESK_TELEGRAM_TOKEN';

type Environment = Readonly<Record<string, string | undefined>>;

export type NotifySecrets = {
  /** Undefined: no Telegram is configured. */
  readonly token: Secret | undefined;
  /** Of each webhook, in order. */
  readonly webhooks: readonly { readonly url: Secret; readonly secret: Secret | undefined }[];
};

/**
 * What the settings need out of the environment and files. Refuses `no_token`, `bad_token`,
 * `open_permissions`, `no_address`, `bad_address` and `no_secret`, by the names of variables and
 * files and never by what they hold.
 */
export function notifySecrets(
  { telegram, webhooks }: NotifySettings,
  environment: Environment,
): Result<NotifySecrets> {
  const token = telegram === undefined ? ok(undefined) : tokenOf(telegram, environment);
  if (!token.ok) return token;
  const addresses: NotifySecrets['webhooks'][number][] = [];
  for (const [i, webhook] of webhooks.entries()) {
    const found = webhookIn(webhook, `notify.webhooks[${i}]`, environment);
    if (!found.ok) return found;
    addresses.push(found.value);
  }
  return ok({ token: token.value, webhooks: addresses });
}

function tokenOf({ tokenFile }: TelegramSettings, environment: Environment): Result<Secret> {
  if (tokenFile !== undefined) {
    const read = readSecretFile(tokenFile, environment.CREDENTIALS_DIRECTORY);
    return read.ok ? tokenIn(tokenFile, read.value) : read;
  }
  const text = environment[TOKEN_VARIABLE]?.trim() ?? '';
  if (text !== '') return tokenIn(TOKEN_VARIABLE, new Secret(text));
  const what = `notify.telegram: ${TOKEN_VARIABLE} is not set, and no tokenFile is named`;
  return refuse('no_token', what);
}

function tokenIn(where: string, token: Secret): Result<Secret> {
  if (isToken(token.reveal())) return ok(token);
  return refuse('bad_token', `${where} holds no token as BotFather gives them`);
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
