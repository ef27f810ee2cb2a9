import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ApiRoute, Power, Refused } from './api-route.ts';
import { NO_STORE } from './headers.ts';
import { bodyOf, statusOf } from './refusals.ts';
import type { SessionDesk } from './session-desk.ts';

/** Serves routes below /api: checks who asks, what is asked, and what is answered. */
export function installApi(
  app: FastifyInstance,
  routes: readonly ApiRoute[],
  desk: SessionDesk,
): void {
  for (const one of routes) {
    app.route({
      method: one.method,
      url: `/api${one.path}`,
      handler: async (request, reply) => {
        reply.headers(NO_STORE);
        const answer = await answerOf(one, request, reply, desk);
        if (!answer.ok) return refuseWith(reply, answer);
        // An answer that is not as it was described is a fault of ours: it is not given.
        return reply.send(one.answer.parse(answer.value));
      },
    });
  }
}

export function refuseWith(reply: FastifyReply, refused: Refused): FastifyReply {
  return reply.headers(NO_STORE).code(statusOf(refused)).send(bodyOf(refused));
}

async function answerOf(
  one: ApiRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  desk: SessionDesk,
): Promise<Result<unknown> | Refused> {
  const { headers } = request;
  const session = desk.of(headers);
  const hear = (power: Power) => desk.refusalOf(power, session, headers['x-csrf-token']);
  // Who is not signed in learns nothing of what a question should look like.
  const stranger = hear(typeof one.power === 'function' ? 'safe' : one.power);
  if (stranger !== undefined) return stranger;
  const query = checked(one.query, request.query);
  if (!query.ok) return query;
  const body = checked(one.body, request.body ?? undefined);
  if (!body.ok) return body;
  const said = body.value as never;
  if (typeof one.power === 'function') {
    const refused = hear(one.power(said));
    if (refused !== undefined) return refused;
  }
  const power = typeof one.power === 'function' ? one.power(said) : one.power;
  if (power === 'raise') {
    const refused = desk.refusalToRaise(body.value as object, one.words?.(said) ?? one.summary);
    if (refused !== undefined) return refused;
  }
  return one.handle({
    query: query.value as never,
    body: said,
    session,
    header: (name, value) => void reply.header(name, value),
  });
}

function checked(schema: z.ZodType | undefined, value: unknown): Result<unknown> {
  if (schema === undefined) return ok(undefined);
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  return refuse('bad_question', where === '' ? `${issue?.message}` : `${where}: ${issue?.message}`);
}
