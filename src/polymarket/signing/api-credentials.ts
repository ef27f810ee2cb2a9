import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Secret } from '../../domain/secret.ts';

/** What the venue gives an account to sign its requests with. The key's id is no secret. */
export type ApiCredentials = {
  /** Id of the API key; orders name it as their owner. */
  readonly key: string;
  /** The key of the HMAC, base64. */
  readonly secret: Secret;
  readonly passphrase: Secret;
};

/** Base64 in either alphabet, with or without its padding: all of them are seen. */
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Refuses, without repeating it, a secret that no HMAC can use. */
export function apiCredentials(
  key: string,
  secret: Secret,
  passphrase: Secret,
): Result<ApiCredentials> {
  if (key === '') return refuse('bad_api_key', 'the API key is empty');
  if (!BASE64.test(secret.reveal())) {
    return refuse('bad_api_secret', 'the API secret is not base64');
  }
  return ok({ key, secret, passphrase });
}
