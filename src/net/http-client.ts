import { invariant } from '../domain/invariant.ts';
import { type Clock, elapsedMs } from '../ports/clock.ts';
import { type BodyReading, classifyAnswer } from './classify-answer.ts';
import type { HttpAnswer, HttpDialect, HttpOutcome } from './http-outcome.ts';
import { type HttpAnswered, type HttpTransport, httpTransport } from './http-transport.ts';

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the base address: "/order". */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that authorize. Where an answer repeats a value of these, it is blotted out. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  /** Sent byte for byte: it may have been signed. */
  readonly body?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

export type HttpOptions = {
  /** "https://host", perhaps with the beginning of a path. */
  readonly base: string;
  /** Our own name: the venue's firewall refuses default ones (403, "error code: 1010"). */
  readonly userAgent: string;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Larger answers are not read to their end. */
  readonly bodyBytesMost: number;
  readonly dialect: HttpDialect;
  /** The network, where not told otherwise. */
  readonly http?: HttpTransport;
};

/** Errors that come before the first byte is sent. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * JSON over HTTP. Whatever happens comes back as a value that says what is known; nothing is tried
 * again here, as only the caller knows whether that is safe.
 */
export class HttpClient {
  readonly #options: HttpOptions;
  readonly #http: HttpTransport;

  constructor(options: HttpOptions) {
    invariant(URL.canParse(options.base), `not an address: ${options.base}`);
    this.#options = options;
    this.#http = options.http ?? httpTransport;
  }

  /** @throws InvariantError when the path is none; nothing else. */
  async request(request: HttpRequest): Promise<HttpOutcome> {
    // Without the slash a path could change the host: "https://host" + "@elsewhere".
    invariant(request.path.startsWith('/'), `a path begins with "/": ${request.path}`);
    const { clock, timeoutMs } = this.#options;
    const started = clock.monotonic();
    const abort = new AbortController();
    let cause: 'transport' | 'timeout' | 'aborted' = 'transport';
    const give = (up: 'timeout' | 'aborted') => () => {
      cause = up;
      abort.abort();
    };
    const onAbort = give('aborted');
    if (request.signal?.aborted) onAbort();
    request.signal?.addEventListener('abort', onAbort);
    const timer = clock.setTimer(request.timeoutMs ?? timeoutMs, give('timeout'));
    let answer: HttpAnswer;
    try {
      answer = await this.#exchange(request, abort.signal);
      // Giving up while the body came looks like a broken transport.
      if (answer.kind === 'unknown' && answer.cause === 'transport') answer = { ...answer, cause };
    } catch (error) {
      answer = failure(cause, error);
    } finally {
      clock.clearTimer(timer);
      request.signal?.removeEventListener('abort', onAbort);
    }
    return { ...answer, tookMs: elapsedMs(started, clock.monotonic()) };
  }

  async #exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { clock, dialect, userAgent, bodyBytesMost } = this.#options;
    const { method, headers, secretHeaders, body } = request;
    const response = await this.#http(this.#address(request), {
      method,
      headers: { 'user-agent': userAgent, ...contentType(body), ...headers, ...secretHeaders },
      ...(body === undefined ? {} : { body }),
      signal,
    });
    const isOk = response.status >= 200 && response.status < 300;
    const secrets = isOk ? [] : Object.values(secretHeaders ?? {});
    const reading = await readBody(response, bodyBytesMost, secrets);
    return classifyAnswer(response.status, response.headers, reading, dialect, clock.now());
  }

  #address({ path, query = {} }: HttpRequest): URL {
    const address = new URL(this.#options.base.replace(/\/$/, '') + path);
    for (const [name, value] of Object.entries(query)) {
      for (const one of typeof value === 'string' ? [value] : value) {
        address.searchParams.append(name, one);
      }
    }
    return address;
  }
}

function contentType(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

async function readBody(
  response: HttpAnswered,
  bytesMost: number,
  secrets: readonly string[],
): Promise<BodyReading> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of response.body ?? []) {
      bytes += piece.length;
      // Leaving the loop cancels the rest.
      if (bytes > bytesMost) return { kind: 'tooLarge' };
      pieces.push(piece);
    }
  } catch (error) {
    return { kind: 'lost', detail: codeOf(error) };
  }
  if (bytes === 0) return { kind: 'empty' };
  let text = Buffer.concat(pieces).toString('utf8');
  for (const secret of secrets) if (secret !== '') text = text.replaceAll(secret, '***');
  try {
    return { kind: 'json', value: JSON.parse(text), text };
  } catch {
    return { kind: 'undecodable' };
  }
}

function failure(cause: 'transport' | 'timeout' | 'aborted', error: unknown): HttpAnswer {
  const detail = cause === 'transport' ? codeOf(error) : cause;
  return {
    kind: 'unknown',
    cause: NOT_CONNECTED.has(detail) ? 'notConnected' : cause,
    status: undefined,
    body: undefined,
    detail,
  };
}

/** The code of an error or of what caused it: its message may quote what was sent. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return error instanceof Error ? error.name : 'error';
}
