// The benchmarks as a user starts them: nothing is measured here.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000 });

const MAIN = join(import.meta.dirname, '..', '..', 'bench', 'main.ts');

function bench(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('bench', () => {
  test('--help lists the options and the sections', () => {
    const { status, stdout, stderr } = bench('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const word of ['--only', '--all', '--runs', '--json', 'replay', 'memory']) {
      expect(stdout).toContain(word);
    }
  });

  test.each([
    ['an unknown option', ['--onyl', 'replay'], "Unknown option '--onyl'"],
    ['an unknown section', ['--only', 'replays'], 'there is no section "replays"'],
    ['no number of runs', ['--runs', 'many'], 'not "many"'],
  ])('%s ends with 2, and without a stack trace', (_name, words, says) => {
    const { status, stderr } = bench(...words);
    expect(stderr).toContain(says);
    expect(stderr).toContain('--help');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(2);
  });
});
