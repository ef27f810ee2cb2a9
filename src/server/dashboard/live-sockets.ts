import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { DeskDocument } from '../../screen/desk-document.ts';
import type { LiveMessage, LiveRequest } from '../../screen/live-message.ts';
import { BrowserSocket, CLOSED } from './browser-socket.ts';
import { CloseWatch } from './close-watch.ts';
import type { DeskLink } from './desk-link.ts';
import { strangerIn } from './guard.ts';
import type { LiveDocument } from './live-document.ts';
import { marketName, strategyName } from './names.ts';
import type { SessionDesk } from './session-desk.ts';
import type { Session } from './sessions.ts';

export type LiveSocketsOptions = {
  readonly link: DeskLink;
  readonly document: LiveDocument;
  /** Those that keep something of each document. */
  readonly memories: readonly { hear(document: DeskDocument): void }[];
  readonly desk: SessionDesk;
  /** ms. */
  readonly now: () => number;
};

const PATH = '/api/live';
const SOCKETS_MOST = 32;
const REQUEST_BYTES_MOST = 1_024;
/** How often whoever is behind is looked at, ms. */
const LOOK_MS = 250;
/** Every so many looks: is it still there. */
const PING_LOOKS = 40;
/** Every so many looks: has a session ended of which nobody asks, by time or by a new token. */
const SESSION_LOOKS = 4;

const kind = z.enum(['watch', 'unwatch']);
const requestSchema: z.ZodType<LiveRequest> = z.union([
  z.strictObject({ kind, market: marketName }),
  z.strictObject({ kind, strategy: strategyName }),
]);

/** The browsers that look on: each is told all, then what changes. */
export class LiveSockets {
  readonly #options: LiveSocketsOptions;
  readonly #browsers = new Set<BrowserSocket>();
  readonly #watch: CloseWatch;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Costs more than messages on one machine are worth.
    perMessageDeflate: false,
    maxPayload: REQUEST_BYTES_MOST,
  });
  readonly #timer: NodeJS.Timeout;
  #looks = 0;

  constructor(server: Server, options: LiveSocketsOptions) {
    this.#options = options;
    this.#watch = new CloseWatch(options.link);
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    options.desk.sessions.listen(({ id }) => this.#signOut(id));
    options.link.listen({
      onMessage: (message) => {
        const wasAway = options.document.away !== null;
        const text = options.document.take(message);
        if (text === undefined) return false;
        const { document } = options.document;
        if (document !== undefined) for (const memory of options.memories) memory.hear(document);
        if (wasAway) this.#tellDesk();
        for (const browser of this.#browsers) browser.tell(text);
        return true;
      },
      onAway: () => {
        if (options.document.lose()) this.#tellDesk();
      },
    });
  }

  get count(): number {
    return this.#browsers.size;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const browser of this.#browsers) browser.close(1001, 'the dashboard ends');
    this.#sockets.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = URL.parse(request.url ?? '/', 'http://dashboard');
    const session = this.#options.desk.of(request.headers);
    const status = this.#refusalOf(request, url?.pathname, session);
    if (status !== undefined || session === undefined) {
      refuseUpgrade(socket, status ?? 401);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      const seq = Number(url?.searchParams.get('seq') ?? Number.NaN);
      this.#welcome(client, session.id, url?.searchParams.get('run') ?? '', seq);
    });
  }

  #refusalOf(
    { headers }: IncomingMessage,
    path: string | undefined,
    session: Session | undefined,
  ): number | undefined {
    if (path !== PATH) return 404;
    // A page of elsewhere may open sockets here: only their origin tells.
    if (strangerIn(headers) !== undefined || headers.origin === undefined) return 403;
    if (session === undefined) return 401;
    return this.#browsers.size >= SOCKETS_MOST ? 503 : undefined;
  }

  #welcome(client: WebSocket, session: string, run: string, seq: number): void {
    const browser = new BrowserSocket(client, session, this.#options.now);
    this.#browsers.add(browser);
    this.#options.link.attend(true);
    client.on('pong', () => {
      browser.isAlive = true;
    });
    // A frame that is none ends the socket; there is nobody else to tell.
    client.on('error', () => client.terminate());
    client.on('close', () => {
      this.#browsers.delete(browser);
      this.#watch.leave(browser);
    });
    client.on('message', (data, isBinary) => this.#hear(browser, data, isBinary));
    const { document } = this.#options;
    browser.say(this.#deskMessage());
    const missed = Number.isSafeInteger(seq) ? document.since(run, seq) : undefined;
    if (missed !== undefined) {
      for (const text of missed) browser.tell(text);
      return;
    }
    const snapshot = document.snapshot();
    if (snapshot !== undefined) browser.tell(snapshot);
  }

  #hear(browser: BrowserSocket, data: RawData, isBinary: boolean): void {
    if (!browser.takeRequest()) {
      browser.close(CLOSED.tooMuch, 'asks too often');
      return;
    }
    const request = isBinary ? undefined : requestIn(String(data));
    if (request === undefined) {
      const message = 'it asks for nothing that there is';
      browser.say({ kind: 'refused', code: 'bad_question', message });
    } else if (request.kind === 'watch') this.#watch.watch(browser, request);
    else this.#watch.unwatch(browser, request);
  }

  #tellDesk(): void {
    for (const browser of this.#browsers) browser.say(this.#deskMessage());
  }

  #deskMessage(): LiveMessage {
    return { kind: 'desk', away: this.#options.document.away };
  }

  #look(): void {
    const { document, desk } = this.#options;
    const isPing = ++this.#looks % PING_LOOKS === 0;
    if (this.#looks % SESSION_LOOKS === 0) desk.sessions.endOver();
    // Not at once: a page that is loaded again is back in a moment.
    if (isPing && this.#browsers.size === 0) this.#options.link.attend(false);
    // A browser takes a socket on which nothing is said for long for a dead one.
    if (isPing && document.away !== null) this.#tellDesk();
    for (const browser of this.#browsers) {
      browser.catchUp(() => document.snapshot());
      if (isPing) browser.ping();
    }
  }

  /** Whoever has signed out, in whatever tab, hears nothing more in any. */
  #signOut(session: string): void {
    for (const browser of this.#browsers) {
      if (browser.session === session) browser.close(CLOSED.signedOut, 'its session is over');
    }
  }
}

function requestIn(text: string): LiveRequest | undefined {
  try {
    return requestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function refuseUpgrade(socket: Duplex, status: number): void {
  // Whoever is gone before it is told must not take the dashboard along: nobody else listens.
  socket.on('error', () => socket.destroy());
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'Connection: close'];
  socket.end(`${[...lines, 'Content-Length: 0'].join('\r\n')}\r\n\r\n`);
}
