import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startChild } from '../../../test/support/children.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import type { Timestamp } from '../../domain/units.ts';
import { WalletLease } from './wallet-lease.ts';

const NOON = 1_776_081_600_000_000 as Timestamp;
const FILE = 'desk.lease';
const child = join(import.meta.dirname, '../../../test/support/lease-child.ts');

async function taken(folder: string): Promise<WalletLease> {
  const lease = await WalletLease.take(folder, NOON);
  if (!lease.ok) throw new Error(lease.message);
  return lease.value;
}

test('one desk trades a wallet; the next, when that has ended, by a higher token', async () => {
  const folder = temporaryFolder();
  const first = await taken(folder);
  const refused = await WalletLease.take(folder, NOON);
  expect(refused).toMatchObject({ ok: false, code: 'locked' });
  const { message } = refused as { message: string };
  expect(message).toContain(`process ${process.pid} on ${hostname()}, since 2026-04-13T12:00:00`);
  expect(message).toContain('token 1');
  expect(first.state.ok).toBe(true);
  await first.release();
  expect(first.state).toMatchObject({ code: 'lease_lost' });
  const second = await taken(folder);
  expect([first.token, second.token]).toEqual([1, 2]);
  expect(statSync(join(folder, FILE)).mode & 0o077).toBe(0);
});

describe('a holder that lost it', () => {
  test.each([
    ['deleted', (path: string) => rmSync(path)],
    ['replaced', (path: string) => writeFileSync(path, '1 1 1-somebody\n')],
  ])('as its file was %s holds it no more, and takes nothing from others', async (_how, lose) => {
    const folder = temporaryFolder();
    const path = join(folder, FILE);
    const lease = await taken(folder);
    const text = readFileSync(path, 'utf8');
    lose(path);
    expect(lease.state).toMatchObject({ code: 'lease_lost' });
    // Put back: who was without it for a moment does not know what happened in it.
    writeFileSync(path, text);
    expect(lease.state).toMatchObject({ code: 'lease_lost' });
    writeFileSync(path, 'of somebody');
    await lease.release();
    expect(readFileSync(path, 'utf8')).toBe('of somebody');
  });
});

test('a holder of another machine is not taken for dead', async () => {
  const folder = temporaryFolder();
  const facts = JSON.stringify({ host: 'elsewhere', startedAt: NOON, token: 4 });
  writeFileSync(join(folder, FILE), `999999999 - 0-x\n${facts}\n`);
  const refused = await WalletLease.take(folder, NOON);
  expect(refused).toMatchObject({ code: 'locked', message: expect.stringContaining('elsewhere') });
});

test('a last token that cannot be read is no reason to begin at 1 again', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'desk.token'), 'what?');
  expect(await WalletLease.take(folder, NOON)).toMatchObject({ code: 'lease_damaged' });
  expect(readdirSync(folder)).toEqual(['desk.token']);
});

describe('two processes', () => {
  /** The first line that it says. */
  async function start(folder: string) {
    const other = startChild(process.execPath, [child, folder]);
    const [line] = await once(other.stdout, 'data');
    return { process: other, line: String(line).trim() };
  }

  test('the second is told who holds it, and takes over when that one was killed', async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    expect(first.line).toBe('held 1');
    const second = await start(folder);
    expect(second.line).toMatch(
      new RegExp(`^locked another desk \\(process ${first.process.pid} `),
    );
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    expect((await start(folder)).line).toBe('held 2');
  });

  test('of several that find it dead at once, one has it', async () => {
    const folder = temporaryFolder();
    const dead = await start(folder);
    dead.process.kill('SIGKILL');
    await once(dead.process, 'exit');
    const lines = (await Promise.all([1, 2, 3].map(() => start(folder)))).map(({ line }) => line);
    expect(lines.filter((line) => line === 'held 2')).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('locked'))).toHaveLength(2);
  });
});
