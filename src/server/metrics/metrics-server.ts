import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONTENT_TYPE } from './metrics-registry.ts';

export type MetricsServer = {
  readonly port: number;
  close(): Promise<void>;
};

const HOST = '127.0.0.1';
const CONNECTIONS_MOST = 8;
/** Whoever does not finish asking, or does not take the answer, is let go of after this, ms. */
const STUCK_MS = 5_000;

/**
 * Tells the metrics to Prometheus on this machine, without a token: they can be read, and nothing
 * else. Asked by another name than this machine's own, or from a page, it tells nothing.
 * @throws when the port is taken.
 */
export async function serveMetrics(
  port: number,
  text: () => Promise<string>,
): Promise<MetricsServer> {
  const server = createServer(
    { headersTimeout: STUCK_MS, requestTimeout: STUCK_MS },
    (request, response) => {
      const refused = refusalOf(request);
      if (refused !== undefined) send(response, refused, 'text/plain', '');
      else {
        text().then(
          (told) => send(response, 200, CONTENT_TYPE, told),
          (error: unknown) => send(response, 500, 'text/plain', String(error)),
        );
      }
    },
  );
  server.maxConnections = CONNECTIONS_MOST;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  // A desk that ends must not wait for whoever looks at it.
  server.unref();
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

function refusalOf({ headers, method, url }: IncomingMessage): number | undefined {
  const host = headers.host?.split(':')[0];
  if (headers.origin !== undefined || (host !== HOST && host !== 'localhost')) return 403;
  if (method !== 'GET') return 405;
  return url === '/metrics' ? undefined : 404;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
  response.socket?.setTimeout(STUCK_MS, () => response.destroy());
}
