import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ExchangeTime } from '../exchange-time.ts';
import type { ApiKeys } from '../venue/api-keys.ts';
import type { ApiKey } from '../venue/wallet.ts';
import { isFresh } from './freshness.ts';
import { header } from './login.ts';

/** What of a request its signature covers. */
export type SignedParts = {
  readonly method: string;
  /** As asked for; the query is not signed. */
  readonly url: string;
  readonly body: Buffer | undefined;
};

/** Checks requests that are signed with an API key (L2, protocol notes §3.1). */
export class KeyCheck {
  readonly #keys: ApiKeys;
  readonly #time: ExchangeTime;
  /** Secrets as they are computed with, decoded once. */
  readonly #secrets = new WeakMap<ApiKey, KeyObject>();

  constructor(keys: ApiKeys, time: ExchangeTime) {
    this.#keys = keys;
    this.#time = time;
  }

  /** The key that signed it. The refusal says which part is wrong, for whoever looks for it. */
  check(headers: IncomingHttpHeaders, parts: SignedParts): Result<ApiKey> {
    const signer = header(headers, 'poly_address').toLowerCase();
    const key = this.#keys.find(header(headers, 'poly_api_key'), signer);
    if (key === undefined) return refuse('unknown_key', 'no such key, or of another account');
    if (!isSame(header(headers, 'poly_passphrase'), key.passphrase)) {
      return refuse('passphrase', 'another passphrase');
    }
    const timestamp = header(headers, 'poly_timestamp');
    if (!isFresh(timestamp, this.#time)) return refuse('stale', 'not signed just now');
    // Node reads both alphabets of base64, and needs no padding.
    const claimed = Buffer.from(header(headers, 'poly_signature'), 'base64');
    const own = this.#sign(key, timestamp, parts);
    const isSigned = claimed.length === own.length && timingSafeEqual(claimed, own);
    return isSigned ? ok(key) : refuse('signature', 'the signature is of something else');
  }

  #sign(key: ApiKey, timestamp: string, { method, url, body }: SignedParts): Buffer {
    let secret = this.#secrets.get(key);
    if (secret === undefined) {
      secret = createSecretKey(Buffer.from(key.secret, 'base64'));
      this.#secrets.set(key, secret);
    }
    const end = url.indexOf('?');
    const hmac = createHmac('sha256', secret);
    hmac.update(timestamp + method + (end < 0 ? url : url.slice(0, end)));
    if (body !== undefined) hmac.update(body);
    return hmac.digest();
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
