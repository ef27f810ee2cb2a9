// Commands against a service that takes connections and never answers, as behind a firewall that
// swallows packets.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/imported.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
/** A question that nobody gives up is asked for 20 s, and a command that waits for it is killed. */
const KILLED_MS = 12_000;

test('a recording that is over ends, though questions are under way', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void silent.close());
  await once(silent, 'listening');
  const exchange = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const words = ['record', '--exchange', exchange, '--to', temporaryFolder(), '--for', '2'];
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    [main, ...words, '--market', 'a,b', '--top', '2'],
    { encoding: 'utf8', timeout: KILLED_MS, killSignal: 'SIGKILL' },
  );
  expect(stderr).toContain('error: nothing was heard');
  expect({ status, signal }).toEqual({ status: 4, signal: null });
}, 60_000);
