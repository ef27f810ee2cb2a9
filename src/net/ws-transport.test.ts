import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { SocketServer } from '../../test/support/socket-server.ts';
import type { Connection } from './transport.ts';
import { wsTransport } from './ws-transport.ts';

let server: SocketServer;
beforeEach(async () => {
  server = await SocketServer.open();
});
afterEach(() => server.close());

/** Connects and writes down what is told. */
function connect(url = server.url, headers = {}) {
  const told: string[] = [];
  const connection: Connection = wsTransport(
    { url, headers, frameBytesMost: 1_000 },
    {
      opened: () => told.push('opened'),
      text: (text, bytes) => told.push(`text ${text} (${bytes})`),
      binary: (bytes) => told.push(`binary (${bytes})`),
      ponged: () => told.push('ponged'),
      closed: (code, reason) => told.push(`closed ${code} ${reason}`),
    },
  );
  expect(told).toEqual([]);
  const heard = (what: string) => eventually(() => told.some((word) => word.startsWith(what)));
  return { connection, told, heard };
}

describe('a real connection', () => {
  test('carries texts both ways and counts bytes, not characters', async () => {
    const { connection, told, heard } = connect();
    await heard('opened');
    connection.send('hello');
    await eventually(() => server.last.received.length === 1);
    expect(server.last.received).toEqual(['hello']);
    server.last.say('päng');
    await heard('text');
    expect(told).toEqual(['opened', 'text päng (5)']);
    expect(connection.buffered()).toBe(0);
    connection.terminate();
  });

  test('answers a control ping', async () => {
    const { connection, heard } = connect();
    await heard('opened');
    connection.ping();
    await heard('ponged');
    connection.terminate();
  });

  test('tells a binary frame from a text', async () => {
    const { connection, told, heard } = connect();
    await heard('opened');
    server.last.socket.send(Buffer.from([1, 2, 3]));
    await heard('binary');
    expect(told.at(-1)).toBe('binary (3)');
    connection.terminate();
  });

  test('says goodbye', async () => {
    const { connection, told, heard } = connect();
    await heard('opened');
    connection.close(1000, '');
    await heard('closed');
    expect(told.at(-1)).toBe('closed 1000 ');
    expect(server.last.closed).toBe(1000);
  });

  test.each([
    ['the other side’s code and reason', () => server.last.socket.close(1008, 'no'), '1008 no'],
    ['a cut wire', () => server.last.drop(), '1006 '],
    ['a frame that is too large', () => server.last.say('x'.repeat(1_001)), '1006 Max payload'],
    ['text that is no UTF-8', () => sendBroken(), '1006 Invalid WebSocket frame'],
  ])('ends with %s', async (_name, act, says) => {
    const { told, heard } = connect();
    await heard('opened');
    act();
    await heard('closed');
    expect(told.at(-1)).toContain(`closed ${says}`);
  });

  test('that is refused by HTTP says so', async () => {
    server.refuseWith = 403;
    const { told, heard } = connect();
    await heard('closed');
    expect(told).toEqual(['closed 1006 Unexpected server response: 403']);
  });

  test('to a closed port ends as well', async () => {
    const other = await SocketServer.open();
    await other.close();
    const { told, heard } = connect(other.url);
    await heard('closed');
    expect(told[0]).toContain('ECONNREFUSED');
  });
});

/** A text frame of one byte that begins a character and does not end it. */
function sendBroken(): void {
  server.last.socket.send(Buffer.from([0xc3]), { binary: false });
}
