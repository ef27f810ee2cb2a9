import { expect, test } from 'vitest';
import { Api } from './api.ts';
import { sayUnderControl } from './say-under-control.ts';
import { Session } from './session.ts';

/** A server that hears words only after control was taken. */
function aServer() {
  const asked: string[] = [];
  let hasControl = false;
  const api = new Api(async (path) => {
    asked.push(path);
    if (path === '/api/control') hasControl = true;
    const isHeard = hasControl || path !== '/api/backtests';
    const refused = { error: { code: 'no_control', message: 'this session only looks' } };
    return new Response(JSON.stringify(isHeard ? { csrf: 'c' } : refused), {
      status: isHeard ? 200 : 403,
    });
  });
  return { asked, speakers: { api, session: new Session(api) } };
}

test('control is taken where it is missing, and only then', async () => {
  const { asked, speakers } = aServer();
  expect(await sayUnderControl(speakers, '/api/backtests', {})).toMatchObject({ ok: true });
  expect(await sayUnderControl(speakers, '/api/backtests', {})).toMatchObject({ ok: true });
  const first = ['/api/backtests', '/api/control', '/api/backtests'];
  expect(asked).toEqual([...first, '/api/backtests']);
});
