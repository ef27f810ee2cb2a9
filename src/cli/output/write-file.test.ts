import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { requireWritable, writeWhole } from './write-file.ts';

function folderWithFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-write-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'folder'));
  return folder;
}

test('a place is looked at without leaving a trace there', async () => {
  const folder = folderWithFile();
  await requireWritable(join(folder, 'new', 'deep', 'a.json'));
  await requireWritable(join(folder, 'file'));
  expect(readdirSync(folder)).toEqual(['file', 'folder']);
});

test.each([
  ['below a file', 'file/a.json', /a file/],
  ['far below a file', 'file/b/c/a.json', /a file/],
  ['where a folder is', 'folder', /a folder/],
  ['named as a folder', 'new/', /a folder/],
])('nothing can be written %s', async (_, name, why) => {
  const path = `${folderWithFile()}/${name}`;
  await expect(requireWritable(path)).rejects.toMatchObject({
    message: expect.stringContaining(`${path} cannot be written: `),
    exitCode: 1,
  });
  await expect(requireWritable(path)).rejects.toThrow(why);
});

test('a write that fails names the path that was given and leaves nothing unfinished', async () => {
  const folder = folderWithFile();
  const path = join(folder, 'folder');
  await expect(writeWhole(path, 'text')).rejects.toThrow(/folder cannot be written: E[A-Z]+: /);
  await expect(writeWhole(path, 'text')).rejects.not.toThrow(/\.tmp/);
  expect(readdirSync(folder)).toEqual(['file', 'folder']);
  await writeWhole(join(folder, 'new', 'a.json'), 'text');
  expect(existsSync(join(folder, 'new', 'a.json'))).toBe(true);
});
