import type { FastifyInstance } from 'fastify';
import { answer, refusal, send } from '../http/answer.ts';
import { queryOf } from '../http/asked.ts';
import { isDeployed } from '../venue/deployed.ts';
import type { LocalVenue } from '../venue/local-venue.ts';

const RELAYER_PREFIX = '/relayer';

/**
 * The venue's relayer as far as it tells whether a wallet is on chain: clients that trade for a
 * wallet ask before their first order. It says what the chain says.
 */
export function installRelayer(app: FastifyInstance, venue: LocalVenue): void {
  app.get(`${RELAYER_PREFIX}/deployed`, (request, reply) => {
    const address = queryOf(request).text('address')?.toLowerCase() ?? '';
    if (!/^0x[0-9a-f]{40}$/.test(address)) return send(reply, refusal(400, 'invalid address'));
    return send(reply, answer({ deployed: isDeployed(address, venue) }));
  });
}
