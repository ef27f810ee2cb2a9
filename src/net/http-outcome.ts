/** What a service's limiter says in its headers. */
export type LimiterReading = {
  /** Requests that would still be admitted; negative: in debt. */
  readonly remaining: number | undefined;
  /** When the present wait ends, unix seconds by the service's clock. */
  readonly resetAtS: number | undefined;
  readonly tier: string | undefined;
  /** Over the limit, and admitted all the same: enforcement is announced, not on. */
  readonly warned: boolean;
};

/** What a service takes while it does not take everything. */
export type OutageMode = 'postOnly' | 'cancelOnly' | 'disabled';

/**
 * Why nobody knows what became of a request. `notConnected` is the one that is certain: it was
 * never sent. After all others it may have been done.
 */
export type UnknownCause =
  | 'notConnected'
  | 'transport'
  | 'timeout'
  | 'aborted'
  | 'redirected'
  | 'tooLarge'
  | 'undecodable'
  | 'serverError';

type Answer =
  | {
      readonly kind: 'ok';
      readonly status: number;
      /** Parsed JSON; undefined when the answer was empty. */
      readonly body: unknown;
      /** The same as it came, for readers that want every digit; empty when the answer was. */
      readonly text: string;
      readonly limiter: LimiterReading | undefined;
    }
  /** The service understood, and will not. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly body: unknown;
      readonly limiter: LimiterReading | undefined;
    }
  /**
   * Too many requests. With a limiter's reading the service itself refused; without one something
   * before or behind it spoke, and whether the request was done is unknown.
   */
  | {
      readonly kind: 'rateLimited';
      readonly limiter: LimiterReading | undefined;
      readonly retryAfterMs: number | undefined;
    }
  /** The service is starting anew (425); whether the request was done is unknown. */
  | { readonly kind: 'restarting'; readonly retryAfterMs: number | undefined }
  | {
      readonly kind: 'unavailable';
      readonly mode: OutageMode;
      readonly retryAfterMs: number | undefined;
    }
  /** Not from this place (403, 451). Also what a firewall says to clients it does not like. */
  | { readonly kind: 'geoblocked'; readonly status: number; readonly body: unknown }
  | {
      readonly kind: 'unknown';
      readonly cause: UnknownCause;
      /** Undefined when no answer came. */
      readonly status: number | undefined;
      /** What could be read of the answer. */
      readonly body: unknown;
      /** An error's code; never an address, a header or a body. */
      readonly detail: string;
    };

/** What became of a request, and how long it took. A value in every case, never an exception. */
export type HttpOutcome = Answer & { readonly tookMs: number };

export type HttpAnswer = Answer;

/** What one service writes into headers and bodies, that others write differently. */
export type HttpDialect = {
  limiter(headers: Pick<Headers, 'get'>): LimiterReading | undefined;
  /** Of an answer 503: what the service still takes; undefined when it does not say. */
  outage(
    body: unknown,
  ): { readonly mode: OutageMode; readonly retryAfterMs: number | undefined } | undefined;
};
