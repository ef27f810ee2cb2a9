import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Result } from '../domain/result.ts';
import { type Listen, paced, Seats, streamLines } from './line-stream.ts';
import { CONTENT_TYPE } from './metrics/metrics-registry.ts';
import { type OperatorWord, wordOf } from './operator-word.ts';

/** What may be asked of a running desk; answers become JSON. */
export type ControlHandlers = {
  status(): unknown;
  /** What it did so far, and why it did not trade. */
  activity(): unknown;
  /** The newest fills, at most so many. */
  trades(most: number): unknown;
  /** Tells whoever listens what a screen shows, from then on. */
  readonly feed: Listen;
  /** The same of one market; undefined: nobody knows it. */
  feedOfMarket(slug: string): Listen | undefined;
  /** What a strategy thinks of markets; undefined: none of that name runs. */
  feedOfStrategy(name: string): Listen | undefined;
  /** How a market's price went in this run; undefined: nobody knows it. */
  pathOfMarket(slug: string): unknown;
  /** What each strategy thought of a market in this run; undefined: nobody knows it. */
  opinionsOfMarket(slug: string): unknown;
  /** What it was worth since it began. */
  equity(): unknown;
  /** The text of Prometheus; undefined: nothing is measured. */
  readonly metrics?: (() => Promise<string>) | undefined;
  /** Ends the desk calmly; answers before that is done. */
  stop(): unknown;
  /** Pauses, resumes, cancels, sizes; what it has changed. */
  operate(word: OperatorWord): Result<unknown>;
  /** Cancels everything at once, and proves it. */
  readonly kill: () => Promise<unknown>;
  /** Leaves the venue for the simulated exchange; undefined: it never was at a venue. */
  readonly toPaper?: (() => Promise<unknown>) | undefined;
};

export type ControlServer = {
  readonly port: number;
  /** Whoever asks has to know it. */
  readonly token: string;
  close(): Promise<void>;
};

const HOST = '127.0.0.1';
const TOKEN_BYTES = 32;
const TRADES_MOST = 1_000;
/** Who looks must never hold up who trades: so many at a time, so many answers a second. */
const CONNECTIONS_MOST = 32;
const LOOKS_A_SECOND = 20;
/** The desk tells a few; those tell as many as they like. */
const FEEDS_MOST = 4;
/** Of single markets and strategies. */
const CLOSE_FEEDS_MOST = 16;
/** Who hears nothing for longer takes the desk for lost, ms. */
const PACE_MOST_MS = 5_000;
/** Whoever does not finish asking, or does not take the answer, is let go of after this, ms. */
const STUCK_MS = 5_000;

/**
 * Lets commands on this machine look at a desk and stop it. Only this machine is heard, by its own
 * name, with a token; a page in a browser, which sends an origin, is not.
 */
export async function startControl(
  handlers: ControlHandlers,
  stuckMs = STUCK_MS,
): Promise<ControlServer> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const limits = {
    looks: new Looks(),
    feeds: new Seats(FEEDS_MOST),
    closeFeeds: new Seats(CLOSE_FEEDS_MOST),
  };
  const patience = {
    headersTimeout: stuckMs,
    requestTimeout: stuckMs,
    connectionsCheckingInterval: Math.min(stuckMs, 1_000),
  };
  const server = createServer(patience, (request, response) => {
    answerTo(request, token, handlers, limits).then(
      (said) => {
        if ('listen' in said) streamLines(response, said.listen);
        else send(response, said, stuckMs);
      },
      (error: unknown) => send(response, { status: 500, body: { error: String(error) } }, stuckMs),
    );
  });
  server.maxConnections = CONNECTIONS_MOST;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  // A desk that ends must not wait for whoever looks at it.
  server.unref();
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, token, close };
}

/** How often in this second somebody has looked. */
class Looks {
  #second = 0;
  #count = 0;

  take(): boolean {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.#second) this.#count = 0;
    this.#second = second;
    return ++this.#count <= LOOKS_A_SECOND;
  }
}

type Said = {
  readonly status: number;
  /** JSON, but where `type` says that it is a text of another kind. */
  readonly body: unknown;
  readonly type?: string;
};

type Limits = { readonly looks: Looks; readonly feeds: Seats; readonly closeFeeds: Seats };

