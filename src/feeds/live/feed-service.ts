import type { Timestamp } from '../../domain/units.ts';
import { Backoff } from '../../net/backoff.ts';
import type { HttpDialect, HttpOutcome } from '../../net/http-outcome.ts';
import { PRIORITY, type RateLimiter } from '../../net/rate-limiter.ts';
import type { FeedOutside } from './feed-outside.ts';
import { BLOCKED_REST_MS, type Hosts } from './hosts.ts';
import { requestText } from './text-request.ts';

/** These services say nothing in headers that we rely on, and are never half open. */
const DIALECT: HttpDialect = { limiter: () => undefined, outage: () => undefined };
const TIMEOUT_MS = 10_000;
/** A book of 1,000 levels is 60 kB, all options of a currency 600 kB. */
const BODY_BYTES_MOST = 8_000_000;
const WAITS = { leastMs: 500, firstMs: 2_000, mostMs: 120_000 };
/** What waits longer to be sent is asked for again later, ms. */
const ADMISSION_MS = 30_000;
/** One header must not end a feed, and all that share its limiter, for days, ms. */
const PAUSE_MS_MOST = 15 * 60_000;

export type Question = {
  /** Names the answer in a recording, each question for itself: deribit/btc-options. */
  readonly source: string;
  /** With the query, from the host. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly cost: number;
};

/** An answer as text, or how long to wait before asking again, ms. */
export type Answer =
  | { readonly kind: 'told'; readonly text: string; readonly receivedAt: Timestamp }
  | { readonly kind: 'waits'; readonly ms: number };

/** The name of the one bucket that a service's limiter has here. */
export const WEIGHT = 'weight';

export type FeedServiceOptions = FeedOutside & {
  readonly hosts: Hosts;
  /** Has a bucket named {@link WEIGHT}. */
  readonly limiter: RateLimiter;
};

/**
 * One question asked of a REST service again and again: within the limits, of a host that does not
 * refuse us, and after failures with growing waits.
 */
export class FeedService {
  readonly #options: FeedServiceOptions;
  readonly #waits: Backoff;
  readonly #abort = new AbortController();

  constructor(options: FeedServiceOptions) {
    this.#options = options;
    this.#waits = new Backoff(WAITS, options.random);
  }

  /** The answer as it came goes to the sink before it is returned. */
  async ask({ source, path, query, cost }: Question): Promise<Answer> {
    const { clock, hosts, limiter, userAgent, sink } = this.#options;
    const { signal } = this.#abort;
    const admission = { costs: { [WEIGHT]: cost }, ageMsMost: ADMISSION_MS, signal };
    const admitted = await limiter.acquire({ ...admission, priority: PRIORITY.read });
    if (signal.aborted) return { kind: 'waits', ms: WAITS.mostMs };
    if (!admitted.ok) return this.#unanswered(source, admitted.code, admitted.message);
    const host = hosts.current;
    const { outcome, text } = await requestText(
      {
        base: host,
        userAgent,
        clock,
        timeoutMs: TIMEOUT_MS,
        bodyBytesMost: BODY_BYTES_MOST,
        dialect: DIALECT,
      },
      { method: 'GET', path, query, signal },
    );
    if (signal.aborted) return { kind: 'waits', ms: WAITS.mostMs };
    if (outcome.kind === 'ok') {
      this.#waits.reset();
      const receivedAt = clock.now();
      sink.frame(source, 0, text, receivedAt);
      return { kind: 'told', text, receivedAt };
    }
    if (outcome.kind === 'geoblocked') return this.#blocked(source, host);
    return this.#unanswered(source, outcome.kind, detailOf(outcome), this.#told(outcome));
  }

  /** Gives up what is under way. */
  close(): void {
    this.#abort.abort();
  }

  /** The wait that the service itself asks for, within bounds; then nobody asks it. */
  #told(outcome: HttpOutcome): number {
    if (!('retryAfterMs' in outcome) || outcome.retryAfterMs === undefined) return 0;
    const pauseMs = Math.min(PAUSE_MS_MOST, outcome.retryAfterMs);
    this.#options.limiter.adjust(WEIGHT, { pauseMs });
    return pauseMs;
  }

  #blocked(source: string, host: string): Answer {
    const { hosts, sink, clock } = this.#options;
    const next = hosts.block(host);
    sink.note({ kind: 'blocked', host, next, source, at: clock.now() });
    return { kind: 'waits', ms: next === undefined ? BLOCKED_REST_MS : WAITS.leastMs };
  }

  #unanswered(source: string, outcome: string, detail: string, leastMs = 0): Answer {
    const { sink, clock } = this.#options;
    const retryInMs = Math.max(leastMs, this.#waits.next());
    sink.note({ kind: 'unanswered', outcome, detail, retryInMs, source, at: clock.now() });
    return { kind: 'waits', ms: retryInMs };
  }
}

function detailOf(outcome: HttpOutcome): string {
  if (outcome.kind === 'unknown') return outcome.detail;
  return 'status' in outcome ? `status ${outcome.status}` : '';
}
