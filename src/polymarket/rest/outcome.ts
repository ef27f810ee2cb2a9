import type { Refusal } from '../../domain/result.ts';
import type { HttpOutcome, OutageMode, UnknownCause } from '../../net/http-outcome.ts';
import type { Answer, Remarks } from '../wire/notes.ts';
import { readVenueError, type VenueError } from '../wire/venue-error.ts';

/** Why a request got no result. Holds no header and no body: it may be logged. */
export type Failure =
  /** We did not send it: our limiter, a clock that is off, a version that we cannot sign for. */
  | { readonly kind: 'notSent'; readonly refusal: Refusal }
  /** The venue understood, and will not. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: VenueError }
  /**
   * Too many requests. `sure`: the venue's own limiter refused it. Otherwise something before it
   * spoke, and whether the request was done is unknown.
   */
  | {
      readonly kind: 'rateLimited';
      readonly sure: boolean;
      readonly retryAfterMs: number | undefined;
    }
  /** The matching engine starts anew (425); whether the request was done is unknown. */
  | { readonly kind: 'restarting'; readonly retryAfterMs: number | undefined }
  /** Only some of all requests are taken, and this one was not. */
  | {
      readonly kind: 'unavailable';
      readonly mode: OutageMode;
      readonly retryAfterMs: number | undefined;
    }
  /** The key or its signature is not accepted. */
  | { readonly kind: 'unauthorized'; readonly error: VenueError }
  /** Not from this place; or a firewall that dislikes this client. */
  | { readonly kind: 'geoblocked'; readonly status: number }
  /** Nobody knows, unless the cause is `notConnected`. See {@link whetherDone}. */
  | {
      readonly kind: 'unknown';
      readonly cause: UnknownCause | 'unreadable' | 'unclear';
      readonly status: number | undefined;
      readonly detail: string;
    };

/** The result of a request, with what of the answer could not be used. */
export type Success<T> = { readonly kind: 'ok'; readonly value: T; readonly remarks: Remarks };

/** What became of a request to the venue. A value in every case, never an exception. */
export type VenueOutcome<T> = Success<T> | Failure;

/**
 * Whether what was asked for has happened. Of `unknown` an order stays in flight until a query by
 * its hash tells; it is never sent again blindly.
 */
export function whetherDone(outcome: VenueOutcome<unknown>): 'done' | 'notDone' | 'unknown' {
  switch (outcome.kind) {
    case 'ok':
      return 'done';
    case 'notSent':
    case 'refused':
    case 'unavailable':
    case 'unauthorized':
    case 'geoblocked':
      return 'notDone';
    case 'rateLimited':
      return outcome.sure ? 'notDone' : 'unknown';
    case 'restarting':
      return 'unknown';
    case 'unknown':
      return outcome.cause === 'notConnected' ? 'notDone' : 'unknown';
  }
}

/** Reads a body. */
export type Reader<T> = (text: string) => Answer<T>;

/**
 * What became of a request, by its HTTP outcome and the parser of its answer. `readRefused`: of
 * answers that are a result though their status says no.
 */
export function outcomeOf<T>(
  http: HttpOutcome,
  read: Reader<T>,
  readRefused?: Reader<T>,
): VenueOutcome<T> {
  switch (http.kind) {
    case 'ok':
      return readOutcome(http.status, read(http.text));
    case 'refused': {
      const text = JSON.stringify(http.body) ?? '';
      const told = readRefused?.(text);
      if (told?.ok) return readOutcome(http.status, told);
      const error = readVenueError(text);
      if (http.status === 401) return { kind: 'unauthorized', error };
      return { kind: 'refused', status: http.status, error };
    }
    case 'rateLimited': {
      const { limiter, retryAfterMs } = http;
      return { kind: 'rateLimited', sure: limiter !== undefined, retryAfterMs };
    }
    case 'restarting':
      return { kind: 'restarting', retryAfterMs: http.retryAfterMs };
    case 'unavailable':
      return { kind: 'unavailable', mode: http.mode, retryAfterMs: http.retryAfterMs };
    case 'geoblocked':
      return { kind: 'geoblocked', status: http.status };
    case 'unknown': {
      const { cause, status, body, detail } = http;
      const words = body === undefined ? '' : readVenueError(JSON.stringify(body)).text;
      return { kind: 'unknown', cause, status, detail: words === '' ? detail : words };
    }
  }
}

/** A success that cannot be read tells nothing about what was done. */
function readOutcome<T>(status: number, answer: Answer<T>): VenueOutcome<T> {
  if (!answer.ok) {
    const detail = `${answer.code}: ${answer.message}`;
    return { kind: 'unknown', cause: 'unreadable', status, detail };
  }
  const { refusals, wrongFields, unknownFields } = answer;
  return { kind: 'ok', value: answer.value, remarks: { refusals, wrongFields, unknownFields } };
}
