import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SessionDesk } from './session-desk.ts';
import type { Backtests } from './workshop.ts';

/**
 * A report is a page of its own with code of its own, named by hash in it: it is shown as from
 * another origin, with no access to the session or to anything of this server.
 */
const REPORT_POLICY = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the report of a backtest, and its whole result as a file, to who is signed in. */
export function installReports(
  app: FastifyInstance,
  backtests: Backtests,
  desk: SessionDesk,
): void {
  const serve = (kind: 'html' | 'json', name: 'report.html' | 'result.json', type: string) =>
    app.get<{ Params: { id: string } }>(`/reports/:id.${kind}`, async (request, reply) => {
      reply.headers({ 'cache-control': 'no-store', 'content-security-policy': REPORT_POLICY });
      const { id } = request.params;
      const isKnown = desk.refusalOf('look', desk.of(request.headers), undefined) === undefined;
      const file = isKnown ? await backtests.open(id, name) : undefined;
      if (file === undefined) return refuseIn(reply, isKnown);
      if (kind === 'json') {
        reply.header('content-disposition', `attachment; filename="polydesk-${id}.json"`);
      }
      return reply.type(type).header('content-length', file.bytes).send(file.stream);
    });
  serve('html', 'report.html', 'text/html; charset=utf-8');
  serve('json', 'result.json', 'application/json; charset=utf-8');
}

function refuseIn(reply: FastifyReply, isKnown: boolean): FastifyReply {
  const text = isKnown ? NO_FILE : 'Sign in to the dashboard first.\n';
  return reply
    .code(isKnown ? 404 : 401)
    .type('text/plain; charset=utf-8')
    .send(text);
}

const NO_FILE = 'There is no such report. It was removed, or its backtest is not done.\n';
