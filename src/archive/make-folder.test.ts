import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/imported.ts';
import { makeFolder } from './make-folder.ts';

describe('a folder of an archive', () => {
  test('is made with every folder above it, and left as it is when it is there', async () => {
    const root = join(temporaryFolder(), 'new', 'archive');
    await makeFolder(root, join(root, 'a', 'b'));
    mkdirSync(join(root, 'a', 'b', 'kept'));
    await makeFolder(root, join(root, 'a', 'b'));
    expect(existsSync(join(root, 'a', 'b', 'kept'))).toBe(true);
  });

  test.each([
    ['in the place of a file', []],
    ['below a file', ['below', 'archive']],
  ])('%s is refused as wrong usage, naming the file', async (_name, below) => {
    const file = join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'kept');
    const root = join(file, ...below);
    await expect(makeFolder(root, join(root, 'a'))).rejects.toMatchObject({
      code: 'unusable_folder',
      exitCode: 2,
      message: `no archive can be made in ${root}: ${file} is not a folder. \
Name another folder with --to.`,
    });
  });

  // There Node's own recursive mkdir never ends: the folder above exists, yet it says ENOENT.
  test.runIf(process.platform === 'linux')('where the system makes none is refused', async () => {
    await expect(makeFolder('/proc/nope', '/proc/nope/a')).rejects.toMatchObject({
      code: 'unusable_folder',
      exitCode: 2,
      message: expect.stringMatching(/in \/proc\/nope: \/proc\/nope cannot be made \(E[A-Z]+\)\. /),
    });
  });
});
