// What is played for a page, when the desk that began it is killed as nobody can prepare for.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from '../support/children.ts';
import { temporaryFolder } from '../support/imported.ts';

const child = join(import.meta.dirname, '..', 'support', 'played-child.ts');
const WAIT = { timeout: 40_000, interval: 100 };

/** A port that nobody has. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function isServed(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

test('it ends with the process that began it', { timeout: 120_000 }, async () => {
  const port = await freePort();
  // Of all commands one of which it is seen from outside whether it runs; it would for a minute.
  const words = ['exchange', '--port', String(port), '--for', '60'];
  const desk = startChild(process.execPath, [child, temporaryFolder(), ...words]);
  await expect.poll(() => isServed(port), WAIT).toBe(true);
  desk.kill('SIGKILL');
  await once(desk, 'exit');
  await expect.poll(() => isServed(port), WAIT).toBe(false);
});
