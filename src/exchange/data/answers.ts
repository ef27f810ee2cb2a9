import type { FastifyReply } from 'fastify';
import type { Result } from '../../domain/result.ts';

/** Of a refusal because the past that it asks for is not kept: what is not here is not found. */
export const NOT_KEPT = 'not_kept';

/** Refusals in the service's form. */
export function answer(reply: FastifyReply, result: Result<unknown>): FastifyReply {
  if (result.ok) return reply.send(result.value);
  return refused(reply, result.message, result.code === NOT_KEPT ? 404 : 400);
}

export function refused(reply: FastifyReply, error: string, status = 400): FastifyReply {
  return reply.code(status).send({ error });
}

export const NO_USER = "required query param 'user' not provided";
