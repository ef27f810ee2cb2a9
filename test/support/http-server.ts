// An HTTP server on the loopback interface that answers what the test says.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request is answered with, or how it is left without an answer. */
export type ScriptedAnswer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Nothing comes, and the connection stays. */
  | 'hang'
  /** The connection is cut before an answer. */
  | 'cut'
  /** A status and half a body come, then the connection is cut, or stays. */
  | 'cut half-way'
  | 'hang half-way';

export type ReceivedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export class HttpServer {
  readonly base: string;
  readonly received: ReceivedRequest[] = [];
  /** Called for each request that has arrived as a whole. */
  answer: (request: ReceivedRequest) => ScriptedAnswer = () => ({ status: 200, body: '{}' });
  readonly #close: () => Promise<void>;

  private constructor(port: number, close: () => Promise<void>) {
    this.base = `http://127.0.0.1:${port}`;
    this.#close = close;
  }

  /** Listens on a free port of the loopback interface. */
  static async open(): Promise<HttpServer> {
    const http = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      const received: ReceivedRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(pieces).toString('utf8'),
      };
      server.received.push(received);
      reply(response, server.answer(received));
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const server = new HttpServer((http.address() as AddressInfo).port, async () => {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    });
    return server;
  }

  close(): Promise<void> {
    return this.#close();
  }
}

function reply(response: ServerResponse, answer: ScriptedAnswer): void {
  if (answer === 'hang') return;
  if (answer === 'cut') {
    response.destroy();
    return;
  }
  if (typeof answer === 'string') {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"half":');
    if (answer === 'cut half-way') setImmediate(() => response.destroy());
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}
