import { z } from 'zod';
import { ok } from '../../../domain/result.ts';
import { type ApiRoute, route } from '../api-route.ts';
import type { SessionDesk } from '../session-desk.ts';
import type { Session } from '../sessions.ts';

const GROUP = 'session';

const sessionSchema = z.object({
  /** Sent as x-csrf-token with whatever is not a look. */
  csrf: z.string(),
  /** ms since the epoch. */
  until: z.number(),
  /** It may change something until then, ms; null: it only looks. */
  controlUntil: z.number().nullable(),
});

/** Who is signed in, as the pages hear it. */
export type SessionAnswer = z.infer<typeof sessionSchema>;

const doneSchema = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;

/** Signing in and out, and control. */
export function sessionRoutes(desk: SessionDesk): readonly ApiRoute[] {
  const told = (session: Session): SessionAnswer => ({
    csrf: session.csrf,
    until: session.until,
    controlUntil: desk.sessions.hasControl(session) ? session.controlUntil : null,
  });
  return [...signingRoutes(desk, told), ...controlRoutes(desk, told)];
}

type Tell = (session: Session) => SessionAnswer;

function signingRoutes(desk: SessionDesk, told: Tell): readonly ApiRoute[] {
  return [
    route({
      method: 'POST',
      path: '/session',
      group: GROUP,
      summary: 'Signs in with the access token; sets the cookie of the session',
      power: 'open',
      body: z.strictObject({ token: z.string().max(200) }),
      answer: sessionSchema,
      handle: ({ body, header }) => {
        const session = desk.signIn(body.token);
        if ('ok' in session) return session;
        header('set-cookie', cookieOf(desk, session.id, session.until));
        return ok(told(session));
      },
    }),
    route({
      method: 'GET',
      path: '/session',
      group: GROUP,
      summary: 'The session of who asks; null: nobody is signed in',
      // Every page asks it as it opens: that nobody is signed in yet is no fault.
      power: 'open',
      answer: z.object({ session: sessionSchema.nullable() }),
      handle: ({ session }) => {
        if (session === undefined) return ok({ session: null });
        return desk.refusalOf('look', session, undefined) ?? ok({ session: told(session) });
      },
    }),
    route({
      method: 'DELETE',
      path: '/session',
      group: GROUP,
      summary: 'Signs out',
      power: 'safe',
      answer: doneSchema,
      handle: ({ session, header }) => {
        desk.sessions.end(session as Session);
        header('set-cookie', cookieOf(desk, '', 0));
        return ok(DONE);
      },
    }),
  ];
}

function controlRoutes(desk: SessionDesk, told: Tell): readonly ApiRoute[] {
  return [
    route({
      method: 'POST',
      path: '/control',
      group: GROUP,
      summary: 'Takes control for a quarter of an hour: from then on it may change something',
      power: 'safe',
      answer: sessionSchema,
      handle: ({ session }) => {
        desk.sessions.takeControl(session as Session);
        return ok(told(session as Session));
      },
    }),
    route({
      method: 'DELETE',
      path: '/control',
      group: GROUP,
      summary: 'Gives control back: from then on it only looks',
      power: 'safe',
      answer: sessionSchema,
      handle: ({ session }) => {
        desk.sessions.giveControl(session as Session);
        return ok(told(session as Session));
      },
    }),
  ];
}

function cookieOf({ cookie }: SessionDesk, id: string, until: number): string {
  const end = new Date(until).toUTCString();
  return `${cookie}=${id}; Path=/; HttpOnly; SameSite=Strict; Expires=${end}`;
}
