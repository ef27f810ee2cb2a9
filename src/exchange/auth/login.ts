import type { IncomingHttpHeaders } from 'node:http';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ExchangeTime } from '../exchange-time.ts';
import { isFresh } from './freshness.ts';

/** What the headers of a login claim, as sent: that their sender controls an account. */
export type LoginClaim = {
  readonly address: string;
  readonly signature: string;
  /** Unix seconds. */
  readonly timestamp: string;
  readonly nonce: string;
};

/** Says whose signature it is: an address in lower case. Refuses one that does not hold. */
export type VerifyLogin = (claim: LoginClaim) => Result<string>;

/** An account that proved itself, and which of its keys it speaks of. */
export type Login = { readonly address: string; readonly nonce: string };

/** Reads a login (L1, protocol notes §3.1). */
export function readLogin(
  headers: IncomingHttpHeaders,
  verify: VerifyLogin,
  time: ExchangeTime,
): Result<Login> {
  const claim: LoginClaim = {
    address: header(headers, 'poly_address'),
    signature: header(headers, 'poly_signature'),
    timestamp: header(headers, 'poly_timestamp'),
    nonce: header(headers, 'poly_nonce') || '0',
  };
  if (!/^\d{1,15}$/.test(claim.nonce)) return refuse('bad_nonce', 'the nonce is no number');
  if (!isFresh(claim.timestamp, time)) return refuse('stale', 'signed long ago, or ahead of time');
  const verified = verify(claim);
  return verified.ok ? ok({ address: verified.value, nonce: claim.nonce }) : verified;
}

/** A header by its name in lower case; empty where it is missing. */
export function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
