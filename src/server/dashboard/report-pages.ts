import type { FastifyInstance } from 'fastify';
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

/** Serves the report of a backtest to who is signed in. */
export function installReports(
  app: FastifyInstance,
  backtests: Backtests,
  desk: SessionDesk,
): void {
  app.get<{ Params: { id: string } }>('/reports/:id.html', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'content-security-policy': REPORT_POLICY });
    const isKnown = desk.refusalOf('look', desk.of(request.headers), undefined) === undefined;
    const page = isKnown ? await backtests.file(request.params.id, 'report.html') : undefined;
    if (page !== undefined) return reply.type('text/html; charset=utf-8').send(page);
    const text = isKnown ? 'There is no such report.\n' : 'Sign in to the dashboard first.\n';
    return reply
      .code(isKnown ? 404 : 401)
      .type('text/plain; charset=utf-8')
      .send(text);
  });
}
