import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { type HttpAsked, httpTransport } from './http-transport.ts';

const TEXT = JSON.stringify({ text: 'as it was, '.repeat(10_000) });

type Asked = Partial<HttpAsked> & { readonly aborts?: AbortController };

/** A server of this machine, and what it answers as text; rejects as the transport does. */
async function served(serve: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return async ({ aborts = new AbortController(), ...asked }: Asked = {}) => {
    const { status, headers, body } = await httpTransport(new URL(`http://127.0.0.1:${port}/x`), {
      method: 'GET',
      headers: {},
      signal: aborts.signal,
      ...asked,
    });
    const pieces: Uint8Array[] = [];
    for await (const piece of body ?? []) pieces.push(piece);
    return { status, headers, text: Buffer.concat(pieces).toString('utf8') };
  };
}

test.each([
  ['as it is', undefined, Buffer.from(TEXT)],
  ['by gzip', 'gzip', gzipSync(TEXT)],
  ['by brotli', 'br', brotliCompressSync(TEXT)],
])('an answer is read as text that was sent %s', async (_name, encoding, bytes) => {
  const ask = await served((request, response) => {
    expect(request.headers['accept-encoding']).toBe('gzip, br');
    response.writeHead(200, encoding === undefined ? {} : { 'content-encoding': encoding });
    response.end(bytes);
  });
  expect(await ask()).toMatchObject({ status: 200, text: TEXT });
});

test.each([
  ['ends too early', 'gzip', gzipSync(TEXT).subarray(0, 100)],
  ['is none', 'gzip', Buffer.from(TEXT)],
  ['ends too early', 'br', brotliCompressSync(TEXT).subarray(0, 30)],
])('a compressed answer that %s is an error, not half a text: %s', async (_name, kind, bytes) => {
  const ask = await served((_request, response) => {
    response.writeHead(200, { 'content-encoding': kind.toUpperCase() });
    response.end(bytes);
  });
  await expect(ask()).rejects.toMatchObject({ code: expect.stringMatching(/^(Z_|ERR_)/) });
});

test('a compression that nobody asked for is not undone', async () => {
  const ask = await served((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'deflate' });
    response.end(deflateSync('short'));
  });
  expect((await ask()).text).not.toBe('short');
});

test('a connection that breaks off in a compressed answer is an error', async () => {
  const ask = await served((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '1000' });
    response.write(gzipSync(TEXT).subarray(0, 100), () => response.destroy());
  });
  await expect(ask()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a signal gives up an answer under way, and before it begins', async () => {
  const ask = await served((_request, response) => {
    response.writeHead(200);
    response.write('half');
  });
  const aborts = new AbortController();
  const asking = ask({ aborts });
  setTimeout(() => aborts.abort(), 20);
  await expect(asking).rejects.toThrow();
  await expect(ask({ aborts })).rejects.toThrow(/abort/i);
});

test('requests share a connection, and none with a body is without its length', async () => {
  const ports = new Set<number | undefined>();
  const ask = await served((request, response) => {
    ports.add(request.socket.remotePort);
    const { method, headers } = request;
    response.writeHead(200, { 'x-twice': ['a', 'b'] });
    response.end(`${method} ${headers['content-length']} ${headers['transfer-encoding']}`);
  });
  const body = '{"name":"é"}';
  expect((await ask()).text).toBe('GET undefined undefined');
  for (const method of ['POST', 'PUT', 'DELETE'] as const) {
    const { text, headers } = await ask({ method, body });
    expect(text).toBe(`${method} 13 undefined`);
    expect(headers.get('X-Twice')).toBe('a, b');
    expect(headers.get('x-never')).toBeNull();
  }
  expect(ports.size).toBe(1);
});

/** A port of this machine that does so with each connection. */
async function bare(serve: (socket: Socket) => void): Promise<number> {
  const server = createTcpServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function request(address: string) {
  const { signal } = new AbortController();
  return httpTransport(new URL(address), { method: 'GET', headers: {}, signal });
}

test('a change of protocol that nobody asked for is no answer', async () => {
  const upgrade = 'HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n';
  const port = await bare((socket) => void socket.once('data', () => socket.end(upgrade)));
  await expect(request(`http://127.0.0.1:${port}/x`)).rejects.toThrow();
});

test('https is not spoken in the clear', async () => {
  const heard: Buffer[] = [];
  const port = await bare((socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      heard.push(bytes);
      socket.destroy();
    });
  });
  const asking = request(`https://127.0.0.1:${port}/x`);
  await expect(asking).rejects.toMatchObject({ code: expect.any(String) });
  // The first byte of a TLS handshake.
  expect(heard.map((bytes) => bytes[0])).toEqual([22]);
});
