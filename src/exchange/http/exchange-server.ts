import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { KeyCheck } from '../auth/key-check.ts';
import type { VerifyLogin } from '../auth/login.ts';
import { FaultDesk } from '../faults/fault-desk.ts';
import type { OrderIntake } from '../intake/order-intake.ts';
import { SignerLimits, type SignerTier } from '../limits/signer-limits.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { ReadKeys } from '../venue/read-keys.ts';
import { refusal, send } from './answer.ts';
import { installClob } from './clob-routes.ts';
import type { ExchangeDesk, RouteInstaller } from './exchange-desk.ts';
import { hookFaults } from './fault-hook.ts';
import { HOST } from './host.ts';
import { type OpenServicePort, openServicePort, type ServicePort } from './service-port.ts';

export type ExchangeServerOptions = {
  readonly venue: LocalVenue;
  readonly intake: OrderIntake;
  readonly verifyLogin: VerifyLogin;
  /** 0, where not told otherwise: any that is free. */
  readonly port?: number;
  /** Of every signer; undefined limits nobody. */
  readonly tier: SignerTier | undefined;
  /** Further services under the same address: Gamma, the data service, sockets. */
  readonly installers?: readonly RouteInstaller[];
  /** Those of them that get a port of their own as well. */
  readonly ownPorts?: readonly ServicePort[];
  /** Hears of errors that are the exchange's own; the client hears of a status 500. */
  readonly onError?: (error: Error) => void;
};

export type ExchangeServer = {
  readonly app: FastifyInstance;
  readonly desk: ExchangeDesk;
  readonly port: number;
  /** http://127.0.0.1:port */
  readonly base: string;
  /** http://127.0.0.1:port/prefix, or the port of its own that the service got. */
  baseOf(prefix: string): string;
  /** Breaks all connections off; the venue stays as it is. */
  close(): Promise<void>;
};

/** A batch of 15 orders has 12 kB, 1000 cancels 70 kB. */
const BODY_BYTES_MOST = 1_000_000;

/** Serves the exchange on this machine. */
export async function createExchangeServer(
  options: ExchangeServerOptions,
): Promise<ExchangeServer> {
  const { venue, intake, verifyLogin } = options;
  const faults = new FaultDesk(venue);
  const desk: ExchangeDesk = {
    venue,
    intake,
    verifyLogin,
    keyCheck: new KeyCheck(venue.keys, venue.time),
    readKeys: new ReadKeys(venue.ids, venue.keys),
    limits: new SignerLimits(options.tier, venue.time),
    faults,
  };
  const app = newApp(options.onError);
  hookFaults(app, faults, venue.time);
  for (const install of [installClob, ...(options.installers ?? [])]) install(app, desk);
  const own = new Map<string, OpenServicePort>();
  const close = async () => {
    faults.outage.stop();
    await Promise.all([...own.values()].map((service) => service.close()));
    await app.close();
  };
  try {
    await app.listen({ host: HOST, port: options.port ?? 0 });
    for (const one of options.ownPorts ?? []) own.set(one.prefix, await openServicePort(app, one));
  } catch (error) {
    await close();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  const base = `http://${HOST}:${port}`;
  const baseOf = (prefix: string) => own.get(prefix)?.base ?? `${base}${prefix}`;
  return { app, desk, port, base, baseOf, close };
}

function newApp(onError: ExchangeServerOptions['onError']): FastifyInstance {
  const app = Fastify({ bodyLimit: BODY_BYTES_MOST, forceCloseConnections: true, logger: false });
  // Some clients send lists of tokens as the body of a GET (venue's Rust client 0.9.0).
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  // The raw bytes are what is signed, and an empty body is none, whatever its type says. What is no
  // type at all would be refused.
  app.addHook('onRequest', (request, _reply, done) => {
    delete request.raw.headers['content-type'];
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setNotFoundHandler(({ method, url }, reply) => {
    const [path] = url.split('?', 1);
    send(reply, refusal(404, `not found: ${method} ${path}`));
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) onError?.(error);
    const words = status === 413 ? 'Payload exceeds the limit' : 'Invalid request';
    send(reply, refusal(status, status >= 500 ? 'Internal server error' : words));
  });
  return app;
}
