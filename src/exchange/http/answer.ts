import type { FastifyReply } from 'fastify';

/** What a route says. */
export type Answer = {
  readonly status: number;
  /** Becomes JSON; undefined for nothing at all. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export function answer(body: unknown): Answer {
  return { status: 200, body };
}

/** A refusal in the form that all of the venue's have. */
export function refusal(status: number, error: string): Answer {
  return { status, body: { error } };
}

/** Writes it, made into text once. */
export function send(reply: FastifyReply, { status, body, headers }: Answer): void {
  reply.code(status).type('application/json; charset=utf-8');
  if (headers !== undefined) reply.headers(headers);
  reply.send(body === undefined ? '' : JSON.stringify(body));
}
