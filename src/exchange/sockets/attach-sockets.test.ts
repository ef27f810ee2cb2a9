import { once } from 'node:events';
import { connect as connectTo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { attachedSockets } from '../../../test/support/attached-sockets.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { DOWN, UP } from '../../../test/support/wire-samples/ids.ts';

const all = { assets_ids: [UP, DOWN], type: 'market' };

test('a client that does not read is let go, and the others hear everything', async () => {
  const { bench, connect, sockets } = await attachedSockets({ bufferedBytesMost: 50_000 });
  for (let cents = 1; cents < 50; cents++) {
    bench.send(bench.ann, { side: 'buy', price: cents / 100, size: 5 });
  }
  const [slow, other] = [await connect('/ws/market'), await connect('/ws/market')];
  other.say(all);
  expect(await other.messages()).toHaveLength(2);
  slow.socket.pause();
  // Each is answered with both books; what the system buffers by itself is some megabytes.
  for (let i = 0; i < 5_000; i++) slow.say(all);
  await eventually(() => sockets.counts.market.slow === 1);
  bench.send(bench.ann, { side: 'buy', price: 0.5, size: 5 });
  expect(await other.messages()).toHaveLength(1);
  // It does not even hear the goodbye.
  bench.clock.advance(1_000);
  await eventually(() => sockets.counts.market.open === 1);
  expect(sockets.counts.market).toMatchObject({ opened: 2, slow: 1 });
});

test('a frame that is too large ends its connection, a binary one is passed over', async () => {
  const { connect, sockets } = await attachedSockets({ frameBytesMost: 1_000 });
  const client = await connect('/ws/market');
  client.socket.send(Buffer.from([1]));
  await client.settled();
  expect(sockets.counts.market).toMatchObject({ received: 1, malformed: 1 });
  client.say('x'.repeat(1_001));
  await client.gone();
  expect(client.closed).toBe(1009);
});

test('an unknown path is not found', async () => {
  const { connect } = await attachedSockets();
  await expect(connect('/ws/else')).rejects.toThrow('404');
});

test('a client that is refused and breaks off takes nothing along', async () => {
  const { connect, url } = await attachedSockets();
  const faults: unknown[] = [];
  const fault = (error: unknown) => faults.push(error);
  process.on('uncaughtException', fault);
  onTestFinished(() => void process.off('uncaughtException', fault));
  const { port, host } = new URL(url('/ws/else'));
  for (let i = 0; i < 10; i++) {
    const socket = connectTo(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade';
    socket.write(`GET /ws/else HTTP/1.1\r\nHost: ${host}\r\n${upgrade}\r\n\r\n`);
    setImmediate(() => socket.resetAndDestroy());
    await once(socket, 'close');
  }
  await (await connect('/ws/market')).settled();
  expect(faults).toEqual([]);
});

test('at the end everybody hears a goodbye, and nothing waits', async () => {
  const { bench, connect, sockets } = await attachedSockets();
  const paths = ['/ws/market', '/ws/user', '/ws/prices', '/'];
  const clients = await Promise.all(paths.map((path) => connect(path)));
  sockets.close();
  await Promise.all(clients.map((client) => client.gone()));
  await eventually(() => Object.values(sockets.counts).every(({ open }) => open === 0));
  expect(clients.map(({ closed }) => closed)).toEqual([1001, 1001, 1001, 1001]);
  expect(bench.clock.waiting).toBe(0);
});

test.each([429, 503] as const)('a fault keeps new connections out with %i', async (status) => {
  const { connect, faults } = await attachedSockets();
  const before = await connect('/ws/user');
  faults.user.refusal = status;
  await expect(connect('/ws/user')).rejects.toThrow(String(status));
  before.say('PING');
  expect(await before.settled()).toEqual(['PONG']);
  await connect('/ws/market');
  faults.calm();
  await connect('/ws/user');
});

test('a fault cuts the connections of its channel alone', async () => {
  const { connect, faults } = await attachedSockets();
  const [market, rtds] = [await connect('/ws/market'), await connect('/')];
  expect(faults.market.drop()).toBe(1);
  await market.gone();
  expect([market.closed, await rtds.settled()]).toEqual([1006, []]);
});
