import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startChild } from '../../../test/support/children.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { LearnedFolder, readLearnedFile } from './learned-folder.ts';

const made = (version: number, text = `what ${version} knew`) => ({
  strategy: 'ml',
  version,
  provenance: 'recorded' as const,
  from: 'train books',
  at: 1_776_081_600_000_000,
  text,
});

async function filled(...versions: readonly number[]) {
  const folder = new LearnedFolder(join(temporaryFolder(), 'learned'));
  for (const version of versions) await folder.replace(made(version));
  return folder;
}

test('the newest version is in use, by number and not by letter', async () => {
  const folder = await filled(1, 9, 10);
  expect(await folder.newest('ml')).toMatchObject({ ok: true, value: made(10) });
  expect(await folder.read('ml', 9)).toMatchObject({ ok: true, value: made(9) });
  expect(await folder.versions('ml')).toEqual([1, 9, 10]);
  expect(await folder.strategies()).toEqual(['ml']);
});

test('where nothing was learned there is nothing', async () => {
  const folder = await filled();
  expect(await folder.newest('ml')).toEqual({ ok: true, value: undefined });
  expect(await folder.strategies()).toEqual([]);
});

test('what is forgotten stays aside, and its numbers are not given again', async () => {
  const folder = await filled(1, 2);
  expect(await folder.forget('ml')).toBe(2);
  expect(await folder.newest('ml')).toEqual({ ok: true, value: undefined });
  expect(readdirSync(folder.path)).toEqual(['ml.1.json.forgotten', 'ml.2.json.forgotten']);
  const { version: _, ...next } = made(3);
  expect(await folder.add(next)).toBe(3);
});

test('of many that write at once none gets the number of another', async () => {
  const folder = await filled(1);
  const child = join(import.meta.dirname, '../../../test/support/learned-child.ts');
  const names = ['a', 'b', 'c'];
  const writers = names.map((name) =>
    startChild(process.execPath, [child, folder.path, name, '8']),
  );
  const ends = await Promise.all(writers.map((writer: ChildProcess) => once(writer, 'close')));
  expect(ends.map(([code]) => code)).toEqual([0, 0, 0]);
  const versions = await folder.versions('ml');
  expect(versions).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  const texts: string[] = [];
  for (const version of versions) {
    const read = await folder.read('ml', version);
    if (read.ok && read.value.version === version) texts.push(read.value.text);
  }
  const all = names.flatMap((name) => Array.from({ length: 8 }, (_, i) => `${name} ${i}`));
  expect(texts.sort()).toEqual([...all, 'what 1 knew']);
  expect(readdirSync(folder.path)).toHaveLength(25);
});

test('other files beside them are none of its', async () => {
  const folder = await filled(1);
  writeFileSync(join(folder.path, 'ml.2.json.123.new'), '{');
  writeFileSync(join(folder.path, 'notes.txt'), '');
  expect(await folder.versions('ml')).toEqual([1]);
});

describe('what is not as it was written is refused', () => {
  test.each([
    ['cut off', (text: string) => text.slice(0, -20)],
    ['changed', (text: string) => text.replace('what 1 knew', 'what 2 knew')],
    ['of another kind', (text: string) => text.replace('polydesk.learned', 'else')],
  ])('%s', async (_what, damage) => {
    const folder = await filled(1);
    const path = join(folder.path, 'ml.1.json');
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    expect(await folder.newest('ml')).toEqual({
      ok: false,
      code: 'learned_damaged',
      message: `${path} is not as it was written`,
    });
  });

  test('and so is a file that is not there', async () => {
    expect(await readLearnedFile('/nowhere/ml.1.json')).toMatchObject({
      code: 'learned_damaged',
      message: 'there is no file /nowhere/ml.1.json',
    });
  });
});
