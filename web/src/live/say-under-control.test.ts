import { expect, test } from 'vitest';
import { Api } from './api.ts';
import { sayUnderControl } from './say-under-control.ts';
import { Session } from './session.ts';

const UNTIL = 900;

/** A server that hears words only while control holds, which it gives until {@link UNTIL}. */
function aServer() {
  const asked: string[] = [];
  const server = { hasControl: false };
  const api = new Api(async (path) => {
    asked.push(path);
    if (path === '/api/control') server.hasControl = true;
    const isHeard = server.hasControl || path !== '/api/backtests';
    const refused = { error: { code: 'no_control', message: 'this session only looks' } };
    return new Response(JSON.stringify(isHeard ? { csrf: 'c', controlUntil: UNTIL } : refused), {
      status: isHeard ? 200 : 403,
    });
  });
  return { asked, server, speakers: { api, session: new Session(api) } };
}

test('control is taken before the first word, and not again while it holds', async () => {
  const { asked, speakers } = aServer();
  const say = (now: number) => sayUnderControl(speakers, '/api/backtests', {}, now);
  expect(await say(0)).toMatchObject({ ok: true });
  expect(await say(UNTIL - 1)).toMatchObject({ ok: true });
  expect(asked).toEqual(['/api/control', '/api/backtests', '/api/backtests']);
  expect(await say(UNTIL)).toMatchObject({ ok: true });
  expect(asked.slice(3)).toEqual(['/api/control', '/api/backtests']);
});

test('it is taken once more where it ended by the clock of the server', async () => {
  const { asked, server, speakers } = aServer();
  await speakers.session.takeControl();
  server.hasControl = false;
  expect(await sayUnderControl(speakers, '/api/backtests', {}, 0)).toMatchObject({ ok: true });
  const again = ['/api/control', '/api/backtests'];
  expect(asked).toEqual(['/api/control', '/api/backtests', ...again]);
});
