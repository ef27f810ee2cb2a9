import type { FastifyReply } from 'fastify';
import type { Result } from '../../domain/result.ts';

/**
 * Of a refusal because it asks for what is not known: a past that is not kept, a price that nobody
 * told. What is not here is not found.
 */
export const NOT_KNOWN = 'not_known';

/** Refusals in the service's form. */
export function answer(reply: FastifyReply, result: Result<unknown>): FastifyReply {
  if (result.ok) return reply.send(result.value);
  return refused(reply, result.message, result.code === NOT_KNOWN ? 404 : 400);
}

export function refused(reply: FastifyReply, error: string, status = 400): FastifyReply {
  return reply.code(status).send({ error });
}

export const NO_USER = "required query param 'user' not provided";
