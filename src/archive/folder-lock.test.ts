import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/imported.ts';
import { releaseImportOf, takeLock } from './folder-lock.ts';

const LOCK = '.record.lock';
/** Number of a process that has ended. */
const ended = () => String(spawnSync(process.execPath, ['--version']).pid);

describe('a lock', () => {
  test('is not taken twice by one process', async () => {
    const folder = temporaryFolder();
    const release = await takeLock(folder, 'record');
    await expect(takeLock(folder, 'record')).rejects.toThrow(/another recorder/);
    await release();
    await (await takeLock(folder, 'record'))();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a dead process is taken over by one of many', async () => {
    for (const left of [ended(), '', `${process.pid} 1 of-an-earlier-start`]) {
      const folder = temporaryFolder();
      writeFileSync(join(folder, LOCK), left);
      const tries = Array.from({ length: 20 }, () => takeLock(folder, 'record'));
      const results = await Promise.allSettled(tries);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(readdirSync(folder)).toEqual([LOCK]);
    }
  });

  test('is taken over even when a takeover was cut short', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, LOCK), ended());
    writeFileSync(join(folder, `${LOCK}.over`), ended());
    await takeLock(folder, 'record');
    expect(readdirSync(folder)).toEqual([LOCK]);
  });

  test('of a thread that died is given back, that of another is not', async () => {
    const folder = temporaryFolder();
    await takeLock(folder, 'import');
    await releaseImportOf(folder, threadId + 1);
    await expect(takeLock(folder, 'import')).rejects.toThrow(/another import/);
    await releaseImportOf(folder, threadId);
    await takeLock(folder, 'import');
  });

  test('is not given back by somebody else', async () => {
    const folder = temporaryFolder();
    const release = await takeLock(folder, 'record');
    writeFileSync(join(folder, LOCK), '1');
    await release();
    expect(existsSync(join(folder, LOCK))).toBe(true);
    expect(readFileSync(join(folder, LOCK), 'utf8')).toBe('1');
  });
});
