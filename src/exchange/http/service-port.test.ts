import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { type OpenServicePort, openServicePort } from './service-port.ts';

/** An exchange whose catalogue says what it was asked, and how often it was. */
async function opened(port = 0) {
  const app = Fastify();
  app.get('/time', () => 1);
  app.get('/gamma/markets', ({ query }) => ({ query }));
  app.post('/gamma/markets', ({ body }) => ({ body }));
  await app.ready();
  onTestFinished(() => app.close());
  const service = await openServicePort(app, { prefix: '/gamma', port });
  onTestFinished(() => service.close());
  return service;
}

const told = async (service: OpenServicePort, path: string, init?: RequestInit) => {
  // As clients put an address together that let a path replace what is there.
  const answer = await fetch(new URL(path, service.base), init);
  return { status: answer.status, body: await answer.json() };
};

test('a service stands at the root of its own port, with query and body', async () => {
  const service = await opened();
  expect(service.base).toBe(`http://127.0.0.1:${service.port}`);
  expect(await told(service, '/markets?slug=a')).toEqual({
    status: 200,
    body: { query: { slug: 'a' } },
  });
  const headers = { 'content-type': 'application/json' };
  const sent = { method: 'POST', headers, body: '{"slug":["a"]}' };
  expect(await told(service, '/markets', sent)).toEqual({
    status: 200,
    body: { body: { slug: ['a'] } },
  });
});

test('what belongs to another service is not found there', async () => {
  const service = await opened();
  for (const path of ['/time', '/gamma/markets', '/../time']) {
    expect(await told(service, path)).toMatchObject({ status: 404 });
  }
});

test('a port that somebody has is not opened', async () => {
  const { port } = await opened();
  await expect(opened(port)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
});

test('it ends while clients are still connected', async () => {
  const service = await opened();
  await told(service, '/markets');
  await service.close();
  await expect(told(service, '/markets')).rejects.toThrow();
});
