import type { FastifyReply } from 'fastify';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Query } from '../wire/query.ts';
import { limitOf } from './list-page.ts';

/** A path with a number or a slug in it. */
export type Named = { readonly Params: { readonly name: string } };

/** A stretch of a list that has no order of its own. */
export function slice<T>(rows: readonly T[], query: Query, most?: number): Result<readonly T[]> {
  const offset = query.count('offset') ?? 0;
  const limit = limitOf(query, most);
  const { problem } = query;
  return problem === undefined
    ? ok(rows.slice(offset, offset + limit))
    : refuse('invalid_query', problem);
}

/** Refusals in the venue's form. */
export function answer<T>(
  reply: FastifyReply,
  result: Result<T>,
  rowOf: (value: T) => unknown = (value) => value,
): FastifyReply {
  if (result.ok) return reply.send(rowOf(result.value));
  return reply.code(422).send({ type: 'validation error', error: result.message });
}

export function found(reply: FastifyReply, row: unknown): FastifyReply {
  if (row !== undefined) return reply.send(row);
  return reply.code(404).send({ type: 'not found error', error: 'id not found' });
}
