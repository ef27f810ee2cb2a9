import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Address } from './address.ts';
import type { ApiCredentials } from './api-credentials.ts';

/** What of a request is signed. */
export type SignedRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the first slash; a query is not signed and may be left on. */
  readonly path: string;
  /** Exactly the bytes that are sent (text goes as UTF-8); undefined for no body. */
  readonly body: string | Uint8Array | undefined;
};

/** Headers of a request with an API key. They carry the passphrase: never log them. */
export type L2Headers = {
  /** The signing account, for wallets too. */
  readonly POLY_ADDRESS: string;
  readonly POLY_SIGNATURE: string;
  /** Unix seconds. */
  readonly POLY_TIMESTAMP: string;
  readonly POLY_API_KEY: string;
  readonly POLY_PASSPHRASE: string;
};

/** `atSeconds`: the venue's time, unix seconds. */
export function l2Headers(
  account: Address,
  credentials: ApiCredentials,
  request: SignedRequest,
  atSeconds: number,
): L2Headers {
  const timestamp = String(atSeconds);
  return {
    POLY_ADDRESS: account,
    POLY_SIGNATURE: requestSignature(credentials, request, timestamp),
    POLY_TIMESTAMP: timestamp,
    POLY_API_KEY: credentials.key,
    POLY_PASSPHRASE: credentials.passphrase.reveal(),
  };
}

/**
 * Whether these headers were made with these credentials for this request by this account; how old
 * they may be is the caller's rule.
 */
export function verifyL2(
  headers: L2Headers,
  account: Address,
  credentials: ApiCredentials,
  request: SignedRequest,
): boolean {
  const signature = requestSignature(credentials, request, headers.POLY_TIMESTAMP);
  return (
    headers.POLY_ADDRESS.toLowerCase() === account.toLowerCase() &&
    headers.POLY_API_KEY === credentials.key &&
    isSame(headers.POLY_PASSPHRASE, credentials.passphrase.reveal()) &&
    isSame(headers.POLY_SIGNATURE, signature)
  );
}

/** HMAC-SHA256 of timestamp, method, path and body, in URL-safe base64 that keeps its padding. */
function requestSignature(
  { secret }: ApiCredentials,
  { method, path, body }: SignedRequest,
  timestamp: string,
): string {
  // Node reads both alphabets of base64, and needs no padding.
  const hmac = createHmac('sha256', Buffer.from(secret.reveal(), 'base64'));
  hmac.update(`${timestamp}${method}${path.split('?', 1)[0]}`);
  if (body !== undefined) hmac.update(body);
  return hmac.digest('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/** Compares in a time that does not tell how much of the two is equal. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
