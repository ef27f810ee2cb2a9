import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { HOST } from './host.ts';

/** A service that stands under a path of the exchange, and the port that it gets for itself. */
export type ServicePort = {
  /** "/gamma". */
  readonly prefix: string;
  /** 0: any that is free. */
  readonly port: number;
};

export type OpenServicePort = {
  readonly port: number;
  /** http://127.0.0.1:port */
  readonly base: string;
  /** Breaks all connections off. */
  close(): Promise<void>;
};

/**
 * Serves what stands under a path at the root of a port, too, as each service of the venue stands
 * at the root of a host: clients that let a path replace what is in an address (urljoin of Python,
 * URL of the web) reach it only there. Answers, state and faults are those of the path.
 * @throws when the port is taken.
 */
export async function openServicePort(
  app: FastifyInstance,
  { prefix, port: asked }: ServicePort,
): Promise<OpenServicePort> {
  const server = createServer((request, response) => {
    request.url = `${prefix}${request.url}`;
    app.routing(request, response);
  });
  // As long as the exchange's own: a client that keeps connections loses none it would keep there.
  server.keepAliveTimeout = app.server.keepAliveTimeout;
  await once(server.listen(asked, HOST), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, base: `http://${HOST}:${port}`, close };
}
