import { MICROS_PER_MS, type Timestamp } from '../domain/units.ts';
import type { HttpAnswer, HttpDialect } from './http-outcome.ts';

/** The body of an answer, as far as it could be read. */
export type BodyReading =
  | { readonly kind: 'json'; readonly value: unknown; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'undecodable' }
  | { readonly kind: 'tooLarge' }
  /** The connection broke off while it came. */
  | { readonly kind: 'lost'; readonly detail: string };

/**
 * What an answer means. The status comes first: a limit, a restart or a block is one whatever page
 * comes with it. After that nothing counts as said that is not JSON: a page written for people
 * comes from something in between, which does not know whether the request was done.
 */
export function classifyAnswer(
  status: number,
  headers: Pick<Headers, 'get'>,
  body: BodyReading,
  dialect: HttpDialect,
  now: Timestamp,
): HttpAnswer {
  const limiter = dialect.limiter(headers);
  const retryAfterMs = retryAfterOf(headers, now);
  const value = body.kind === 'json' ? body.value : undefined;
  if (status === 429) return { kind: 'rateLimited', limiter, retryAfterMs };
  if (status === 425) return { kind: 'restarting', retryAfterMs };
  if (status === 403 || status === 451) return { kind: 'geoblocked', status, body: value };
  if (status === 503) {
    const outage = dialect.outage(value);
    if (outage !== undefined) {
      const { mode, retryAfterMs: told } = outage;
      return { kind: 'unavailable', mode, retryAfterMs: retryAfterMs ?? told };
    }
  }
  const unknown = (
    cause: 'redirected' | 'serverError' | 'tooLarge' | 'undecodable',
  ): HttpAnswer => ({
    kind: 'unknown',
    cause,
    status,
    body: value,
    detail: `status ${status}`,
  });
  if (status < 200) return unknown('undecodable');
  if (status >= 500) return unknown('serverError');
  if (status >= 300 && status < 400) return unknown('redirected');
  if (body.kind === 'lost') {
    return { kind: 'unknown', cause: 'transport', status, body: undefined, detail: body.detail };
  }
  if (body.kind === 'tooLarge' || body.kind === 'undecodable') return unknown(body.kind);
  if (status >= 300) return { kind: 'refused', status, body: value, limiter };
  const text = body.kind === 'json' ? body.text : '';
  return { kind: 'ok', status, body: value, text, limiter };
}

const SECONDS = /^\d{1,9}(\.\d+)?$/;

/** Retry-After in ms: seconds, or a date; undefined when absent or unreadable. */
function retryAfterOf(headers: Pick<Headers, 'get'>, now: Timestamp): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (SECONDS.test(text)) return Math.ceil(Number(text) * 1_000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Math.floor(now / MICROS_PER_MS));
}
