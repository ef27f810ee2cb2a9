import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import { type ApiRoute, route } from './api-route.ts';
import type { DashboardSources } from './dashboard-sources.ts';
import type { DeskLink } from './desk-link.ts';
import { EquityMemory } from './equity-memory.ts';
import { strangerIn } from './guard.ts';
import { safeHeaders } from './headers.ts';
import { installApi, refuseWith } from './install-api.ts';
import { LiveDocument } from './live-document.ts';
import { LiveSockets } from './live-sockets.ts';
import { openApiOf } from './open-api.ts';
import { installPages } from './pages.ts';
import { installReports } from './report-pages.ts';
import { backtestRoutes } from './routes/backtest-routes.ts';
import { deskRoutes } from './routes/desk-routes.ts';
import { historyRoutes } from './routes/history-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { wordsRoutes } from './routes/words-routes.ts';
import { SessionDesk } from './session-desk.ts';
import { WeightsMemory } from './weights-memory.ts';
import type { Workshop } from './workshop.ts';

export type DashboardOptions = {
  readonly link: DeskLink;
  readonly sources: DashboardSources;
  readonly workshop: Workshop;
  /** The built pages; where there are none the API answers all the same. */
  readonly pages: string;
  /** On 127.0.0.1; 0: any that is free. */
  readonly port: number;
  /** The hash of the access token that holds now. */
  readonly access: () => string;
  /** Wall clock, ms since the epoch. */
  readonly now: () => number;
  readonly software: string;
  /** Hears of faults of our own; who asks hears of a status 500. Nothing secret is in them. */
  readonly onError: (error: Error) => void;
};

export type Dashboard = {
  readonly port: number;
  close(): Promise<void>;
};

const HOST = '127.0.0.1';
const BODY_BYTES_MOST = 16_384;
const STUCK_MS = 10_000;
const CONNECTIONS_MOST = 128;

/** Serves pages, API and socket. Refuses `port_taken`. */
export async function startDashboard(options: DashboardOptions): Promise<Result<Dashboard>> {
  const { link, sources, workshop, now, access, port } = options;
  const app = newApp(options);
  const document = new LiveDocument(() => now() * MICROS_PER_MS);
  const desk = new SessionDesk(`polydesk_${port}`, { now, access });
  const equity = new EquityMemory();
  const weights = new WeightsMemory();
  const routes: ApiRoute[] = [
    ...sessionRoutes(desk),
    ...deskRoutes({ link, document }),
    ...historyRoutes({ sources, link, equity, weights }),
    ...backtestRoutes(workshop.backtests),
    ...settingsRoutes(workshop.settings),
  ];
  routes.push(...wordsRoutes(routes), descriptionOf(routes, options.software));
  installApi(app, routes, desk);
  installReports(app, workshop.backtests, desk);
  installPages(app, options.pages);
  app.server.maxConnections = CONNECTIONS_MOST;
  try {
    await app.listen({ host: HOST, port });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return refuse('port_taken', `port ${port} of ${HOST} is taken by another program`);
  }
  const sockets = new LiveSockets(app.server, {
    link,
    document,
    memories: [equity, weights],
    desk,
    now,
  });
  const close = async () => {
    link.close();
    sockets.close();
    await app.close();
  };
  return ok({ port: (app.server.address() as AddressInfo).port, close });
}

function descriptionOf(routes: readonly ApiRoute[], software: string): ApiRoute {
  return route({
    method: 'GET',
    path: '/openapi.json',
    group: 'description',
    summary: 'This description',
    power: 'open',
    answer: z.looseObject({ openapi: z.string() }),
    handle: () => ok(openApiOf(routes, software) as { openapi: string }),
  });
}

function newApp({ onError }: DashboardOptions): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_BYTES_MOST,
    forceCloseConnections: true,
    logger: false,
    requestTimeout: STUCK_MS,
    routerOptions: { maxParamLength: 1_000 },
  });
  // JSON alone: a form, which any page may send here, is none.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    const stranger = strangerIn(request.headers);
    reply.headers(safeHeaders(stranger === undefined ? (request.headers.host ?? HOST) : HOST));
    if (stranger !== undefined) await refuseWith(reply, refuse('stranger', stranger));
  });
  app.setNotFoundHandler((_request, reply) => {
    refuseWith(reply, refuse('not_found', 'there is no such thing'));
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) onError(error);
    if (status >= 500) reply.code(500).send(OUR_FAULT);
    else if (status === 413) refuseWith(reply, refuse('too_large', 'it is too long'));
    else refuseWith(reply, refuse('bad_question', 'it is no JSON that is understood'));
  });
  return app;
}

const OUR_FAULT = {
  error: { code: 'our_fault', message: 'the dashboard has failed at this: see its log' },
};
