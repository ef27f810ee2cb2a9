import { type Result, refuse } from '../../domain/result.ts';
import { HttpClient, type HttpRequest } from '../../net/http-client.ts';
import type { HttpOutcome } from '../../net/http-outcome.ts';
import type { HttpTransport } from '../../net/http-transport.ts';
import { PRIORITY } from '../../net/rate-limiter.ts';
import { type Clock, elapsedMs } from '../../ports/clock.ts';
import type { SignedRequest } from '../signing/l2-auth.ts';
import type { AnswerCounts } from './answer-counts.ts';
import type { IpLimitName } from './endpoint-limits.ts';
import { outcomeOf, type Reader, type VenueOutcome } from './outcome.ts';
import { askUntilTold, READ_RETRY, type RetryRule } from './read-retry.ts';
import type { VenueClock } from './venue-clock.ts';
import { venueDialect } from './venue-dialect.ts';
import type { Toll, VenueLimiter } from './venue-limiter.ts';

/** What all services of the venue share in one process. */
export type ServiceOptions = {
  readonly clock: Clock;
  readonly venueClock: VenueClock;
  readonly limiter: VenueLimiter;
  /** Counts what comes back; undefined: nobody wants to know. */
  readonly answers?: Pick<AnswerCounts, 'heard'>;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  readonly userAgent: string;
  readonly timeoutMs?: number;
  readonly bodyBytesMost?: number;
  readonly retry?: Partial<RetryRule>;
  readonly http?: HttpTransport;
  /**
   * Nobody wants answers any more: questions under way are given up, new ones not sent. Deeds are
   * not touched: what became of them must be known.
   */
  readonly signal?: AbortSignal;
};

/** Headers that authorize a request, made when it is sent; a refusal: it is not. */
export type Authorize = (
  request: SignedRequest,
) => Promise<Result<Readonly<Record<string, string>>>>;

export type Call<T> = {
  readonly method?: HttpRequest['method'];
  readonly path: string;
  readonly query?: HttpRequest['query'];
  /** Sent, and signed, byte for byte. */
  readonly body?: string;
  readonly read: Reader<T>;
  /** Where a refusal can hold a result. */
  readonly readRefused?: Reader<T>;
  readonly authorize?: Authorize;
  /** Less than the service's own, where a late answer helps nobody. */
  readonly timeoutMs?: number;
  /** Called each time that it is really sent. */
  readonly onRequest?: (() => void) | undefined;
};

/** A question: the narrowest limit of its endpoint comes last. */
export type Question<T> = Call<T> & { readonly limits: readonly IpLimitName[] };
/** Something that changes the venue's state, or may. */
export type Deed<T> = Call<T> & {
  readonly toll: Toll;
  readonly signal?: AbortSignal | undefined;
};

const TIMEOUT_MS = 10_000;
const BODY_BYTES_MOST = 32 * 1_024 * 1_024;
const READ_AGE_MS = 10_000;

/** One REST service of the venue, by its address: limits, clocks, parsers and retries applied. */
export class VenueService {
  readonly #http: HttpClient;
  readonly #options: ServiceOptions;
  readonly #retry: RetryRule;

  constructor(base: string, options: ServiceOptions) {
    const { clock, userAgent, timeoutMs = TIMEOUT_MS, http } = options;
    this.#options = options;
    this.#retry = { ...READ_RETRY, ...options.retry };
    this.#http = new HttpClient({
      base,
      clock,
      userAgent,
      timeoutMs,
      bodyBytesMost: options.bodyBytesMost ?? BODY_BYTES_MOST,
      dialect: venueDialect,
      ...(http === undefined ? {} : { http }),
    });
  }

  /** Asks, and asks again within a bound where the answer may be another. */
  ask<T>(question: Question<T>): Promise<VenueOutcome<T>> {
    const { limits } = question;
    const toll: Toll = { limits, priority: PRIORITY.read, ageMsMost: READ_AGE_MS };
    const { clock, random, signal } = this.#options;
    const attempt = () => this.send({ ...question, toll, signal });
    return askUntilTold(attempt, this.#retry, clock, random, signal);
  }

  /** Sends once. */
  async send<T>(deed: Deed<T>): Promise<VenueOutcome<T>> {
    const { method = 'GET', path, query, body, toll, signal, read, authorize, timeoutMs } = deed;
    const { limiter, clock } = this.#options;
    const started = clock.monotonic();
    const admitted = await limiter.acquire(toll, signal);
    if (!admitted.ok) return { kind: 'notSent', refusal: admitted };
    const signed = await authorize?.({ method, path, body });
    if (signed?.ok === false) return { kind: 'notSent', refusal: signed };
    // To sign may have meant to ask for the time first.
    if (elapsedMs(started, clock.monotonic()) > toll.ageMsMost) {
      const refusal = refuse('stale', `not signed within ${toll.ageMsMost} ms`);
      return { kind: 'notSent', refusal };
    }
    deed.onRequest?.();
    const http = await this.#http.request({
      method,
      path,
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body }),
      ...(signed === undefined ? {} : { secretHeaders: signed.value }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(signal === undefined ? {} : { signal }),
    });
    this.#hear(toll, http);
    return outcomeOf(http, read, deed.readRefused);
  }

  #hear(toll: Toll, http: HttpOutcome): void {
    const { limiter, venueClock, answers } = this.#options;
    answers?.heard(http);
    const refused = http.kind === 'rateLimited';
    limiter.heard(toll, {
      limiter: 'limiter' in http ? http.limiter : undefined,
      retryAfterMs: refused ? http.retryAfterMs : undefined,
      refused,
      venueNow: venueClock.now(),
    });
  }
}
