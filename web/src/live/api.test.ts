import { expect, test } from 'vitest';
import { Api } from './api.ts';

type Asked = { readonly path: string; readonly init: RequestInit };

function stage(status: number, body: unknown) {
  const asked: Asked[] = [];
  const api = new Api(async (path, init) => {
    asked.push({ path, init });
    return new Response(JSON.stringify(body), { status });
  });
  return { api, asked };
}

test('a word carries the token of the session, a look does not', async () => {
  const { api, asked } = stage(200, { done: true });
  api.allow('secret');
  expect(await api.say('/api/desk/pause', { strategy: 'random' })).toEqual({
    ok: true,
    value: { done: true },
  });
  await api.look('/api/session');
  expect(asked[0]?.init.headers).toMatchObject({ 'x-csrf-token': 'secret' });
  expect(asked[0]?.init.body).toBe('{"strategy":"random"}');
  expect(asked[1]?.init.headers).toBeUndefined();
});

test('a refusal is told with its code and the words that are missing', async () => {
  const error = { code: 'words_needed', message: 'type it', words: 'RESUME' };
  const { api } = stage(403, { error });
  expect(await api.say('/api/desk/resume')).toEqual({ ok: false, ...error });
});

test('a server that is gone, or that speaks nonsense, is a refusal as well', async () => {
  const gone = new Api(() => Promise.reject(new TypeError('failed to fetch')));
  expect(await gone.look('/api/session')).toMatchObject({ ok: false, code: 'no_answer' });
  const { api } = stage(500, {});
  expect(await api.look('/x')).toMatchObject({
    code: 'unread',
    message: expect.stringContaining('500'),
  });
});
