// bin/polydesk.mjs as a user starts it: a process of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './tidy/source.ts';

const shim = join(root, 'bin/polydesk.mjs');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * Loaded before the shim: makes it believe that an old Node runs it, and silences that process, so
 * what is printed can only come from the Node it hands over to.
 */
const pretendOldNode = `data:text/javascript,
  Object.defineProperty(process, 'versions', { value: { node: '20.0.0' } });
  process.stdout.write = () => true;`;

function run(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('tells its version', () => {
  expect(run([shim, '--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
});

test('without arguments it shows the help', () => {
  const { status, stdout } = run([shim]);
  expect(status).toBe(0);
  expect(stdout).toContain('Usage: polydesk');
});

test('wrong usage exits with 2 and says what was wrong', () => {
  const { status, stderr } = run([shim, '--no-such-option']);
  expect(status).toBe(2);
  expect(stderr).toContain('--no-such-option');
});

test.skipIf(!existsSync(join(root, 'node_modules/.bin/node')))(
  'an old Node hands over to the one that npm brought, and passes on the exit code',
  () => {
    const old = ['--import', pretendOldNode, shim];
    expect(run([...old, '--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
    expect(run([...old, '--no-such-option']).status).toBe(2);
  },
);
