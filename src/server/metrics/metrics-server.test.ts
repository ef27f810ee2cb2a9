import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type MetricsServer, serveMetrics } from './metrics-server.ts';

let server: MetricsServer;
afterEach(() => server.close());

type Answer = { readonly status: number | undefined; readonly type: string; readonly body: string };

/** With whatever headers: fetch would not send a foreign host. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, path, method, headers };
    const asked = request(options, (response) => {
      let body = '';
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => {
        const type = response.headers['content-type'] ?? '';
        resolve({ status: response.statusCode, type, body });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('tells the text to whoever asks on this machine, without a token', async () => {
  server = await serveMetrics(0, async () => 'polydesk_info 1\n');
  const { status, type, body } = await ask('/metrics');
  expect([status, body]).toEqual([200, 'polydesk_info 1\n']);
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
});

test('tells nothing to a page, under a foreign name, or of anything else', async () => {
  let told = 0;
  server = await serveMetrics(0, async () => `${++told}`);
  const answers = await Promise.all([
    ask('/metrics', { origin: 'http://127.0.0.1' }),
    ask('/metrics', { host: 'rebound.example' }),
    ask('/metrics', {}, 'POST'),
    ask('/stop'),
    ask('/metrics/..'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 405, 404, 404]);
  expect(told).toBe(0);
});

test('says so when the metrics cannot be read, and goes on', async () => {
  let isBroken = true;
  server = await serveMetrics(0, async () => {
    if (isBroken) throw new Error('cannot be read');
    return 'a';
  });
  expect(await ask('/metrics')).toMatchObject({ status: 500, body: 'Error: cannot be read' });
  isBroken = false;
  expect(await ask('/metrics')).toMatchObject({ status: 200, body: 'a' });
});

test('a port that is taken is refused', async () => {
  server = await serveMetrics(0, async () => '');
  await expect(serveMetrics(server.port, async () => '')).rejects.toThrow('EADDRINUSE');
});
