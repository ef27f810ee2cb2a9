import { expect, test } from 'vitest';
import { Api } from './api.ts';
import { Session } from './session.ts';

/** A session asked of a server that answers so. */
async function asked(status: number, body: unknown): Promise<Session> {
  const session = new Session(new Api(async () => new Response(JSON.stringify(body), { status })));
  await session.ask();
  return session;
}

test('nobody is signed in where the server knows of no session', async () => {
  const { state } = await asked(200, { session: null });
  expect(state).toEqual({ state: 'out', controlUntil: 0, fault: undefined });
});

test('an earlier sign-in goes on, with the control that it has', async () => {
  const session = await asked(200, { session: { csrf: 'c', until: 9, controlUntil: 7 } });
  expect(session.state).toEqual({ state: 'in', controlUntil: 7, fault: undefined });
  expect([session.hasControl(6), session.hasControl(7)]).toEqual([true, false]);
});

test('a server that does not answer says nothing of who is signed in', async () => {
  const { state } = await asked(500, {});
  expect(state).toMatchObject({ state: 'unreachable', fault: expect.stringContaining('500') });
});

test('another token signs nobody out: what is shown, and Kill, stay', async () => {
  const answers = [
    new Response(JSON.stringify({ session: { csrf: 'c', until: 9, controlUntil: null } })),
    new Response(JSON.stringify({ error: { code: 'wrong_token', message: 'no' } }), {
      status: 401,
    }),
  ];
  const session = new Session(new Api(async () => answers.shift() as Response));
  await session.ask();
  await session.signIn('of-yesterday');
  expect([session.state.state, answers.length]).toEqual(['in', 0]);
});