async function answerTo(
  request: IncomingMessage,
  token: string,
  handlers: ControlHandlers,
  limits: Limits,
): Promise<Said | { readonly listen: Listen }> {
  const { headers, method, url = '/' } = request;
  const host = headers.host?.split(':')[0];
  if (headers.origin !== undefined || (host !== HOST && host !== 'localhost')) {
    return refusal(403, 'only commands on this machine are heard');
  }
  if (!isSame(headers.authorization ?? '', `Bearer ${token}`)) {
    return refusal(401, 'the token is another');
  }
  // No question needs one: whoever sends one is not listened to any longer.
  if (hasBody(headers)) return refusal(413, 'a question has no body');
  const { pathname, searchParams } = new URL(url, `http://${HOST}`);
  // Who wants less risk is never told to wait.
  if (method === 'GET' && !limits.looks.take())
    return refusal(429, 'asked too often: wait a second');
  return method === 'GET'
    ? shown(pathname, searchParams, handlers, limits)
    : done(`${method} ${pathname}`, handlers, wordOf(pathname, searchParams));
}

/** What changes nothing. */
function shown(
  pathname: string,
  asked: URLSearchParams,
  handlers: ControlHandlers,
  { feeds, closeFeeds }: Limits,
): Said | Promise<Said> | { readonly listen: Listen } {
  const slug = asked.get('slug') ?? '';
  switch (pathname) {
    case '/status':
      return { status: 200, body: handlers.status() };
    case '/activity':
      return { status: 200, body: handlers.activity() };
    case '/trades': {
      const most = Number(asked.get('most') ?? TRADES_MOST);
      if (!Number.isSafeInteger(most) || most < 1) return refusal(400, 'most: a number from 1');
      return { status: 200, body: handlers.trades(Math.min(most, TRADES_MOST)) };
    }
    case '/metrics':
      if (handlers.metrics === undefined) return refusal(404, 'nothing is measured here');
      return handlers.metrics().then((body) => ({ status: 200, body, type: CONTENT_TYPE }));
    case '/feed':
      return seated(feeds, pacedBy(asked, handlers.feed));
    case '/feed/market': {
      const listen = handlers.feedOfMarket(slug);
      return listen === undefined ? UNKNOWN_MARKET : seated(closeFeeds, listen);
    }
    case '/feed/strategy': {
      const listen = handlers.feedOfStrategy(asked.get('name') ?? '');
      return listen === undefined ? UNKNOWN_STRATEGY : seated(closeFeeds, listen);
    }
    case '/feed/equity':
      return { status: 200, body: handlers.equity() };
    case '/feed/path': {
      const path = handlers.pathOfMarket(slug);
      return path === undefined ? UNKNOWN_MARKET : { status: 200, body: path };
    }
    case '/feed/opinions': {
      const points = handlers.opinionsOfMarket(slug);
      return points === undefined ? UNKNOWN_MARKET : { status: 200, body: points };
    }
    default:
      return NO_QUESTION;
  }
}

/** Who looks now and then is told so often at most, and costs the desk no more than that. */
function pacedBy(asked: URLSearchParams, listen: Listen): Listen {
  const everyMs = Number(asked.get('every') ?? 0);
  return everyMs > 0 ? paced(listen, Math.min(everyMs, PACE_MOST_MS)) : listen;
}

function seated(seats: Seats, listen: Listen): Said | { readonly listen: Listen } {
  return seats.isFull ? TOO_MANY : { listen: seats.seated(listen) };
}

async function done(
  asked: string,
  handlers: ControlHandlers,
  word: OperatorWord | undefined,
): Promise<Said> {
  if (word !== undefined)
    return asked.startsWith('POST ') ? said(handlers.operate(word)) : NO_QUESTION;
  switch (asked) {
    case 'POST /stop':
      return { status: 202, body: handlers.stop() };
    case 'POST /kill':
      return { status: 200, body: await handlers.kill() };
    case 'POST /paper':
      if (handlers.toPaper === undefined) return refusal(409, 'nothing of it is at any venue');
      return { status: 200, body: await handlers.toPaper() };
    default:
      return NO_QUESTION;
  }
}

function said(done: Result<unknown>): Said {
  if (done.ok) return { status: 200, body: done.value };
  return refusal(STATUS_OF[done.code] ?? 400, done.message);
}

const STATUS_OF: Readonly<Record<string, number>> = {
  unknown_strategy: 404,
  unknown_market: 404,
  over: 409,
};

function hasBody(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length'] ?? '0';
  return length !== '0' || headers['transfer-encoding'] !== undefined;
}

function refusal(status: number, error: string): Said {
  return { status, body: { error } };
}

const NO_QUESTION = refusal(404, 'there is no such question');
const UNKNOWN_MARKET = refusal(404, 'no such market is known');
const UNKNOWN_STRATEGY = refusal(404, 'no strategy of that name runs');
const TOO_MANY = refusal(429, 'too many listen already');

function send(response: ServerResponse, { status, body, type }: Said, stuckMs: number): void {
  response.writeHead(status, {
    'content-type': type ?? 'application/json',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(type === undefined ? JSON.stringify(body ?? null) : body);
  response.socket?.setTimeout(stuckMs, () => response.destroy());
}

/** Compares in a time that does not tell how much of the two is equal. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
