import type { FastifyReply } from 'fastify';
import type { Result } from '../../domain/result.ts';

/** Refusals in the service's form. */
export function answer(reply: FastifyReply, result: Result<unknown>): FastifyReply {
  return result.ok ? reply.send(result.value) : refused(reply, result.message);
}

export function refused(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(400).send({ error });
}

export const NO_USER = "required query param 'user' not provided";
