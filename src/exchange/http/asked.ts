import type { FastifyRequest } from 'fastify';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { Query } from '../wire/query.ts';
import { isRecord } from '../wire/record.ts';

/** What the address asks for. */
export function queryOf({ query }: FastifyRequest): Query {
  return new Query(query);
}

/** A part of the path. */
export function pathText({ params }: FastifyRequest, name: string): string {
  return (params as Readonly<Record<string, string>>)[name] ?? '';
}

/** The body as it came; undefined for none. */
export function rawBody({ body }: FastifyRequest): Buffer | undefined {
  return Buffer.isBuffer(body) && body.length > 0 ? body : undefined;
}

/** The body read; undefined for none. */
export function jsonBody(request: FastifyRequest): Result<unknown> {
  const raw = rawBody(request);
  if (raw === undefined) return ok(undefined);
  try {
    return ok(JSON.parse(raw.toString()) as unknown);
  } catch {
    return refuse('not_json', 'the body is no JSON');
  }
}

/** The body as an object; an empty one where there is none. */
export function objectBody(request: FastifyRequest): Result<Readonly<Record<string, unknown>>> {
  const read = jsonBody(request);
  if (!read.ok) return read;
  const value = read.value ?? {};
  return isRecord(value) ? ok(value) : refuse('not_an_object', 'the body is no object');
}

/** The body as a list. */
export function listBody(request: FastifyRequest): Result<readonly unknown[]> {
  const read = jsonBody(request);
  if (!read.ok) return read;
  return Array.isArray(read.value)
    ? ok(read.value as readonly unknown[])
    : refuse('not_a_list', 'the body is no list');
}
