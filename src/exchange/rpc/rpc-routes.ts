import type { FastifyInstance } from 'fastify';
import { rawBody } from '../http/asked.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { chainMethods } from './chain-methods.ts';
import { answerRpc } from './json-rpc.ts';

export const RPC_PATH = '/rpc';

/** The venue's chain as far as clients read balances from it: JSON-RPC, which changes nothing. */
export function installRpc(app: FastifyInstance, venue: LocalVenue): void {
  const methods = chainMethods(venue);
  app.post(RPC_PATH, (request, reply) => {
    const answer = answerRpc(rawBody(request)?.toString() ?? '', methods);
    return answer === undefined ? reply.code(204).send() : reply.send(answer);
  });
}
