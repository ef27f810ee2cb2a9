import { ok, type Result, refuse } from '../domain/result.ts';
import { Secret } from '../domain/secret.ts';
import { type ApiCredentials, apiCredentials } from '../polymarket/signing/api-credentials.ts';

/** Where the venue's API key stands, until there is a keystore. */
const API_KEY_VARIABLES = {
  key: 'POLYDESK_API_KEY',
  secret: 'POLYDESK_API_SECRET',
  passphrase: 'POLYDESK_API_PASSPHRASE',
} as const;

/**
 * The API key out of an environment; undefined: there is none. Refuses a part of one, and one that
 * cannot be used, by the names of the variables and never by what they hold.
 */
export function apiKeyFrom(
  environment: Readonly<Record<string, string | undefined>>,
): Result<ApiCredentials | undefined> {
  const { key, secret, passphrase } = API_KEY_VARIABLES;
  const names = Object.values(API_KEY_VARIABLES);
  const missing = names.filter((name) => (environment[name] ?? '') === '');
  if (missing.length === names.length) return ok(undefined);
  if (missing.length > 0) {
    const given = names.filter((name) => !missing.includes(name));
    const verb = given.length === 1 ? 'is' : 'are';
    return refuse(
      'incomplete_api_key',
      `${given.join(' and ')} ${verb} set, ${missing.join(' and ')} not: an API key has all three`,
    );
  }
  const made = apiCredentials(
    environment[key] ?? '',
    new Secret(environment[secret] ?? ''),
    new Secret(environment[passphrase] ?? ''),
  );
  return made.ok ? made : refuse(made.code, `${secret} cannot be used: ${made.message}`);
}
