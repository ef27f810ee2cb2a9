import type { FastifyReply } from 'fastify';
import type { Result } from '../../domain/result.ts';
import { NOT_KNOWN } from './answers.ts';

/** How version 2 tells a refusal (venue docs, read 2026-11). */
export function secondAnswer(reply: FastifyReply, result: Result<unknown>): FastifyReply {
  if (result.ok) return reply.send(result.value);
  return secondRefusal(reply, result.code === NOT_KNOWN ? 404 : 400, result.message);
}

const CODES = { 400: 'invalid_request', 404: 'not_found' } as const;

export function secondRefusal(
  reply: FastifyReply,
  status: keyof typeof CODES,
  error: string,
): FastifyReply {
  const body = { error, code: CODES[status], retryable: false, trace_id: reply.request.id };
  return reply.code(status).send(body);
}
