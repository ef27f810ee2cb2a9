// What tests begin does not stay.
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startChild } from './support/children.ts';

const SLEEPER = join(import.meta.dirname, 'support', 'sleeper-child.ts');
const SLEEP = ['-e', 'setTimeout(() => {}, 60_000)'];

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a child that a test leaves behind is gone once the test has ended', async () => {
  let pid = 0;
  // Called last: those that were said before are called after those said later.
  onTestFinished(() => expect(isThere(pid)).toBe(false));
  const child = startChild(process.execPath, SLEEP);
  await once(child, 'spawn');
  pid = child.pid ?? 0;
  expect(isThere(pid)).toBe(true);
});

test.each(['running', 'stopped'])('a %s child of a test process ends with it', async (how) => {
  const parent = startChild(process.execPath, [SLEEPER, how]);
  await once(parent.stdout, 'data');
  parent.kill('SIGKILL');
  // Not before the sleeper, which has it open too, is gone as well.
  await once(parent.stdout, 'close');
});

test('a child that cannot be begun says so to whoever listens', async () => {
  const child = startChild('/no/such/program', []);
  const [error] = await once(child, 'error');
  expect(error).toMatchObject({ code: 'ENOENT' });
});
